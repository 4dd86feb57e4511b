// Finds the named parts of layers by the operations that they are.
#include "text/regroup.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace bw {
namespace {

struct Part {
  std::string_view name, op;
  bool always = true;
};
// A layer: the operation of its result, and its parts, the last of which comes behind all the others.
struct Form {
  std::string_view op;
  std::vector<Part> parts;
};

const std::vector<Form>& forms() {
  static const std::vector<Form> list = {
      {"matmul",
       {{"keys", "transpose"},
        {"products", "matmul"},
        {"scores", "div"},
        {"masked", "where", false},
        {"causal", "where", false},
        {"weights", "softmax"}}},
      {"add", {{"r", "sigmoid"}, {"z", "sigmoid"}, {"n", "tanh"}}},
      {"mul", {{"i", "sigmoid"}, {"f", "sigmoid"}, {"g", "tanh"}, {"o", "sigmoid"}, {"c", "add"}}}};
  return list;
}

using Index = std::unordered_map<std::string_view, NodeSpec*>;

void regroup(const Form& form, const NodeSpec& result, const Index& index) {
  std::vector<NodeSpec*> found;
  for (const Part& part : form.parts) {
    const auto it = index.find(result.id + "." + std::string(part.name));
    const bool there = it != index.end() && it->second->op == part.op && it->second->group == it->second->id;
    if (!there && part.always) return;
    if (there) found.push_back(it->second);
  }
  for (NodeSpec* part : found) part->group = result.group;
}

}  // namespace

void regroup(GraphSpec& spec) {
  const auto ends = [](const std::string& id, std::string_view name) {
    return id.size() > name.size() + 1 && id.ends_with(name) && id[id.size() - name.size() - 1] == '.';
  };
  const auto closes = [&](const NodeSpec& node, const Form& form) {
    return node.op == form.parts.back().op && node.group == node.id && ends(node.id, form.parts.back().name);
  };
  const bool any = std::any_of(spec.nodes.begin(), spec.nodes.end(), [&](const NodeSpec& node) {
    return std::any_of(forms().begin(), forms().end(), [&](const Form& form) { return closes(node, form); });
  });
  if (!any) return;
  Index index;
  for (NodeSpec& node : spec.nodes) index.emplace(node.id, &node);
  for (const NodeSpec& node : spec.nodes)
    for (const Form& form : forms()) {
      if (!closes(node, form)) continue;
      const auto result = index.find(std::string_view(node.id).substr(0, node.id.rfind('.')));
      if (result != index.end() && result->second->op == form.op) regroup(form, *result->second, index);
    }
}

}  // namespace bw
