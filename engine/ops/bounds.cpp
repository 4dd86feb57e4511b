// Rows that keep numbers between bounds, or bend towards them: clip hardtanh softsign huber.
#include "base/pieces.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

// t times a coefficient that is 1 or 0.
inline constexpr auto kWhere = [](auto t, auto part, const auto&) { return num::portion(part, t); };
constexpr Saves kAllThree{.inputs = 7};

bool near(double x, double bound, double distance) { return std::fabs(x - bound) <= distance; }

ShapeAnswer huber_shape(const ShapeQuery& q) {
  if (const AttrValue* delta = find(q.attrs, "delta")) {
    const auto* whole = std::get_if<std::int64_t>(delta);
    if (!((whole != nullptr ? static_cast<double>(*whole) : std::get<double>(*delta)) > 0))
      return Problem{Code::kAttr, "`huber` has a delta that is not larger than 0",
                     "It is the distance from which on the loss is a line, as in `delta=1`."};
  }
  return broadcast_shapes(q);
}
constexpr Row of_shape(Row row, ShapeAnswer (*shape)(const ShapeQuery&)) {
  row.shape = shape;
  return row;
}

constexpr AttrSpec kHuberAttrs[] = {{"delta", AttrType::kReal, "Where the parabola becomes a line; absent: 1.", 1}};

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
            kAllThree, [](const auto& at) { return num::inside(at.x[0], at.x[1], at.x[2]); }, kWhere),
        by_coef(
            kAllThree, [](const auto& at) { return num::below(at.x[0], at.x[1], at.x[2]); }, kWhere),
        by_coef(
            kAllThree, [](const auto& at) { return num::above(at.x[0], at.x[1], at.x[2]); }, kWhere)),
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
            kFirst, [](const auto& at) { return num::inside(at.x[0], -1.0, 1.0); }, kWhere)),
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
    // q (|a - b| - q / 2) with q = min(|a - b|, delta)
    of_shape(
        seldom(
            {.name = "huber",
             .category = "loss",
             .ports = {"a", "b"},
             .attrs = kHuberAttrs,
             .doc = "Half the square of the difference up to delta, and a line from there on, element by element.",
             .latex = "\\operatorname{huber}({0} - {1})",
             .derivative_latex = {"\\operatorname{clip}({0} - {1}, -\\delta, \\delta)",
                                  "-\\operatorname{clip}({0} - {1}, -\\delta, \\delta)"},
             .domain = {-2.5, 2.5},
             .torch = "torch.nn.functional.huber_loss({0}, {1}, reduction='none', delta={delta})",
             .jax = "jnp.where(jnp.abs({0} - {1}) < {delta}, ({0} - {1}) ** 2 / 2, {delta} * (jnp.abs({0} - {1}) - "
                    "{delta} / 2))",
             .numpy = "np.where(np.abs({0} - {1}) < {delta}, ({0} - {1}) ** 2 / 2, {delta} * (np.abs({0} - {1}) - "
                      "{delta} / 2))"},
            [](const auto& at) {
              const auto size = num::magnitude(at.x[0] - at.x[1]), bent = num::smaller(size, at.parameter);
              return bent * (size - 0.5 * bent);
            },
            times_coef(kFirst | kSecond, [](const auto& at) { return num::within(at.x[0] - at.x[1], at.parameter); }),
            minus(times_coef(kFirst | kSecond,
                             [](const auto& at) { return num::within(at.x[0] - at.x[1], at.parameter); }))),
        &huber_shape),
};

}  // namespace

std::span<const Row> bound_rows() { return kRows; }

}  // namespace bw
