// Rows of functions of one number.
#include "ops/elementwise.hpp"

#include "ops/registry.hpp"

namespace bw {

void add_elementwise(std::vector<Row>& table) {
  // y' = y
  table.push_back(elementwise(
      {.name = "exp", .category = "function", .ports = {"x"}, .doc = "The exponential.", .latex = "e^{{0}}", .derivative_latex = {"y"},
       .torch = "torch.exp({0})", .jax = "jnp.exp({0})", .numpy = "np.exp({0})"},
      [](const auto& at) { return num::exp(at.x[0]); }, direct(kOutput, [](auto t, const auto& at) { return t * at.y; })));
  // y' = 1 / x
  table.push_back(elementwise(
      {.name = "log", .category = "function", .aliases = {"ln"}, .ports = {"x"}, .doc = "The natural logarithm.", .latex = "\\ln {0}",
       .derivative_latex = {"1/{0}"}, .kink = "-Infinity at 0, NaN below, flagged.", .domain = {0.5, 2}, .torch = "torch.log({0})",
       .jax = "jnp.log({0})", .numpy = "np.log({0})"},
      [](const auto& at) { return num::log(at.x[0]); }, direct(kFirst, [](auto t, const auto& at) { return t / at.x[0]; })));
  // y' = 1 / (2 y)
  table.push_back(elementwise(
      {.name = "sqrt", .category = "function", .ports = {"x"}, .doc = "The square root.", .latex = "\\sqrt{{0}}", .derivative_latex = {"1/(2y)"},
       .kink = "Derivative Infinity at 0, NaN below, flagged.", .domain = {0.5, 2}, .torch = "torch.sqrt({0})", .jax = "jnp.sqrt({0})",
       .numpy = "np.sqrt({0})"},
      [](const auto& at) { return num::sqrt(at.x[0]); },
      by_coef(kOutput, [](const auto& at) { return 2.0 * at.y; }, [](auto t, auto k, const auto&) { return t / k; })));
  // y' = 2 x
  table.push_back(elementwise(
      {.name = "square", .category = "function", .ports = {"x"}, .doc = "The square.", .latex = "{0}^2", .derivative_latex = {"2{0}"},
       .torch = "torch.square({0})", .jax = "jnp.square({0})", .numpy = "np.square({0})"},
      [](const auto& at) { return at.x[0] * at.x[0]; }, times_coef(kFirst, [](const auto& at) { return 2.0 * at.x[0]; })));
  // y' = cos x
  table.push_back(elementwise(
      {.name = "sin", .category = "function", .ports = {"x"}, .doc = "The sine, x in radians.", .latex = "\\sin {0}",
       .derivative_latex = {"\\cos {0}"}, .torch = "torch.sin({0})", .jax = "jnp.sin({0})", .numpy = "np.sin({0})"},
      [](const auto& at) { return num::sin(at.x[0]); }, times_coef(kFirst, [](const auto& at) { return num::cos(at.x[0]); })));
  // y' = -sin x
  table.push_back(elementwise(
      {.name = "cos", .category = "function", .ports = {"x"}, .doc = "The cosine, x in radians.", .latex = "\\cos {0}",
       .derivative_latex = {"-\\sin {0}"}, .torch = "torch.cos({0})", .jax = "jnp.cos({0})", .numpy = "np.cos({0})"},
      [](const auto& at) { return num::cos(at.x[0]); }, times_coef(kFirst, [](const auto& at) { return -num::sin(at.x[0]); })));
  // y' = 1 + y²
  table.push_back(elementwise(
      {.name = "tan", .category = "function", .ports = {"x"}, .doc = "The tangent function, x in radians.", .latex = "\\tan {0}",
       .derivative_latex = {"1 + y^2"}, .domain = {-1, 1}, .torch = "torch.tan({0})", .jax = "jnp.tan({0})", .numpy = "np.tan({0})"},
      [](const auto& at) { return num::tan(at.x[0]); }, times_coef(kOutput, [](const auto& at) { return 1.0 + at.y * at.y; })));
  // y' = 1 - y²
  table.push_back(elementwise(
      {.name = "tanh", .category = "activation", .ports = {"x"}, .doc = "The hyperbolic tangent, between -1 and 1.", .latex = "\\tanh {0}",
       .derivative_latex = {"1 - y^2"}, .domain = {-3, 3}, .torch = "torch.tanh({0})", .jax = "jnp.tanh({0})", .numpy = "np.tanh({0})"},
      [](const auto& at) { return num::tanh(at.x[0]); }, times_coef(kOutput, [](const auto& at) { return 1.0 - at.y * at.y; })));
  // y' = y (1 - y)
  table.push_back(elementwise(
      {.name = "sigmoid", .category = "activation", .aliases = {"σ"}, .ports = {"x"}, .doc = "1 / (1 + exp(-x)), between 0 and 1.",
       .latex = "\\sigma({0})", .derivative_latex = {"y(1 - y)"}, .domain = {-4, 4}, .torch = "torch.sigmoid({0})",
       .jax = "jax.nn.sigmoid({0})", .numpy = "1 / (1 + np.exp(-{0}))"},
      [](const auto& at) { return num::sigmoid(at.x[0]); }, times_coef(kOutput, [](const auto& at) { return at.y * (1.0 - at.y); })));
  // y' = 1 for x > 0, else 0; y > 0 where x > 0, so y is enough
  table.push_back(elementwise(
      {.name = "relu", .category = "activation", .ports = {"x"}, .doc = "x where x is positive, else 0.", .latex = "\\max(0, {0})",
       .derivative_latex = {"[{0} > 0]"}, .kink = "Derivative 0 at 0.", .domain = {0.5, 2}, .torch = "torch.relu({0})",
       .jax = "jax.nn.relu({0})", .numpy = "np.maximum({0}, 0)"},
      [](const auto& at) { return num::positive_part(at.x[0]); },
      direct(kOutput, [](auto t, const auto& at) { return num::gate(at.y, t); })));
  // y' = sign x
  table.push_back(elementwise(
      {.name = "abs", .category = "function", .ports = {"x"}, .doc = "x without its sign.", .latex = "|{0}|",
       .derivative_latex = {"\\operatorname{sign} {0}"}, .kink = "Derivative 0 at 0.", .domain = {0.5, 2}, .torch = "torch.abs({0})",
       .jax = "jnp.abs({0})", .numpy = "np.abs({0})"},
      [](const auto& at) { return num::magnitude(at.x[0]); },
      direct(kFirst, [](auto t, const auto& at) { return num::with_sign_of(at.x[0], t); })));
}

}  // namespace bw
