// Builds a row from a struct of kernels, cost formulas and a way to write it as scalar operations.
#pragma once

#include <utility>

#include "ops/op.hpp"

namespace bw {

// For structured rows without a coefficient.
struct NoCoefKernel {
  static std::int64_t coef_elements(const Dims&) { return 0; }
  template <class T>
  static void coef(const Site<T>&, T*) {}
  static Cost coef_cost(const Dims&, Active) { return {}; }
};

// Kernels: shape, value, coef, jvp, vjp, their *_cost formulas, coef_elements, expand. Contributions have the
// shape of the operand. plain: the kernels on doubles.
template <class K>
constexpr Row structured_with(RowText text, Few<Saves, kMostPorts> saves, Few<bool, kMostPorts> negated,
                              Kernels<double> plain) {
  Row row(text);
  row.saves = saves;
  for (std::size_t port = 0; port < row.arity(); ++port) row.negated.push_back(port < negated.size() && negated[port]);
  row.shape = &K::shape;
  row.coef_elements = &K::coef_elements;
  row.coef_numbers = [](const Dims& d, Active) { return K::coef_elements(d); };
  if constexpr (requires(const Dims& d) { K::hidden_elements(d); }) {
    row.hidden_elements = &K::hidden_elements;
    row.hidden_numbers = &K::hidden_numbers;
  }
  row.kernels = kernels_of<Counted, K>();
  row.plain = plain;
  row.complex_value = &K::template value<Complex>;
  row.cost = {.value = &K::value_cost, .coef = &K::coef_cost, .jvp = &K::jvp_cost, .vjp = &K::vjp_cost};
  if constexpr (requires(const Dims& d, ScalarBuilder& b) { K::expand(d, b); }) row.expand = &K::expand;
  return row;
}
template <class K>
constexpr Row structured(RowText text, Few<Saves, kMostPorts> saves, Few<bool, kMostPorts> negated = {}) {
  return structured_with<K>(text, saves, negated, kernels_of<double, K>());
}
// The same of a row that networks seldom have.
template <class K>
constexpr Row seldom_structured(RowText text, Few<Saves, kMostPorts> saves, Few<bool, kMostPorts> negated = {}) {
  return structured_with<K>(text, saves, negated, {});
}

}  // namespace bw
