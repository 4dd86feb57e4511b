// Rows that keep numbers between bounds, or bend towards them: clip hardtanh softsign.
#include "base/pieces.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

// t times a coefficient that is 1 or 0.
inline constexpr auto kPortion = [](auto t, auto part, const auto&) { return num::portion(part, t); };
constexpr Saves kAllThree{.inputs = 7};

bool near(double x, double bound, double distance) { return std::fabs(x - bound) <= distance; }

constexpr Row kRows[] = {
    // ẏ = low ≤ x ≤ high ? ẋ : x < low ? the tangent of low : that of high
    seldom(
        {.name = "clip",
         .category = "selection",
         .ports = {"x", "low", "high"},
         .doc = "x, but no smaller than low and no larger than high.",
         .latex = "\\min(\\max({0}, {1}), {2})",
         .derivative_latex = {"[{1} \\le {0} \\le {2}]", "[{0} < {1}]", "[{0} > {2}]"},
         .kink = "At a bound x keeps the whole derivative.",
         .kink_at = KinkAt::kNear,
         .kink_near =
             [](std::span<const double> x, double distance) {
               return near(x[0], x[1], distance) || near(x[0], x[2], distance) || near(x[1], x[2], distance);
             },
         .torch = "torch.clamp({0}, {1}, {2})",
         .jax = "jnp.clip({0}, {1}, {2})",
         .numpy = "np.clip({0}, {1}, {2})"},
        [](const auto& at) { return num::smaller(num::larger(at.x[0], at.x[1]), at.x[2]); },
        by_coef(
            kAllThree, [](const auto& at) { return num::inside(at.x[0], at.x[1], at.x[2]); }, kPortion),
        by_coef(
            kAllThree, [](const auto& at) { return num::below(at.x[0], at.x[1], at.x[2]); }, kPortion),
        by_coef(
            kAllThree, [](const auto& at) { return num::above(at.x[0], at.x[1], at.x[2]); }, kPortion)),
    seldom(
        {.name = "hardtanh",
         .category = "activation",
         .ports = {"x"},
         .doc = "x between -1 and 1, and these bounds beyond them.",
         .latex = "\\operatorname{hardtanh} {0}",
         .derivative_latex = {"[|{0}| \\le 1]"},
         .kink = "Derivative 1 at -1 and 1.",
         .kink_at = KinkAt::kNear,
         .kink_near = [](std::span<const double> x, double distance) { return near(std::fabs(x[0]), 1, distance); },
         .torch = "torch.clamp({0}, -1, 1)",
         .jax = "jax.nn.hard_tanh({0})",
         .numpy = "np.clip({0}, -1, 1)"},
        [](const auto& at) { return num::smaller(num::larger(at.x[0], -1.0), 1.0); },
        by_coef(
            kFirst, [](const auto& at) { return num::inside(at.x[0], -1.0, 1.0); }, kPortion)),
    // y' = 1 / (1 + |x|)²
    seldom(
        {.name = "softsign",
         .category = "activation",
         .ports = {"x"},
         .doc = "x / (1 + |x|), between -1 and 1.",
         .latex = "{0}/(1 + |{0}|)",
         .derivative_latex = {"1/(1 + |{0}|)^2"},
         .torch = "torch.nn.functional.softsign({0})",
         .jax = "jax.nn.soft_sign({0})",
         .numpy = "{0} / (1 + np.abs({0}))"},
        [](const auto& at) { return num::softsign(at.x[0]); },
        by_coef(
            kFirst,
            [](const auto& at) {
              const auto bend = 1.0 + num::magnitude(at.x[0]);
              return bend * bend;
            },
            [](auto t, auto k, const auto&) { return t / k; })),
};

}  // namespace

std::span<const Row> bound_rows() { return kRows; }

}  // namespace bw
