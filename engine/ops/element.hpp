// One element of an elementwise row as functions, and the loops over elements that all such rows share.
#pragma once

#include "ops/op.hpp"

namespace bw {

// One element: the operands x[0] …, the node's own value y (not set while it is computed), and the row's parameter.
template <class T, std::size_t N = kMostPorts>
struct Point {
  std::array<T, N> x;
  T y;
  T parameter;
};

// Null where there is nothing to do: a port without coefficient, a row that does nothing after its sum.
template <class T>
struct Element {
  template <class F>
  using EachPort = std::array<F, kMostPorts>;

  std::size_t arity;
  T (*value)(const Point<T>&);
  T (*finish)(T, const Point<T>&);
  EachPort<T (*)(const Point<T>&)> coef;
  EachPort<T (*)(T, T coef, const Point<T>&)> part;
  EachPort<bool> negated;
};

// One tangent of the element: in[k] is that of operand k, null where it carries none, and coef[k] as e.coef[k] gives it.
template <class T>
T element_jvp(const Element<T>& e, const Point<T>& at, const std::array<const T*, kMostPorts>& in,
              const std::array<T, kMostPorts>& coef) {
  T sum{};
  bool first = true;
  for (std::size_t k = 0; k < e.arity; ++k) {
    if (in[k] == nullptr) continue;
    const T term = e.part[k](*in[k], coef[k], at);
    if (first) sum = e.negated[k] ? -term : term;
    else if (e.negated[k]) sum -= term;
    else sum += term;
    first = false;
  }
  return e.finish != nullptr ? e.finish(sum, at) : sum;
}

// The kernels of a row (see Kernels), for T Counted or double; the value also for Complex.
template <class T>
void elements_value(const Element<T>&, const Site<T>&, T* out);
template <class T>
void elements_coef(const Element<T>&, const Site<T>&, T* coef);
template <class T>
void elements_jvp(const Element<T>&, const Site<T>&, const T* coef, std::span<const T* const> tangents, T* out);
template <class T>
void elements_vjp(const Element<T>&, const Site<T>&, const T* coef, const T* adjoint, std::span<T* const> out);

// One part for each element of the node and each operand.
std::int64_t elements_coef_buffer(const Element<Counted>&, const Dims&);
std::int64_t elements_coef_numbers(const Element<Counted>&, const Dims&, Active);

// Costs: that of one element, by running it on counting numbers, times the number of elements.
Cost elements_value_cost(const Element<Counted>&, const Dims&);
Cost elements_coef_cost(const Element<Counted>&, const Dims&, Active);
Cost elements_jvp_cost(const Element<Counted>&, const Dims&, Active);
Cost elements_vjp_cost(const Element<Counted>&, const Dims&, Active);

}  // namespace bw
