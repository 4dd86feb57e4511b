// Rows of functions of one number.
#include "ops/elementwise.hpp"

#include "ops/registry.hpp"

namespace bw {
namespace {

constexpr Row kRows[] = {
    // y' = y
    elementwise({.name = "exp",
                 .category = "function",
                 .ports = {"x"},
                 .doc = "The exponential.",
                 .latex = "e^{{0}}",
                 .derivative_latex = {"y"},
                 .torch = "torch.exp({0})",
                 .jax = "jnp.exp({0})",
                 .numpy = "np.exp({0})"},
                in_blocks<num::exp_block>([](const auto& at) { return num::exp(at.x[0]); }),
                direct(kOutput, [](auto t, const auto& at) { return t * at.y; })),
    // y' = 1 / x
    elementwise(
        {.name = "log",
         .category = "function",
         .aliases = {"ln"},
         .ports = {"x"},
         .doc = "The natural logarithm.",
         .latex = "\\ln {0}",
         .derivative_latex = {"1/{0}"},
         .kink = "-Infinity at 0, NaN below, flagged.",
         .domain = {0.5, 2},
         .torch = "torch.log({0})",
         .jax = "jnp.log({0})",
         .numpy = "np.log({0})"},
        [](const auto& at) { return num::log(at.x[0]); },
        direct(kFirst, [](auto t, const auto& at) { return t / at.x[0]; })),
    // y' = 1 / (2 y)
    elementwise(
        {.name = "sqrt",
         .category = "function",
         .ports = {"x"},
         .doc = "The square root.",
         .latex = "\\sqrt{{0}}",
         .derivative_latex = {"1/(2y)"},
         .kink = "Derivative Infinity at 0, NaN below, flagged.",
         .domain = {0.5, 2},
         .torch = "torch.sqrt({0})",
         .jax = "jnp.sqrt({0})",
         .numpy = "np.sqrt({0})"},
        [](const auto& at) { return num::sqrt(at.x[0]); },
        by_coef(
            kOutput, [](const auto& at) { return 2.0 * at.y; }, [](auto t, auto k, const auto&) { return t / k; })),
    // y' = 2 x
    elementwise(
        {.name = "square",
         .category = "function",
         .ports = {"x"},
         .doc = "The square.",
         .latex = "{0}^2",
         .derivative_latex = {"2{0}"},
         .torch = "torch.square({0})",
         .jax = "jnp.square({0})",
         .numpy = "np.square({0})"},
        [](const auto& at) { return at.x[0] * at.x[0]; },
        times_coef(kFirst, [](const auto& at) { return 2.0 * at.x[0]; })),
    // y' = cos x
    elementwise({.name = "sin",
                 .category = "function",
                 .ports = {"x"},
                 .doc = "The sine, x in radians.",
                 .latex = "\\sin {0}",
                 .derivative_latex = {"\\cos {0}"},
                 .torch = "torch.sin({0})",
                 .jax = "jnp.sin({0})",
                 .numpy = "np.sin({0})"},
                in_pairs([](const auto& at) { return num::sin(at.x[0]); }),
                kept(times_coef(kFirst, [](const auto& at) { return num::cos(at.x[0]); }),
                     [](const auto& at) {
                       const num::SinCos both = num::sin_cos(at.x[0]);
                       return ValueAndCoef{both.sin, both.cos};
                     })),
    // y' = -sin x
    elementwise({.name = "cos",
                 .category = "function",
                 .ports = {"x"},
                 .doc = "The cosine, x in radians.",
                 .latex = "\\cos {0}",
                 .derivative_latex = {"-\\sin {0}"},
                 .torch = "torch.cos({0})",
                 .jax = "jnp.cos({0})",
                 .numpy = "np.cos({0})"},
                in_pairs([](const auto& at) { return num::cos(at.x[0]); }),
                kept(times_coef(kFirst, [](const auto& at) { return -num::sin(at.x[0]); }),
                     [](const auto& at) {
                       const num::SinCos both = num::sin_cos(at.x[0]);
                       return ValueAndCoef{both.cos, -both.sin};
                     })),
    // y' = 1 + y²
    seldom(
        {.name = "tan",
         .category = "function",
         .ports = {"x"},
         .doc = "The tangent function, x in radians.",
         .latex = "\\tan {0}",
         .derivative_latex = {"1 + y^2"},
         .domain = {-1, 1},
         .torch = "torch.tan({0})",
         .jax = "jnp.tan({0})",
         .numpy = "np.tan({0})"},
        [](const auto& at) { return num::tan(at.x[0]); },
        times_coef(kOutput, [](const auto& at) { return 1.0 + at.y * at.y; })),
    // y' = sign x
    elementwise(
        {.name = "abs",
         .category = "function",
         .ports = {"x"},
         .doc = "x without its sign.",
         .latex = "|{0}|",
         .derivative_latex = {"\\operatorname{sign} {0}"},
         .kink = "Derivative 0 at 0.",
         .kink_at = KinkAt::kZero,
         .domain = {0.5, 2},
         .torch = "torch.abs({0})",
         .jax = "jnp.abs({0})",
         .numpy = "np.abs({0})"},
        [](const auto& at) { return num::magnitude(at.x[0]); },
        direct(kFirst, [](auto t, const auto& at) { return num::with_sign_of(at.x[0], t); })),
    // y' = 1 / (1 + x)
    seldom(
        {.name = "log1p",
         .category = "function",
         .ports = {"x"},
         .doc = "log(1 + x), exact near 0.",
         .latex = "\\ln(1 + {0})",
         .derivative_latex = {"1/(1 + {0})"},
         .kink = "-Infinity at -1, NaN below, flagged.",
         .domain = {-0.5, 2},
         .torch = "torch.log1p({0})",
         .jax = "jnp.log1p({0})",
         .numpy = "np.log1p({0})"},
        [](const auto& at) { return num::log1p(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return 1.0 + at.x[0]; }, [](auto t, auto k, const auto&) { return t / k; })),
    // y' = e^x; not y + 1, which cancels far below 0
    seldom(
        {.name = "expm1",
         .category = "function",
         .ports = {"x"},
         .doc = "exp(x) - 1, exact near 0.",
         .latex = "e^{{0}} - 1",
         .derivative_latex = {"e^{{0}}"},
         .torch = "torch.expm1({0})",
         .jax = "jnp.expm1({0})",
         .numpy = "np.expm1({0})"},
        [](const auto& at) { return num::expm1(at.x[0]); },
        times_coef(kFirst, [](const auto& at) { return num::exp(at.x[0]); })),
    // y' = -y²
    seldom(
        {.name = "reciprocal",
         .category = "function",
         .ports = {"x"},
         .doc = "1 / x.",
         .latex = "1/{0}",
         .derivative_latex = {"-y^2"},
         .kink = "At 0 the IEEE value, flagged.",
         .domain = {0.5, 2},
         .torch = "torch.reciprocal({0})",
         .jax = "jnp.reciprocal({0})",
         .numpy = "np.reciprocal({0})"},
        [](const auto& at) { return 1.0 / at.x[0]; },
        times_coef(kOutput, [](const auto& at) { return -(at.y * at.y); })),
};

}  // namespace

std::span<const Row> elementwise_rows() { return kRows; }

}  // namespace bw
