// The words of hints about operations.
#include "graph/advice.hpp"

#include "base/number.hpp"
#include "ops/registry.hpp"

namespace bw {

std::string closest_operation(std::string_view op) {
  std::vector<std::string_view> names;
  for (const Row& r : rows()) {
    if (r.is_leaf() || r.is_const()) continue;
    names.push_back(r.name);
    names.insert(names.end(), r.aliases.begin(), r.aliases.end());
  }
  return did_you_mean(op, names, "The catalogue lists all operations.");
}

std::string usage(const Row& row) {
  std::string form = std::string(row.name) + "(";
  for (std::size_t port = 0; port < row.ports.size(); ++port)
    form += (port > 0 ? ", " : "") + std::string(row.ports[port]);
  return "Write `" + form + ")`.";
}

bool spreads_vector(const Graph& g, NodeId n) {
  if (g.row[n]->symbol != "*") return false;
  const Shape &a = g.input_shapes[g.first_input[n]], &b = g.input_shapes[g.first_input[n] + 1];
  return (a.rank == 2 && b.rank == 1) || (a.rank == 1 && b.rank == 2);
}

namespace {

// A const, for messages.
std::string spelled(const AttrValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return shortest(*number);
  const auto& numbers = std::get<Numbers>(value);
  return numbers.shape.rank == 1 ? "[" + shortest(numbers.value[0]) + ", …]"
                                 : "[[" + shortest(numbers.value[0]) + ", …], …]";
}

Problem two_products(std::string_view sign, const std::vector<std::string_view>& names) {
  const std::string a(names[0]), b(names[1]);
  return {Code::kSyntax,
          "The product " + in_ticks(a + " " + std::string(sign) + " " + b) + " of two arrays can be read in two ways",
          "Write " + in_ticks(a + " @ " + b) + " for the sum of products, " + in_ticks(a + " * " + b) +
              " for the products of each element with its partner."};
}

}  // namespace

bool has_two_readings(std::string_view sign, const std::vector<Shape>& operands) {
  return !sign.empty() && operands[0].rank > 0 && operands[1].rank > 0;
}

Problem shape_problem(const Graph& g, const std::vector<NodeId>& in, const Row& row, const NodeSpec& node) {
  std::vector<Shape> shapes;
  std::vector<std::string> names;
  for (const NodeId n : in) {
    shapes.push_back(g.shape[n]);
    names.push_back(g.row[n]->is_const() ? spelled(*find(g.attrs[n], "value")) : g.text[n].id);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  if (has_two_readings(node.sign, shapes)) return two_products(node.sign, views);
  Problem problem = std::get<Problem>(row.shape({shapes, views, node.attrs}));
  for (std::size_t port = in.size(); problem.code == Code::kShape && port-- > 0;)
    if (spreads_vector(g, in[port])) problem.hint = did_you_mean_product(g, in[port]);
  return problem;
}

std::string did_you_mean_product(const Graph& g, NodeId n) {
  if (!spreads_vector(g, n)) return "";
  return in_ticks(g.text[n].id) + " multiplies a matrix and a vector element by element: did you mean `@`?";
}

}  // namespace bw
