// Leaves: nodes that are given, not computed.
#include "ops/registry.hpp"

namespace bw {
namespace {

constexpr AttrSpec kConstAttrs[] = {{"value", AttrType::kNumbers, "The number, vector or matrix."}};

constexpr Row kRows[] = {
    Row(RowText{.name = "input",
                .category = "leaf",
                .ports = {},
                .doc = "Data: no gradient is asked.",
                .latex = "",
                .derivative_latex = {},
                .torch = "{value}",
                .jax = "{value}",
                .numpy = "{value}"}),
    Row(RowText{.name = "param",
                .category = "leaf",
                .ports = {},
                .doc = "A weight: differentiable.",
                .latex = "",
                .derivative_latex = {},
                .torch = "{value}",
                .jax = "{value}",
                .numpy = "{value}"}),
    Row(RowText{.name = "const",
                .category = "const",
                .ports = {},
                .attrs = kConstAttrs,
                .doc = "Numbers in the text: no bytes, no step, no cost.",
                .latex = "",
                .derivative_latex = {},
                .torch = "{value}",
                .jax = "{value}",
                .numpy = "{value}"}),
};

}  // namespace

std::span<const Row> leaf_rows() { return kRows; }

}  // namespace bw
