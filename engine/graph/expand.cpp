// Expansion to scalars, node by node.
#include "graph/expand.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

std::string element_id(const std::string& id, const Shape& shape, std::int64_t i) {
  if (shape.rank == 0) return id;
  if (shape.rank == 1) return id + "[" + std::to_string(i) + "]";
  return id + "[" + std::to_string(i / shape.cols) + "," + std::to_string(i % shape.cols) + "]";
}

// Appends the operations of one node, element by element. The operation that is an element gets its id, those
// before it are numbered.
class Writer : public ScalarBuilder {
 public:
  explicit Writer(const Graph& from, Expanded& to) : from_(from), to_(to) {}

  void begin(NodeId n) {
    node_ = n;
    element_ = 0;
  }
  Id operand(std::size_t port, std::int64_t element) override {
    return to_.scalar[static_cast<std::size_t>(from_.offset[from_.in(node_)[port]] + element)];
  }
  Id constant(double value) override {
    return append(*find_row("const"), {}, {{"value", value}}, element_id() + ".c" + std::to_string(++consts_));
  }
  Id op(std::string_view row, std::initializer_list<Id> operands) override {
    return operation(*find_row(row), operands);
  }
  Id at_mask(std::string_view row, std::initializer_list<Id> operands) override {
    return operation(row_at_mask(row), operands);
  }
  Id link(std::string_view row, Id chain, Id next) override { return operation(chain_link(row), {chain, next}); }
  // A row that only hands on an operand, or an operation from before, gets a free copy.
  void result(Id element) override {
    if (pending_.empty() || pending_.back() != element) element = op("transpose", {element});
    finish(element);
  }
  // One element of an elementwise node, or of a leaf.
  void whole(std::span<const NodeId> operands) {
    const Attrs& attrs = from_.attrs[node_];
    pending_.push_back(append(*from_.row[node_], operands,
                              from_.row[node_]->is_const() ? Attrs{{"value", const_element(attrs)}} : attrs, ""));
    finish(pending_.back());
  }

 private:
  double const_element(const Attrs& attrs) const {
    const AttrValue& value = *find(attrs, "value");
    const auto* numbers = std::get_if<Numbers>(&value);
    return numbers != nullptr ? numbers->value[static_cast<std::size_t>(element_)] : std::get<double>(value);
  }
  Id operation(const Row& row, std::initializer_list<Id> operands) {
    pending_.push_back(append(row, {operands.begin(), operands.size()}, {}, ""));
    return pending_.back();
  }
  std::string element_id() const { return bw::element_id(from_.text[node_].id, from_.shape[node_], element_); }
  Id append(const Row& row, std::span<const NodeId> operands, Attrs attrs, std::string id) {
    const NodeText& t = from_.text[node_];
    to_.origin.push_back({node_, element_, true});
    return to_.graph.append(row, {}, operands, std::move(attrs), {std::move(id), t.group, t.label, t.place});
  }
  void finish(NodeId element) {
    const std::string id = element_id();
    for (std::size_t i = 0; i + 1 < pending_.size(); ++i)
      to_.graph.text[pending_[i]].id = id + "." + std::to_string(i + 1);
    to_.graph.text[element].id = id;
    to_.origin[element].inner = false;
    to_.scalar.push_back(element);
    pending_.clear();
    consts_ = 0;
    ++element_;
  }

  const Graph& from_;
  Expanded& to_;
  NodeId node_ = 0;
  std::int64_t element_ = 0;
  int consts_ = 0;
  std::vector<NodeId> pending_;
};

// Counts without writing.
class Tally : public ScalarBuilder {
 public:
  std::int64_t count = 0;
  Id operand(std::size_t, std::int64_t) override { return 0; }
  Id constant(double) override { return ++count, 0; }
  Id op(std::string_view, std::initializer_list<Id>) override { return last_ = static_cast<Id>(++count), last_; }
  Id at_mask(std::string_view row, std::initializer_list<Id> operands) override { return op(row, operands); }
  Id link(std::string_view row, Id chain, Id next) override { return op(row, {chain, next}); }
  void result(Id element) override {
    if (element == 0 || element != last_) ++count;
    last_ = 0;
  }

 private:
  Id last_ = 0;
};

}  // namespace

std::int64_t expanded_size(const Graph& g) {
  Tally tally;
  for (NodeId n = 0; n < g.size() && tally.count <= limits::kScalars; ++n) {
    if (g.row[n]->expand == nullptr) {
      tally.count += g.elements(n);
      continue;
    }
    g.row[n]->expand(g.dims(n), tally);
  }
  return tally.count;
}

Expanded expand(const Graph& g) {
  Expanded out;
  out.scalar.reserve(static_cast<std::size_t>(g.total_elements()));
  Writer writer(g, out);
  std::vector<NodeId> operands;
  for (NodeId n = 0; n < g.size(); ++n) {
    writer.begin(n);
    if (g.row[n]->expand != nullptr) {
      g.row[n]->expand(g.dims(n), writer);
      continue;
    }
    for (std::int64_t i = 0; i < g.elements(n); ++i) {
      operands.clear();
      const std::int64_t row = i / g.shape[n].cols, col = i % g.shape[n].cols;
      for (std::size_t port = 0; port < g.arity(n); ++port) {
        const Strides s = broadcast_strides(g.input_shapes[g.first_input[n] + port]);
        operands.push_back(writer.operand(port, row * s.row + col * s.col));
      }
      writer.whole(operands);
    }
  }
  out.graph.purpose = g.purpose;
  out.graph.freeze();
  for (std::size_t e = 0; e < g.leaf_values.size(); ++e) out.graph.leaf_values[out.scalar[e]] = g.leaf_values[e];
  for (NodeId n = 0; n < out.graph.size() && g.purpose == Purpose::kRun; ++n)
    if (out.graph.row[n]->is_const()) out.graph.leaf_values[n] = std::get<double>(*find(out.graph.attrs[n], "value"));
  const auto spread = [&](const std::vector<NodeId>& from, std::vector<NodeId>& to) {
    for (const NodeId n : from)
      for (std::int64_t e = g.offset[n]; e < g.offset[n + 1]; ++e)
        to.push_back(out.scalar[static_cast<std::size_t>(e)]);
  };
  spread(g.outputs, out.graph.outputs);
  spread(g.wrt, out.graph.wrt);
  return out;
}

}  // namespace bw
