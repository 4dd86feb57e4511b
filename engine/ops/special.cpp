// Rows of functions of one number that have names of their own: the angles of sines and the like, the hyperbolic functions, erf.
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

constexpr double kTwoOverRootPi = 1.1283791670955126;

constexpr Row kRows[] = {
    // y' = 1 / √((1 - x)(1 + x))
    seldom(
        {.name = "asin",
         .category = "function",
         .ports = {"x"},
         .doc = "The angle whose sine is x.",
         .latex = "\\arcsin {0}",
         .derivative_latex = {"1/\\sqrt{1 - {0}^2}"},
         .kink = "Derivative Infinity at -1 and 1, NaN outside, flagged.",
         .domain = {-0.8, 0.8},
         .torch = "torch.asin({0})",
         .jax = "jnp.arcsin({0})",
         .numpy = "np.arcsin({0})"},
        [](const auto& at) { return num::asin(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return num::sqrt((1.0 - at.x[0]) * (1.0 + at.x[0])); },
            [](auto t, auto k, const auto&) { return t / k; })),
    // y' = -1 / √((1 - x)(1 + x))
    seldom(
        {.name = "acos",
         .category = "function",
         .ports = {"x"},
         .doc = "The angle whose cosine is x.",
         .latex = "\\arccos {0}",
         .derivative_latex = {"-1/\\sqrt{1 - {0}^2}"},
         .kink = "Derivative -Infinity at -1 and 1, NaN outside, flagged.",
         .domain = {-0.8, 0.8},
         .torch = "torch.acos({0})",
         .jax = "jnp.arccos({0})",
         .numpy = "np.arccos({0})"},
        [](const auto& at) { return num::acos(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return -num::sqrt((1.0 - at.x[0]) * (1.0 + at.x[0])); },
            [](auto t, auto k, const auto&) { return t / k; })),
    // y' = 1 / (1 + x²)
    seldom(
        {.name = "atan",
         .category = "function",
         .ports = {"x"},
         .doc = "The angle whose tangent is x.",
         .latex = "\\arctan {0}",
         .derivative_latex = {"1/(1 + {0}^2)"},
         .torch = "torch.atan({0})",
         .jax = "jnp.arctan({0})",
         .numpy = "np.arctan({0})"},
        [](const auto& at) { return num::atan(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return 1.0 + at.x[0] * at.x[0]; },
            [](auto t, auto k, const auto& at) { return num::over_square(t, k, at.x[0]); })),
    // y' = cosh x
    seldom(
        {.name = "sinh",
         .category = "function",
         .ports = {"x"},
         .doc = "The hyperbolic sine.",
         .latex = "\\sinh {0}",
         .derivative_latex = {"\\cosh {0}"},
         .torch = "torch.sinh({0})",
         .jax = "jnp.sinh({0})",
         .numpy = "np.sinh({0})"},
        [](const auto& at) { return num::sinh(at.x[0]); },
        times_coef(kFirst, [](const auto& at) { return num::cosh(at.x[0]); })),
    // y' = sinh x
    seldom(
        {.name = "cosh",
         .category = "function",
         .ports = {"x"},
         .doc = "The hyperbolic cosine.",
         .latex = "\\cosh {0}",
         .derivative_latex = {"\\sinh {0}"},
         .torch = "torch.cosh({0})",
         .jax = "jnp.cosh({0})",
         .numpy = "np.cosh({0})"},
        [](const auto& at) { return num::cosh(at.x[0]); },
        times_coef(kFirst, [](const auto& at) { return num::sinh(at.x[0]); })),
    // y' = 2/√π · e^(-x²)
    seldom(
        {.name = "erf",
         .category = "function",
         .ports = {"x"},
         .doc = "The error function.",
         .latex = "\\operatorname{erf} {0}",
         .derivative_latex = {"\\tfrac{2}{\\sqrt\\pi} e^{-{0}^2}"},
         .torch = "torch.erf({0})",
         .jax = "jax.scipy.special.erf({0})",
         .numpy = "scipy.special.erf({0})"},
        [](const auto& at) { return num::erf(at.x[0]); },
        times_coef(kFirst, [](const auto& at) { return kTwoOverRootPi * num::exp(-(at.x[0] * at.x[0])); })),
};

}  // namespace

std::span<const Row> special_rows() { return kRows; }

}  // namespace bw
