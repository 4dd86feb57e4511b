// Builds a row whose jvp, vjp, costs and saved values come from its lambdas: value, coef and dir.
#pragma once

#include <tuple>
#include <utility>

#include "ops/element.hpp"
#include "ops/run_kernels.hpp"

namespace bw {

// The partial derivative by one operand, as t ↦ ± dir(t, coef, at): coef is taken once per node, dir once
// per tangent or adjoint. The sign is applied after the sum that undoes broadcasting.
struct NoCoef {};
template <class Coef, class Dir, bool Negated = false, class WithValue = void>
struct Port {
  static constexpr bool kNegated = Negated;
  using ValueAndCoef = WithValue;
  Saves saves;
  Coef coef;
  Dir dir;
};
inline constexpr auto kTimes = [](auto t, auto k, const auto&) { return t * k; };

// dir = t · coef(at).
template <class Coef>
constexpr auto times_coef(Saves saves, Coef coef) {
  return Port<Coef, decltype(kTimes)>{saves, coef, kTimes};
}
template <class Coef, class Dir>
constexpr auto by_coef(Saves saves, Coef coef, Dir dir) {
  return Port<Coef, Dir>{saves, coef, dir};
}
// No coefficient: dir(t, at).
template <class Dir>
constexpr auto direct(Saves saves, Dir) {
  const auto with_coef = [](auto t, NoCoef, const auto& at) { return Dir{}(t, at); };
  return Port<NoCoef, decltype(with_coef)>{saves, {}, with_coef};
}
inline constexpr auto kSame = [](auto t, const auto&) { return t; };
constexpr auto identity() { return direct(kNothing, kSame); }
// A coefficient that costs little while the value is computed, and much afterwards: both at once, on pairs, for plans.
template <class Coef, class Dir, class WithValue>
constexpr Port<Coef, Dir, false, WithValue> kept(Port<Coef, Dir> port, WithValue) {
  return {port.saves, port.coef, port.dir};
}
struct ValueAndCoef {
  Pair value, coef;
};
// A value that two elements at a time compute sooner.
template <class Value>
struct InPairs : Value {
  static constexpr bool kInPairs = true;
};
template <class Value>
constexpr InPairs<Value> in_pairs(Value value) {
  return {value};
}
// A function of one operand that has a form for many elements, in place.
template <class Value, void (*kBlockOf)(double*, std::ptrdiff_t)>
struct InBlocks : InPairs<Value> {
  static constexpr auto kBlock = kBlockOf;
};
template <void (*kBlockOf)(double*, std::ptrdiff_t), class Value>
constexpr InBlocks<Value, kBlockOf> in_blocks(Value value) {
  return {{value}};
}
template <class Coef, class Dir>
constexpr Port<Coef, Dir, true> minus(Port<Coef, Dir> port) {
  return {port.saves, port.coef, port.dir};
}

ShapeAnswer broadcast_shapes(const ShapeQuery& q);

// The lambdas of rows as functions; rows with the same lambda share one.
template <class T, class F>
T function_of(const Point<T>& at) {
  return F{}(at);
}
template <class T, class Finish>
T finish_of(T t, const Point<T>& at) {
  return Finish{}(t, at);
}
template <class T, class Dir, bool kHasCoef>
T part_of(T t, T coef, const Point<T>& at) {
  if constexpr (kHasCoef) return Dir{}(t, coef, at);
  else return Dir{}(t, NoCoef{}, at);
}

// Value: at ↦ y, Finish: (t, at) ↦ what follows the sum of the operands' parts (and precedes them going back).
template <class Value, class Finish, class... Ports>
struct Elementwise {
  static constexpr std::size_t kArity = sizeof...(Ports);
  static_assert(kArity <= kMostPorts);
  using ValueOf = Value;
  using FinishOf = Finish;
  template <class T>
  using PointOf = Point<T, kArity>;
  using Indices = std::index_sequence_for<Ports...>;
  template <std::size_t K>
  using Nth = std::tuple_element_t<K, std::tuple<Ports...>>;
  static constexpr bool kInPairs = requires { Value::kInPairs; };
  static constexpr bool kInBlocks = requires { Value::kBlock; };
  static constexpr bool kKeeps = kArity == 1 && !std::is_void_v<typename Nth<0>::ValueAndCoef>;
  static auto with_value(const PointOf<Pair>& at) { return typename Nth<0>::ValueAndCoef{}(at); }
  template <std::size_t K>
  static constexpr bool kHasCoef = !std::is_same_v<decltype(Nth<K>::coef), NoCoef>;

