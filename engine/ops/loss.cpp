// Rows of losses: bce bce_logits mse huber.
#include "base/pieces.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

struct Mse {
  static ShapeAnswer shape(const ShapeQuery& q) {
    if (!(q.in[0] == q.in[1]))
      return Problem{Code::kShape, describe(q, 0) + ", " + describe(q, 1) + ": mse compares arrays of one shape",
                     "Give the target the shape of the prediction."};
    return Shape::scalar();
  }
  static std::int64_t coef_elements(const Dims& d) { return d.in[0].elements(); }

  // Σ (a - b)² / N
  template <class T>
  static void value(const Site<T>& s, T* out) {
    const std::int64_t n = s.dims.in[0].elements();
    for (std::int64_t i = 0; i < n; ++i) {
      const T e = s.in[0][i] - s.in[1][i];
      if (i == 0) *out = e * e;
      else *out += e * e;
    }
    *out /= T(static_cast<double>(n));
  }
  // (a - b) · 2/N; the number 2/N belongs to the row, not to the sweep
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const std::int64_t n = s.dims.in[0].elements();
    const T scale = 2.0 / static_cast<double>(n);
    for (std::int64_t i = 0; i < n; ++i) coef[i] = (s.in[0][i] - s.in[1][i]) * scale;
  }
  // Σ coef · (ȧ - ḃ)
  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> t, T* out) {
    const bool both = t[0] != nullptr && t[1] != nullptr;
    const T* only = t[0] != nullptr ? t[0] : t[1];
    for (std::int64_t i = 0; i < s.dims.in[0].elements(); ++i) {
      const T product = coef[i] * (both ? t[0][i] - t[1][i] : only[i]);
      if (i == 0) *out = product;
      else *out += product;
    }
    if (t[0] == nullptr) *out = -*out;
  }
  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    for (std::int64_t i = 0; i < s.dims.in[0].elements(); ++i) {
      if (out[0] != nullptr) out[0][i] = *adjoint * coef[i];
      if (out[1] != nullptr) out[1][i] = *adjoint * coef[i];
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements();
    return {.add = 2 * n - 1, .mul = n, .div = 1};
  }
  static Cost coef_cost(const Dims& d, Active) { return {.add = d.in[0].elements(), .mul = d.in[0].elements()}; }
  // With b active the differences cost N adds more; with b alone one negation of the sum.
  static Cost jvp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.in[0].elements();
    return {.add = n - 1 + (active[1] ? (active[0] ? n : 1) : 0), .mul = n};
  }
  static Cost vjp_cost(const Dims& d, Active active) { return {.mul = d.in[0].elements() * (active[0] + active[1])}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const std::int64_t n = d.in[0].elements();
    ScalarBuilder::Id sum = 0;
    for (std::int64_t i = 0; i < n; ++i) {
      const auto square = b.op("square", {b.op("sub", {b.operand(0, i), b.operand(1, i)})});
      sum = i == 0 ? square : b.op("add", {sum, square});
    }
    b.result(b.op("div", {sum, b.constant(static_cast<double>(n))}));
  }
};

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
    // ∂p = (p - y) / (p (1 - p)), ∂y = log(1 - p) - log p
    elementwise(
        {.name = "bce",
         .category = "loss",
         .ports = {"p", "y"},
         .doc = "Binary cross-entropy of a probability p against y, element by element.",
         .latex = "-\\left({1} \\ln {0} + (1 - {1}) \\ln(1 - {0})\\right)",
         .derivative_latex = {"\\frac{{0} - {1}}{{0}(1 - {0})}", "\\ln(1 - {0}) - \\ln {0}"},
         .kink = "At p = y = 0 and p = y = 1 the limits: value 0, derivative by p 1 and -1. Elsewhere at p = 0 or 1 "
                 "the IEEE value, flagged; bce_logits has no such border.",
         .domain = {0.1, 0.9},
         .torch = "-({1} * torch.log({0}) + (1 - {1}) * torch.log(1 - {0}))",
         .jax = "-({1} * jnp.log({0}) + (1 - {1}) * jnp.log(1 - {0}))",
         .numpy = "-({1} * np.log({0}) + (1 - {1}) * np.log(1 - {0}))"},
        [](const auto& at) {
          return -(num::times_log(at.x[1], at.x[0]) + num::times_log(1.0 - at.x[1], 1.0 - at.x[0]));
        },
        times_coef(kFirst | kSecond, [](const auto& at) { return num::bce_slope(at.x[0], at.x[1]); }),
        times_coef(kFirst, [](const auto& at) { return num::log(1.0 - at.x[0]) - num::log(at.x[0]); })),
    // ∂z = σ(z) - y, ∂y = -z
    seldom(
        {.name = "bce_logits",
         .category = "loss",
         .ports = {"z", "y"},
         .doc = "Binary cross-entropy of sigmoid(z) against y, stable for all z, element by element.",
         .latex = "\\max({0}, 0) - {0}{1} + \\ln(1 + e^{-|{0}|})",
         .derivative_latex = {"\\sigma({0}) - {1}", "-{0}"},
         .kink = "At z = -Infinity with y = 0 and at z = Infinity with y = 1 the limit 0. The derivative by y is -z, "
                 "flagged where z is infinite.",
         .domain = {-4, 4},
         .torch = "torch.nn.functional.binary_cross_entropy_with_logits({0}, {1}, reduction='none')",
         .jax = "(jnp.maximum({0}, 0) - {0} * {1} + jnp.log1p(jnp.exp(-jnp.abs({0}))))",
         .numpy = "(np.maximum({0}, 0) - {0} * {1} + np.log1p(np.exp(-np.abs({0}))))"},
        [](const auto& at) {
          return num::cost_of_logit(at.x[0], at.x[1]) + num::log1p(num::exp(-num::magnitude(at.x[0])));
        },
        times_coef(kFirst | kSecond, [](const auto& at) { return num::sigmoid_minus(at.x[0], at.x[1]); }),
        minus(direct(kFirst, [](auto t, const auto& at) { return t * at.x[0]; }))),
    seldom_structured<Mse>({.name = "mse",
                            .category = "loss",
                            .ports = {"a", "b"},
                            .doc = "Mean of the squared differences; one number.",
                            .latex = "\\tfrac1N \\sum ({0} - {1})^2",
                            .derivative_latex = {"\\tfrac2N ({0} - {1})", "-\\tfrac2N ({0} - {1})"},
                            .torch = "torch.mean(({0} - {1}) ** 2)",
                            .jax = "jnp.mean(({0} - {1}) ** 2)",
                            .numpy = "np.mean(({0} - {1}) ** 2)"},
                           {kFirst | kSecond, kFirst | kSecond}, {false, true}),
    // q (|a - b| - q / 2) with q = min(|a - b|, delta)
    of_shape(
        seldom(
            {.name = "huber",
             .category = "loss",
             .ports = {"prediction", "target"},
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

std::span<const Row> loss_rows() { return kRows; }

}  // namespace bw
