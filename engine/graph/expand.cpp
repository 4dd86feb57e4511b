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

// Appends the operations of one element of one node. The last one gets the element's id.
class Writer : public ScalarBuilder {
 public:
  explicit Writer(const Graph& from, Expanded& to) : from_(from), to_(to) {}

  void begin(NodeId n, std::int64_t i) {
    node_ = n;
    id_ = element_id(from_.text[n].id, from_.shape[n], i);
    inner_ = consts_ = 0;
    fresh_ = kNone;
  }
  Id operand(std::size_t port, std::int64_t element) override {
    return to_.scalar[static_cast<std::size_t>(from_.offset[from_.in(node_)[port]] + element)];
  }
  Id constant(double value) override {
    const NodeId n = to_.graph.append(*find_row("const"), {}, {}, {{"value", value}}, text(id_ + ".c" + std::to_string(++consts_)));
    return n;
  }
  Id op(std::string_view row, std::initializer_list<Id> operands) override { return append(*find_row(row), operands); }
  Id append(const Row& row, std::span<const NodeId> operands) {
    if (fresh_ != kNone) to_.graph.text[fresh_].id = id_ + "." + std::to_string(++inner_);
    return fresh_ = to_.graph.append(row, {}, operands, {}, text(id_));
  }
  // The node of the element; a free copy where the row only handed on an operand.
  NodeId finish(Id result) {
    if (result != fresh_) result = op("transpose", {result});
    return result;
  }
  NodeText text(std::string id) const { return {std::move(id), from_.text[node_].group, from_.text[node_].label, from_.text[node_].place}; }
  const std::string& id() const { return id_; }

 private:
  const Graph& from_;
  Expanded& to_;
  NodeId node_ = 0, fresh_ = kNone;
  std::string id_;
  int inner_ = 0, consts_ = 0;
};

// Counts without writing.
class Tally : public ScalarBuilder {
 public:
  std::int64_t count = 0;
  Id operand(std::size_t, std::int64_t) override { return 0; }
  Id constant(double) override { return ++count, 1; }
  Id op(std::string_view, std::initializer_list<Id>) override { return ++count, 1; }
};

}  // namespace

std::int64_t expanded_size(const Graph& g) {
  Tally tally;
  for (NodeId n = 0; n < g.size() && tally.count <= limits::kScalars; ++n) {
    if (g.row[n]->expand == nullptr) {
      tally.count += g.elements(n);
      continue;
    }
    for (std::int64_t i = 0; i < g.elements(n) && tally.count <= limits::kScalars; ++i) {
      const std::int64_t before = tally.count;
      g.row[n]->expand(g.dims(n), i, tally);
      if (tally.count == before) ++tally.count;
    }
  }
  return tally.count;
}

Expanded expand(const Graph& g) {
  Expanded out;
  out.scalar.reserve(static_cast<std::size_t>(g.total_elements()));
  Writer writer(g, out);
  std::vector<NodeId> operands;
  for (NodeId n = 0; n < g.size(); ++n) {
    for (std::int64_t i = 0; i < g.elements(n); ++i) {
      writer.begin(n, i);
      if (g.row[n]->expand != nullptr) {
        out.scalar.push_back(writer.finish(g.row[n]->expand(g.dims(n), i, writer)));
        continue;
      }
      operands.clear();
      const std::int64_t row = i / g.shape[n].cols, col = i % g.shape[n].cols;
      for (std::size_t port = 0; port < g.arity(n); ++port) {
        const Strides s = broadcast_strides(g.input_shapes[g.first_input[n] + port]);
        operands.push_back(writer.operand(port, row * s.row + col * s.col));
      }
      out.scalar.push_back(out.graph.append(*g.row[n], {}, operands, g.attrs[n], writer.text(writer.id())));
    }
  }
  out.graph.freeze();
  for (std::size_t e = 0; e < out.scalar.size(); ++e) out.graph.leaf_values[out.scalar[e]] = g.leaf_values[e];
  for (NodeId n = 0; n < out.graph.size(); ++n)
    if (out.graph.row[n]->is_const()) out.graph.leaf_values[n] = std::get<double>(*find(out.graph.attrs[n], "value"));
  const auto spread = [&](const std::vector<NodeId>& from, std::vector<NodeId>& to) {
    for (const NodeId n : from)
      for (std::int64_t e = g.offset[n]; e < g.offset[n + 1]; ++e) to.push_back(out.scalar[static_cast<std::size_t>(e)]);
  };
  spread(g.outputs, out.graph.outputs);
  spread(g.wrt, out.graph.wrt);
  return out;
}

}  // namespace bw
