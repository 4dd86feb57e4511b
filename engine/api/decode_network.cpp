// Networks in JSON: text, or inputs and nodes as data.
#include "api/reader.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

class NetworkDecoder : public Reader {
 public:
  NetworkDecoder(const Reader& reader, Purpose purpose) : Reader(reader), purpose_(purpose) {}

  void network(const Value& j, NetworkRequest& out) {
    const auto n = field(j, "network", "$", true);
    if (!n || !is_object(*n, "$.network")) return;
    if (n->find("text")) {
      keys(*n, {"text"}, "$.network");
      const auto t = text(*n, "text", "$.network", true);
      if (!t) return;
      if (static_cast<std::int64_t>(t->size()) > limits::kTextBytes)
        return report(Code::kLimit,
                      "The network text has " + std::to_string(t->size()) + " bytes; the limit is " +
                          std::to_string(limits::kTextBytes) + ".",
                      "Use `repeat`, `def` or generators for what repeats.", "$.network.text");
      out.text = *t;
      return;
    }
    keys(*n, {"inputs", "nodes", "outputs", "wrt"}, "$.network");
    each(*n, "inputs", true, [&](const Value& item, const std::string& path) { leaf(item, path, out.spec); });
    each(*n, "nodes", true, [&](const Value& item, const std::string& path) { node(item, path, out.spec); });
    refs(*n, "outputs", out.spec.outputs);
    refs(*n, "wrt", out.spec.wrt);
  }

 private:
  template <class F>
  void each(const Value& n, const char* key, bool required, F f) {
    const auto list = field(n, key, "$.network", required);
    const std::string path = std::string("$.network.") + key;
    if (!list || !is_array(*list, path)) return;
    if (static_cast<std::int64_t>(list->size()) > limits::kNodes)
      return report(Code::kLimit,
                    in_ticks(key) + " has " + std::to_string(list->size()) + " entries; the limit is " +
                        std::to_string(limits::kNodes) + ".",
                    "Use a smaller network.", path);
    list->each([&](std::size_t i, const Value& item) { f(item, at(path, i)); });
  }
  void refs(const Value& n, const char* key, std::optional<std::vector<Ref>>& out) {
    if (!n.find(key)) return;
    out.emplace();
    each(n, key, false, [&](const Value& item, const std::string& path) {
      if (item.is(Type::kText)) out->push_back({std::string(item.text()), {{}, path}});
      else wrong_type("a name", item, path);
    });
  }
  bool id(const Value& item, const std::string& path, std::string& out) {
    const auto name = text(item, "id", path, true);
    if (!name) return false;
    bool good = !name->empty() && static_cast<std::int64_t>(name->size()) <= limits::kIdBytes;
    for (const char c : *name) good = good && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '`';
    if (!good)
      report(Code::kId, "The id " + in_ticks(*name) + " is empty, too long, or has a control character or a backtick.",
             "Use 1 to " + std::to_string(limits::kIdBytes) + " bytes of other characters.", path + ".id");
    out = *name;
    return good;
  }

  void leaf(const Value& item, const std::string& path, GraphSpec& spec) {
    if (!is_object(item, path)) return;
    keys(item, {"id", "shape", "value", "diff"}, path);
    LeafSpec leaf;
    leaf.place.path = path;
    bool good = id(item, path, leaf.id);
    leaf.label = leaf.id;
    flag(item, "diff", path, leaf.differentiable);
    if (const auto s = field(item, "shape", path, false)) good = shape(*s, path + ".shape", leaf.shape) && good;
    const bool needs_value = purpose_ == Purpose::kRun || !item.find("shape");
    const auto v = field(item, "value", path, needs_value);
    if (!v) {
      if (good && !needs_value) {
        leaf.recipe = Recipe{Rule::kZeros};
        spec.leaves.push_back(std::move(leaf));
      }
      return;
    }
    if (v->is(Type::kArray)) {
      good = reals(*v, path + ".value", leaf.value) && good;
    } else if (const auto x = real(*v, path + ".value")) {
      leaf.value = {*x};
      leaf.is_scalar = true;
    }
    if (good) spec.leaves.push_back(std::move(leaf));
  }
  bool extent(const Value& j, const std::string& path, std::int64_t& out) {
    const auto extent = whole(j, path);
    if (!extent) return false;
    if (*extent < 0)
      return report(Code::kShape, "A size of " + std::to_string(*extent) + ".", "Sizes begin at 1.", path), false;
    if (*extent == 0)
      return report(Code::kShapeEmpty, "A size of " + std::to_string(*extent) + ".", "Sizes begin at 1.", path), false;
    if (const std::int64_t most = most_elements(purpose_); *extent > most)
      return report(Code::kLimit,
                    "A size of " + std::to_string(*extent) + "; the limit is " + std::to_string(most) + " numbers.",
                    "Use a smaller network.", path),
             false;
    out = *extent;
    return true;
  }
  bool shape(const Value& j, const std::string& path, std::optional<Shape>& out) {
    if (!is_array(j, path)) return false;
    if (j.size() > 2)
      return report(Code::kRank, "An array with " + std::to_string(j.size()) + " axes.", "Arrays have at most two.",
                    path),
             false;
    std::vector<std::int64_t> extents;
    bool good = true;
    j.each([&](std::size_t i, const Value& item) { good = good && extent(item, at(path, i), extents.emplace_back()); });
    if (!good) return false;
    if (extents.empty()) out = Shape::scalar();
    else out = extents.size() == 1 ? Shape::vector(extents[0]) : Shape::matrix(extents[0], extents[1]);
    return true;
  }

