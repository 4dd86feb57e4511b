// Rows of arithmetic: add sub mul div neg pow.
#include "ops/frequent.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

// As broadcast_shapes, but a product that only `@` could do says so.
ShapeAnswer mul_shapes(const ShapeQuery& q) {
  ShapeAnswer answer = broadcast_shapes(q);
  if (auto* problem = std::get_if<Problem>(&answer)) {
    const Shape &a = q.in[0], &b = q.in[1];
    const std::int64_t b_extent = b.rank == 2 ? b.rows : b.cols;
    if (a.rank > 0 && b.rank > 0 && a.cols == b_extent)
      problem->hint = "`*` works element by element; did you mean `@`, the matrix product?";
  }
  return answer;
}

constexpr Row with_shape(ShapeAnswer (*shape)(const ShapeQuery&), Row row) {
  row.shape = shape;
  return row;
}

constexpr Row with_border(std::string_view (*border)(std::span<const double>, std::size_t), Row row) {
  row.border = border;
  return row;
}
constexpr std::string_view kAtZero = "At b = 0 the IEEE value, flagged.";
constexpr std::string_view kFraction = "A negative x with a fractional exponent gives NaN, flagged.",
                           kNegative = "A negative x has no derivative by the exponent: NaN, flagged.",
                           kOverZero = "0 to a negative exponent is infinite, flagged.",
                           kSteep = "For exponents between 0 and 1 the derivative at 0 is Infinity, flagged.";
std::string_view pow_border(std::span<const double> at, std::size_t port) {
  const double x = at[0], e = at[1];
  if (x < 0 && e != std::floor(e)) return kFraction;
  if (x < 0 && port == 1) return kNegative;
  if (x == 0 && e < 0) return kOverZero;
  return x == 0 && e < 1 && port == 0 ? kSteep : "";
}

constexpr RowText kSubText = {.name = "sub",
                              .category = "arithmetic",
                              .symbol = "-",
                              .ports = {"a", "b"},
                              .doc = "Difference, element by element.",
                              .latex = "{0} - {1}",
                              .derivative_latex = {"1", "-1"},
                              .torch = "({0} - {1})",
                              .jax = "({0} - {1})",
                              .numpy = "({0} - {1})"};
constexpr RowText kMulText = {.name = "mul",
                              .category = "arithmetic",
                              .symbol = "*",
                              .ports = {"a", "b"},
                              .doc = "Product, element by element.",
                              .latex = "{0} \\cdot {1}",
                              .derivative_latex = {"{1}", "{0}"},
                              .torch = "({0} * {1})",
                              .jax = "({0} * {1})",
                              .numpy = "({0} * {1})"};

constexpr Row kRows[] = {
    // ẏ = ȧ + ḃ; ā += ȳ, b̄ += ȳ
    elementwise({.name = "add",
                 .category = "arithmetic",
                 .symbol = "+",
                 .ports = {"a", "b"},
                 .doc = "Sum, element by element.",
                 .latex = "{0} + {1}",
                 .derivative_latex = {"1", "1"},
                 .torch = "({0} + {1})",
                 .jax = "({0} + {1})",
                 .numpy = "({0} + {1})"},
                kAdd, identity(), identity()),
    // ẏ = ȧ - ḃ; ā += ȳ, b̄ -= ȳ
    elementwise(
        kSubText, [](const auto& at) { return at.x[0] - at.x[1]; }, identity(), minus(identity())),
    // ẏ = ȧ b + a ḃ; ā += ȳ b, b̄ += ȳ a
    with_shape(&mul_shapes, elementwise(kMulText, kMul, kTimesSecond, kTimesFirst)),
    // ẏ = (ȧ - y ḃ) / b; g = ȳ / b, ā += g, b̄ -= g y
    with_border(
        [](std::span<const double> x, std::size_t) { return x[1] == 0 ? kAtZero : std::string_view(); },
        elementwise_with_finish(
            {.name = "div",
             .category = "arithmetic",
             .symbol = "/",
             .ports = {"a", "b"},
             .doc = "Quotient, element by element.",
             .latex = "\\frac{{0}}{{1}}",
             .derivative_latex = {"1/{1}", "-{0}/{1}^2"},
             .kink = kAtZero,
             .domain = {0.5, 2},
             .torch = "({0} / {1})",
             .jax = "({0} / {1})",
             .numpy = "({0} / {1})"},
            [](const auto& at) { return at.x[0] / at.x[1]; }, [](auto t, const auto& at) { return t / at.x[1]; },
            direct(kSecond, kSame), minus(direct(kSecond | kOutput, [](auto t, const auto& at) { return t * at.y; })))),
    // ẏ = -ẋ; x̄ += -ȳ
    elementwise(
        {.name = "neg",
         .category = "arithmetic",
         .symbol = "-",
         .ports = {"x"},
         .doc = "The number with its sign changed.",
         .latex = "-{0}",
         .derivative_latex = {"-1"},
         .torch = "(-{0})",
         .jax = "(-{0})",
         .numpy = "(-{0})"},
        [](const auto& at) { return -at.x[0]; }, direct(kNothing, [](auto t, const auto&) { return -t; })),
    // ∂x = e x^(e-1), ∂e = y log x
    with_border(&pow_border,
                seldom(
                    {.name = "pow",
                     .category = "arithmetic",
                     .symbol = "**",
                     .ports = {"x", "exponent"},
                     .doc = "x to the power of the exponent.",
                     .latex = "{0}^{{1}}",
                     .derivative_latex = {"{1}\\,{0}^{{1}-1}", "y\\,\\ln {0}"},
                     .kink = "x ** 0 is 1 with derivative 0, also at x = 0. The derivative by the exponent is 0 at x = "
                             "0 for exponents from 0 up; between 0 and 1 the derivative by x is Infinity there, "
                             "flagged. 0 to a negative exponent is infinite, flagged. A negative x has no derivative "
                             "by the exponent, NaN, and with a fractional exponent no value, flagged.",
                     .domain = {0.5, 2},
                     .torch = "torch.pow({0}, {1})",
                     .jax = "jnp.power({0}, {1})",
                     .numpy = "np.power({0}, {1})"},
                    [](const auto& at) { return num::pow(at.x[0], at.x[1]); },
                    times_coef(kFirst | kSecond, [](const auto& at) { return num::pow_slope(at.x[0], at.x[1]); }),
                    times_coef(kFirst | kSecond | kOutput,
                               [](const auto& at) { return num::pow_exponent_slope(at.x[0], at.x[1], at.y); }))),
};

constexpr Row kAtMask[] = {
    elementwise(
        kSubText, [](const auto& at) { return num::shifted(at.x[0], at.x[1]); }, identity(), minus(identity())),
    elementwise(
        kMulText, [](const auto& at) { return num::weighted(at.x[0], at.x[1]); }, kTimesSecond, kTimesFirst),
};

}  // namespace

std::span<const Row> arithmetic_rows() { return kRows; }
const Row& row_at_mask(std::string_view name) { return kAtMask[name == kMulText.name ? 1 : 0]; }

}  // namespace bw
