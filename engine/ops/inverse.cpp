// Rows of logarithms to other bases, of the inverse hyperbolic functions, and of a pair's angle, length and logarithm of a sum.
#include "base/inverses.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

inline constexpr auto kOver = [](auto t, auto k, const auto&) { return t / k; };

constexpr Row kRows[] = {
    // y' = 1 / (x ln 2)
    seldom(
        {.name = "log2",
         .category = "function",
         .ports = {"x"},
         .doc = "The logarithm to base 2.",
         .latex = "\\log_2 {0}",
         .derivative_latex = {"1/({0} \\ln 2)"},
         .kink = "-Infinity at 0, NaN below, flagged.",
         .domain = {0.5, 2},
         .torch = "torch.log2({0})",
         .jax = "jnp.log2({0})",
         .numpy = "np.log2({0})"},
        [](const auto& at) { return num::log2(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return num::kLn2 * at.x[0]; }, kOver)),
    // y' = 1 / (x ln 10)
    seldom(
        {.name = "log10",
         .category = "function",
         .ports = {"x"},
         .doc = "The logarithm to base 10.",
         .latex = "\\log_{10} {0}",
         .derivative_latex = {"1/({0} \\ln 10)"},
         .kink = "-Infinity at 0, NaN below, flagged.",
         .domain = {0.5, 2},
         .torch = "torch.log10({0})",
         .jax = "jnp.log10({0})",
         .numpy = "np.log10({0})"},
        [](const auto& at) { return num::log10(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return num::kLn10 * at.x[0]; }, kOver)),
    // y' = 1 / √(1 + x²)
    seldom(
        {.name = "asinh",
         .category = "function",
         .ports = {"x"},
         .doc = "The number whose hyperbolic sine is x.",
         .latex = "\\operatorname{arsinh} {0}",
         .derivative_latex = {"1/\\sqrt{1 + {0}^2}"},
         .torch = "torch.asinh({0})",
         .jax = "jnp.arcsinh({0})",
         .numpy = "np.arcsinh({0})"},
        [](const auto& at) { return num::asinh(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return num::root_above_one(at.x[0]); }, kOver)),
    // y' = 1 / (√(x - 1) √(x + 1))
    seldom(
        {.name = "acosh",
         .category = "function",
         .ports = {"x"},
         .doc = "The positive number whose hyperbolic cosine is x.",
         .latex = "\\operatorname{arcosh} {0}",
         .derivative_latex = {"1/\\sqrt{{0}^2 - 1}"},
         .kink = "Derivative Infinity at 1, NaN below, flagged.",
         .domain = {1.5, 3},
         .torch = "torch.acosh({0})",
         .jax = "jnp.arccosh({0})",
         .numpy = "np.arccosh({0})"},
        [](const auto& at) { return num::acosh(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return num::sqrt(at.x[0] - 1.0) * num::sqrt(at.x[0] + 1.0); }, kOver)),
    // y' = 1 / ((1 - x)(1 + x))
    seldom(
        {.name = "atanh",
         .category = "function",
         .ports = {"x"},
         .doc = "The number whose hyperbolic tangent is x.",
         .latex = "\\operatorname{artanh} {0}",
         .derivative_latex = {"1/(1 - {0}^2)"},
         .kink = "±Infinity at ±1, NaN outside, flagged.",
         .domain = {-0.8, 0.8},
         .torch = "torch.atanh({0})",
         .jax = "jnp.arctanh({0})",
         .numpy = "np.arctanh({0})"},
        [](const auto& at) { return num::atanh(at.x[0]); },
        by_coef(
            kFirst, [](const auto& at) { return (1.0 - at.x[0]) * (1.0 + at.x[0]); }, kOver)),
    // ∂y = x / (x² + y²), ∂x = -y / (x² + y²)
    seldom(
        {.name = "atan2",
         .category = "function",
         .ports = {"y", "x"},
         .doc = "The angle of the point (x, y), from -π to π; y comes first, as everywhere.",
         .latex = "\\operatorname{atan2}({0}, {1})",
         .derivative_latex = {"{1}/({0}^2 + {1}^2)", "-{0}/({0}^2 + {1}^2)"},
         .kink = "At the origin NaN, flagged; where y is 0 and x negative the angle jumps by 2π.",
         .kink_at = KinkAt::kNear,
         .kink_near = [](std::span<const double> x,
                         double distance) { return std::fabs(x[0]) <= distance && x[1] <= distance; },
         .domain = {0.5, 2},
         .torch = "torch.atan2({0}, {1})",
         .jax = "jnp.arctan2({0}, {1})",
         .numpy = "np.arctan2({0}, {1})"},
        [](const auto& at) { return num::atan2(at.x[0], at.x[1]); },
        times_coef(kFirst | kSecond, [](const auto& at) { return num::over_squares(at.x[1], at.x[0]); }),
        minus(times_coef(kFirst | kSecond, [](const auto& at) { return num::over_squares(at.x[0], at.x[1]); }))),
    // ∂a = a / y, ∂b = b / y
    seldom(
        {.name = "hypot",
         .category = "function",
         .ports = {"a", "b"},
         .doc = "The length of (a, b): the root of the sum of their squares.",
         .latex = "\\sqrt{{0}^2 + {1}^2}",
         .derivative_latex = {"{0}/y", "{1}/y"},
         .kink = "Derivative 0 at the origin.",
         .kink_at = KinkAt::kZeroValue,
         .domain = {0.5, 2},
         .torch = "torch.hypot({0}, {1})",
         .jax = "jnp.hypot({0}, {1})",
         .numpy = "np.hypot({0}, {1})"},
        [](const auto& at) { return num::hypot(at.x[0], at.x[1]); },
        times_coef(kFirst | kOutput, [](const auto& at) { return num::share_of_length(at.x[0], at.y); }),
        times_coef(kSecond | kOutput, [](const auto& at) { return num::share_of_length(at.x[1], at.y); })),
    // ∂a = σ(a - b), ∂b = σ(b - a)
    seldom(
        {.name = "logaddexp",
         .category = "function",
         .ports = {"a", "b"},
         .doc = "log(exp(a) + exp(b)), by a form that cannot overflow.",
         .latex = "\\ln(e^{{0}} + e^{{1}})",
         .derivative_latex = {"\\sigma({0} - {1})", "\\sigma({1} - {0})"},
         .torch = "torch.logaddexp({0}, {1})",
         .jax = "jnp.logaddexp({0}, {1})",
         .numpy = "np.logaddexp({0}, {1})"},
        [](const auto& at) { return num::logaddexp(at.x[0], at.x[1]); },
        times_coef(kFirst | kSecond, [](const auto& at) { return num::sigmoid(num::shifted(at.x[0], at.x[1])); }),
        times_coef(kFirst | kSecond, [](const auto& at) { return num::sigmoid(num::shifted(at.x[1], at.x[0])); })),
};

}  // namespace

std::span<const Row> inverse_rows() { return kRows; }

}  // namespace bw