  template <class T>
  static constexpr Element<T> element() {
    Element<T> e{};
    e.arity = kArity;
    e.value = &function_of<T, Value>;
    if constexpr (!std::is_same_v<T, Complex>) {
      if constexpr (!std::is_same_v<Finish, decltype(kSame)>) e.finish = &finish_of<T, Finish>;
      [&]<std::size_t... K>(std::index_sequence<K...>) { (add_port<K>(e), ...); }
      (Indices{});
    }
    return e;
  }
  template <std::size_t K, class T, std::size_t N>
  static T coef_at(const Point<T, N>& at) {
    return decltype(Nth<K>::coef){}(at);
  }
  template <std::size_t K, class T, std::size_t N>
  static T part(T t, [[maybe_unused]] T coef, const Point<T, N>& at) {
    if constexpr (kHasCoef<K>) return decltype(Nth<K>::dir){}(t, coef, at);
    else return decltype(Nth<K>::dir){}(t, NoCoef{}, at);
  }
  template <std::size_t K>
  static constexpr bool negates() {
    return Nth<K>::kNegated;
  }

  template <std::size_t K, class T>
  static constexpr void add_port(Element<T>& e) {
    if constexpr (kHasCoef<K>) e.coef[K] = &function_of<T, decltype(Nth<K>::coef)>;
    e.part[K] = &part_of<T, decltype(Nth<K>::dir), kHasCoef<K>>;
    e.negated[K] = Nth<K>::kNegated;
  }
  template <class T>
  static constexpr Element<T> kElement = element<T>();

  template <class T>
  static void value(const Site<T>& s, T* out) {
    elements_value(kElement<T>, s, out);
  }
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    elements_coef(kElement<T>, s, coef);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> tangents, T* out) {
    elements_jvp(kElement<T>, s, coef, tangents, out);
  }
  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    elements_vjp(kElement<T>, s, coef, adjoint, out);
  }

  static std::int64_t coef_elements(const Dims& d) { return elements_coef_buffer(kElement<Counted>, d); }
  static std::int64_t coef_numbers(const Dims& d, Active active) {
    return elements_coef_numbers(kElement<Counted>, d, active);
  }
  static Cost value_cost(const Dims& d) { return elements_value_cost(kElement<Counted>, d); }
  static Cost coef_cost(const Dims& d, Active active) { return elements_coef_cost(kElement<Counted>, d, active); }
  static Cost jvp_cost(const Dims& d, Active active) { return elements_jvp_cost(kElement<Counted>, d, active); }
  static Cost vjp_cost(const Dims& d, Active active) { return elements_vjp_cost(kElement<Counted>, d, active); }
};

// The number itself: what the elements of rows that only move numbers are.
inline constexpr auto kOperand = [](const auto& at) { return at.x[0]; };
using Copy = Elementwise<decltype(kOperand), decltype(kSame), decltype(identity())>;

// The runs of rows that networks seldom have.
template <class E>
constexpr RunKernels seldom_runs_of() {
  return {.value = &seldom_value,
          .tangent = &seldom_tangent,
          .adjoint = &seldom_adjoint,
          .element = &E::template kElement<Counted>,
          .arity = E::kArity};
}

// A row of E, but for its runs.
template <class E, class... Ports>
constexpr Row row_of(RowText text, Ports... ports) {
  Row row(text);
  row.saves = {ports.saves...};
  row.negated = {Ports::kNegated...};
  row.broadcasts = true;
  row.shape = &broadcast_shapes;
  row.coef_elements = &E::coef_elements;
  row.coef_numbers = &E::coef_numbers;
  row.kernels = kernels_of<Counted, E>();
  row.complex_value = &E::template value<Complex>;
  row.cost = {.value = &E::value_cost, .coef = &E::coef_cost, .jvp = &E::jvp_cost, .vjp = &E::vjp_cost};
  return row;
}
// A row from its words, its value, what follows the sum of its parts, and one port an operand.
template <class Value, class Finish, class... Ports>
constexpr Row elementwise_with_finish(RowText text, Value, Finish, Ports... ports) {
  using E = Elementwise<Value, Finish, Ports...>;
  Row row = row_of<E>(text, ports...);
  row.plain = kernels_of<double, E>();
  row.run = runs_of<E>();
  return row;
}
// The same of a row that networks seldom have: its runs are loops that all such rows share.
template <class Value, class... Ports>
constexpr Row seldom(RowText text, Value, Ports... ports) {
  using E = Elementwise<Value, std::remove_const_t<decltype(kSame)>, Ports...>;
  Row row = row_of<E>(text, ports...);
  row.run = seldom_runs_of<E>();
  return row;
}
template <class Value, class... Ports>
constexpr Row elementwise(RowText text, Value value, Ports... ports) {
  return elementwise_with_finish(text, value, kSame, ports...);
}

}  // namespace bw
