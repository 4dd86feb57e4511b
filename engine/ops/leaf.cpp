// Leaves: nodes that are given, not computed.
#include "ops/registry.hpp"

namespace bw {

void add_leaf(std::vector<Row>& table) {
  table.emplace_back(RowText{.name = "input", .category = "leaf", .ports = {}, .doc = "Data: no gradient is asked.", .latex = "", .derivative_latex = {},
                             .torch = "{value}", .jax = "{value}", .numpy = "{value}"});
  table.emplace_back(RowText{.name = "param", .category = "leaf", .ports = {}, .doc = "A weight: differentiable.", .latex = "", .derivative_latex = {},
                             .torch = "{value}", .jax = "{value}", .numpy = "{value}"});
  table.emplace_back(RowText{.name = "const", .category = "const", .ports = {}, .attrs = {{"value", AttrType::kReal, "The number."}},
                             .doc = "A number in the text: no bytes, no step, no cost.", .latex = "", .derivative_latex = {},
                             .torch = "{value}", .jax = "{value}", .numpy = "{value}"});
}

}  // namespace bw