  void node(const Value& item, const std::string& path, GraphSpec& spec) {
    if (!is_object(item, path)) return;
    keys(item, {"id", "op", "in", "attrs", "group"}, path);
    NodeSpec node;
    node.place.path = path;
    bool good = id(item, path, node.id);
    const auto op = text(item, "op", path, true);
    const auto in = field(item, "in", path, true);
    if (const auto group = text(item, "group", path, false)) node.group = *group;
    if (!op || !in || !is_array(*in, path + ".in")) return;
    node.op = node.label = *op;
    in->each([&](std::size_t i, const Value& name) {
      if (name.is(Type::kText)) node.inputs.push_back({std::string(name.text()), {{}, at(path + ".in", i)}});
      else good = wrong_type("a name", name, at(path + ".in", i));
    });
    if (const auto attrs = field(item, "attrs", path, false)) good = attributes(*attrs, path + ".attrs", node) && good;
    if (good) spec.nodes.push_back(std::move(node));
  }
  // A list of numbers, or of rows of numbers.
  bool numbers(const Value& j, const std::string& where, Attr& attr) {
    Numbers& out = std::get<Numbers>(attr.value);
    bool good = true, rows = false;
    std::int64_t wide = 0;
    j.each([&](std::size_t i, const Value& item) {
      if (i == 0) rows = item.is(Type::kArray);
      if (!good || !rows) return;
      const std::size_t before = out.value.size();
      good = reals(item, at(where, i), out.value);
      const auto columns = static_cast<std::int64_t>(out.value.size() - before);
      if (i == 0) wide = columns;
      if (good && columns != wide)
        good = (report(Code::kShape, "The rows of a const differ in length.", "Give every row as many numbers.", where),
                false);
    });
    if (good && !rows) good = reals(j, where, out.value);
    if (good && out.value.empty())
      return report(Code::kShapeEmpty, "An empty array: it has no elements.", "Give it at least one number.", where),
             false;
    out.shape = rows ? Shape::matrix(static_cast<std::int64_t>(j.size()), wide)
                     : Shape::vector(static_cast<std::int64_t>(out.value.size()));
    return good;
  }
  bool attributes(const Value& j, const std::string& path, NodeSpec& node) {
    if (!is_object(j, path)) return false;
    for (const auto& [name, value] : j.fields()) {
      const std::string key(name), where = path + "." + in_ticks(key);
      if (value.is(Type::kBoolean)) {
        node.attrs.push_back({key, value.boolean()});
      } else if ((value.is(Type::kInteger) || value.is(Type::kHuge)) && node.op != "const") {
        const auto n = whole(value, where);
        if (!n) return false;
        node.attrs.push_back({key, *n});
      } else if (value.is(Type::kArray) && node.op == "const") {
        if (!numbers(value, where, node.attrs.emplace_back(Attr{key, Numbers{}}))) return false;
      } else if (value.is(Type::kArray)) {
        std::vector<std::int64_t> list;
        if (!wholes(value, where, list)) return false;
        node.attrs.push_back({key, std::move(list)});
      } else if (const auto x = real(value, where)) {
        node.attrs.push_back({key, *x});
      } else {
        return false;
      }
    }
    return true;
  }

  Purpose purpose_;
};

}  // namespace

void decode_network(Reader& reader, const Value& request, NetworkRequest& out, Purpose purpose) {
  NetworkDecoder(reader, purpose).network(request, out);
}

}  // namespace bw
