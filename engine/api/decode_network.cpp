// Networks in JSON: text, or inputs and nodes as data.
#include "api/reader.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

class NetworkDecoder : public Reader {
 public:
  explicit NetworkDecoder(const Reader& reader) : Reader(reader) {}

  void network(const json& j, NetworkRequest& out) {
    const json* n = field(j, "network", "$", true);
    if (n == nullptr || !is_object(*n, "$.network")) return;
    if (n->contains("text")) {
      keys(*n, {"text"}, "$.network");
      const std::string* t = text(*n, "text", "$.network", true);
      if (t == nullptr) return;
      if (static_cast<std::int64_t>(t->size()) > limits::kTextBytes) return report(Code::kLimit, "The network text has " + std::to_string(t->size()) + " bytes; the limit is " + std::to_string(limits::kTextBytes) + ".", "", "$.network.text");
      out.text = *t;
      return;
    }
    keys(*n, {"inputs", "nodes", "outputs", "wrt"}, "$.network");
    each(*n, "inputs", true, [&](const json& item, const std::string& path) { leaf(item, path, out.spec); });
    each(*n, "nodes", true, [&](const json& item, const std::string& path) { node(item, path, out.spec); });
    refs(*n, "outputs", out.spec.outputs);
    refs(*n, "wrt", out.spec.wrt);
  }

 private:
  template <class F>
  void each(const json& n, const char* key, bool required, F f) {
    const json* list = field(n, key, "$.network", required);
    const std::string path = std::string("$.network.") + key;
    if (list == nullptr || !is_array(*list, path)) return;
    if (static_cast<std::int64_t>(list->size()) > limits::kNodes) return report(Code::kLimit, in_ticks(key) + " has " + std::to_string(list->size()) + " entries; the limit is " + std::to_string(limits::kNodes) + ".", "", path);
    for (std::size_t i = 0; i < list->size(); ++i) f((*list)[i], at(path, i));
  }
  void refs(const json& n, const char* key, std::optional<std::vector<Ref>>& out) {
    if (!n.contains(key)) return;
    out.emplace();
    each(n, key, false, [&](const json& item, const std::string& path) {
      if (item.is_string()) out->push_back({item.get<std::string>(), {{}, path}});
      else wrong_type("a name", item, path);
    });
  }
  bool id(const json& item, const std::string& path, std::string& out) {
    const std::string* name = text(item, "id", path, true);
    if (name == nullptr) return false;
    bool good = !name->empty() && static_cast<std::int64_t>(name->size()) <= limits::kIdBytes;
    for (const char c : *name) good = good && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '`';
    if (!good) report(Code::kId, "The id " + in_ticks(*name) + " is empty, too long, or has a control character or a backtick.", "", path + ".id");
    out = *name;
    return good;
  }

  void leaf(const json& item, const std::string& path, GraphSpec& spec) {
    if (!is_object(item, path)) return;
    keys(item, {"id", "shape", "value", "diff"}, path);
    LeafSpec leaf;
    leaf.place.path = path;
    bool good = id(item, path, leaf.id);
    leaf.label = leaf.id;
    flag(item, "diff", path, leaf.differentiable);
    if (const json* s = field(item, "shape", path, false)) good = shape(*s, path + ".shape", leaf.shape) && good;
    const json* v = field(item, "value", path, true);
    if (v == nullptr) return;
    if (v->is_array()) {
      good = reals(*v, path + ".value", leaf.value) && good;
    } else if (const auto x = real(*v, path + ".value")) {
      leaf.value = {*x};
      leaf.is_scalar = true;
    }
    if (good) spec.leaves.push_back(std::move(leaf));
  }
  bool shape(const json& j, const std::string& path, std::optional<Shape>& out) {
    if (!is_array(j, path)) return false;
    if (j.size() > 2) return report(Code::kRank, "An array with " + std::to_string(j.size()) + " axes.", "Arrays have at most two.", path), false;
    std::vector<std::int64_t> extents;
    for (std::size_t i = 0; i < j.size(); ++i) {
      const auto extent = whole(j[i], at(path, i));
      if (!extent) return false;
      if (*extent < 0) return report(Code::kShape, "A size of " + std::to_string(*extent) + ".", "Sizes begin at 1.", at(path, i)), false;
      if (*extent == 0) return report(Code::kShapeEmpty, "A size of " + std::to_string(*extent) + ".", "Sizes begin at 1.", at(path, i)), false;
      if (*extent > limits::kElements) return report(Code::kLimit, "A size of " + std::to_string(*extent) + "; the limit is " + std::to_string(limits::kElements) + " numbers.", "", at(path, i)), false;
      extents.push_back(*extent);
    }
    if (extents.empty()) out = Shape::scalar();
    else out = extents.size() == 1 ? Shape::vector(extents[0]) : Shape::matrix(extents[0], extents[1]);
    return true;
  }

  void node(const json& item, const std::string& path, GraphSpec& spec) {
    if (!is_object(item, path)) return;
    keys(item, {"id", "op", "in", "attrs", "group"}, path);
    NodeSpec node;
    node.place.path = path;
    bool good = id(item, path, node.id);
    const std::string* op = text(item, "op", path, true);
    const json* in = field(item, "in", path, true);
    if (const std::string* group = text(item, "group", path, false)) node.group = *group;
    if (op == nullptr || in == nullptr || !is_array(*in, path + ".in")) return;
    node.op = node.label = *op;
    for (std::size_t i = 0; i < in->size(); ++i) {
      if ((*in)[i].is_string()) node.inputs.push_back({(*in)[i].get<std::string>(), {{}, at(path + ".in", i)}});
      else good = wrong_type("a name", (*in)[i], at(path + ".in", i));
    }
    if (const json* attrs = field(item, "attrs", path, false)) good = attributes(*attrs, path + ".attrs", node) && good;
    if (good) spec.nodes.push_back(std::move(node));
  }
  bool attributes(const json& j, const std::string& path, NodeSpec& node) {
    if (!is_object(j, path)) return false;
    for (const auto& [key, value] : j.items()) {
      const std::string where = path + "." + in_ticks(key);
      if (value.is_boolean()) {
        node.attrs.push_back({key, value.get<bool>()});
      } else if (value.is_number_integer() && node.op != "const") {
        const auto n = whole(value, where);
        if (!n) return false;
        node.attrs.push_back({key, *n});
      } else if (value.is_array()) {
        std::vector<std::int64_t> list;
        for (std::size_t i = 0; i < value.size(); ++i) {
          const auto n = whole(value[i], at(where, i));
          if (!n) return false;
          list.push_back(*n);
        }
        node.attrs.push_back({key, std::move(list)});
      } else if (const auto x = real(value, where)) {
        node.attrs.push_back({key, *x});
      } else {
        return false;
      }
    }
    return true;
  }
};

}  // namespace

void decode_network(Reader& reader, const nlohmann::json& request, NetworkRequest& out) { NetworkDecoder(reader).network(request, out); }

}  // namespace bw
