// Rows that step: sign floor ceil round. Each stands still between its jumps, so that no derivative passes.
#include "base/pieces.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

constexpr std::string_view kStep =
    "The value jumps there; the derivative is 0 on both sides of it, and so it is given.";

struct Words {
  Text name, doc, latex, torch, jax, numpy;
};
template <class Value>
constexpr Row step(Words words, Value value, bool (*kink_near)(std::span<const double>, double)) {
  return seldom({.name = words.name,
                 .category = "step",
                 .ports = {"x"},
                 .doc = words.doc,
                 .latex = words.latex,
                 .derivative_latex = {"0"},
                 .kink = kStep,
                 .kink_at = KinkAt::kNear,
                 .kink_near = kink_near,
                 .constant_ports = 1,
                 .torch = words.torch,
                 .jax = words.jax,
                 .numpy = words.numpy},
                value, identity());
}
bool near_whole(std::span<const double> x, double distance) {
  return std::fabs(x[0] - std::nearbyint(x[0])) <= distance;
}

constexpr Row kRows[] = {
    step(
        {"sign", "-1 below 0, 1 above it, and 0 there.", "\\operatorname{sign} {0}", "torch.sign({0})", "jnp.sign({0})",
         "np.sign({0})"},
        [](const auto& at) { return num::sign(at.x[0]); },
        [](std::span<const double> x, double distance) { return std::fabs(x[0]) <= distance; }),
    step(
        {"floor", "The next whole number that is not larger.", "\\lfloor {0} \\rfloor", "torch.floor({0})",
         "jnp.floor({0})", "np.floor({0})"},
        [](const auto& at) { return num::floor(at.x[0]); }, &near_whole),
    step(
        {"ceil", "The next whole number that is not smaller.", "\\lceil {0} \\rceil", "torch.ceil({0})",
         "jnp.ceil({0})", "np.ceil({0})"},
        [](const auto& at) { return num::ceil(at.x[0]); }, &near_whole),
    step(
        {"round", "The nearest whole number; half way, the even one of two.", "\\operatorname{round} {0}",
         "torch.round({0})", "jnp.round({0})", "np.round({0})"},
        [](const auto& at) { return num::round(at.x[0]); },
        [](std::span<const double> x, double distance) {
          return std::fabs(std::fabs(x[0] - std::floor(x[0])) - 0.5) <= distance;
        }),
};

}  // namespace

std::span<const Row> step_rows() { return kRows; }

}  // namespace bw
