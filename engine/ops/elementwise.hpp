// Builds a row whose jvp, vjp, costs and saved values come from its lambdas: value, coef and dir.
#pragma once

#include <tuple>
#include <utility>

#include "ops/op.hpp"

namespace bw {

// One element: the operands x[0] …, the node's own value y (not set while it is computed), and the row's parameter.
template <class T, std::size_t N>
struct Point {
  std::array<T, N> x;
  T y;
  T parameter;
};

// The partial derivative by one operand, as t ↦ ± dir(t, coef, at): coef is taken once per node, dir once
// per tangent or adjoint. The sign is applied after the sum that undoes broadcasting.
struct NoCoef {};
template <class Coef, class Dir, bool Negated = false>
struct Port {
  static constexpr bool kNegated = Negated;
  Saves saves;
  Coef coef;
  Dir dir;
};
inline constexpr auto kTimes = [](auto t, auto k, const auto&) { return t * k; };

// dir = t · coef(at).
template <class Coef>
auto times_coef(Saves saves, Coef coef) {
  return Port<Coef, decltype(kTimes)>{saves, coef, kTimes};
}
template <class Coef, class Dir>
auto by_coef(Saves saves, Coef coef, Dir dir) {
  return Port<Coef, Dir>{saves, coef, dir};
}
// No coefficient: dir(t, at).
template <class Dir>
auto direct(Saves saves, Dir) {
  const auto with_coef = [](auto t, NoCoef, const auto& at) { return Dir{}(t, at); };
  return Port<NoCoef, decltype(with_coef)>{saves, {}, with_coef};
}
inline constexpr auto kSame = [](auto t, const auto&) { return t; };
inline auto identity() { return direct(kNothing, kSame); }
template <class Coef, class Dir>
Port<Coef, Dir, true> minus(Port<Coef, Dir> port) {
  return {port.saves, port.coef, port.dir};
}

ShapeAnswer broadcast_shapes(const ShapeQuery& q);

// Value: at ↦ y, Finish: (t, at) ↦ what follows the sum of the operands' parts (and precedes them going back).
template <class Value, class Finish, class... Ports>
struct Elementwise {
  static constexpr std::size_t kArity = sizeof...(Ports);
  using Indices = std::index_sequence_for<Ports...>;
  template <std::size_t K>
  using Nth = std::tuple_element_t<K, std::tuple<Ports...>>;
  template <std::size_t K>
  static constexpr bool kHasCoef = !std::is_same_v<decltype(Nth<K>::coef), NoCoef>;

  // Calls f(i, operand indices, point) for each element of the node in row-major order.
  template <class T, class F>
  static void for_each(const Site<T>& s, F f) {
    std::array<Strides, kArity> strides;
    for (std::size_t k = 0; k < kArity; ++k) strides[k] = broadcast_strides(s.dims.in[k]);
    std::int64_t i = 0;
    for (std::int64_t r = 0; r < s.dims.out.rows; ++r) {
      for (std::int64_t c = 0; c < s.dims.out.cols; ++c, ++i) {
        std::array<std::int64_t, kArity> at;
        Point<T, kArity> point{};
        point.parameter = s.dims.parameter;
        for (std::size_t k = 0; k < kArity; ++k) {
          at[k] = r * strides[k].row + c * strides[k].col;
          point.x[k] = s.in[k][at[k]];
        }
        if (s.out != nullptr) point.y = s.out[i];
        f(i, at, point);
      }
    }
  }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    for_each(s, [&](std::int64_t i, const auto&, const auto& p) { out[i] = Value{}(p); });
  }

  static std::int64_t coef_elements(const Dims& d) { return static_cast<std::int64_t>(kArity) * d.out.elements(); }
  static std::int64_t coef_numbers(const Dims& d, Active active) {
    return d.out.elements() * [&]<std::size_t... K>(std::index_sequence<K...>) {
      return ((kHasCoef<K> && active[K] ? 1 : 0) + ...);
    }(Indices{});
  }

  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const std::int64_t n = s.dims.out.elements();
    for_each(s, [&](std::int64_t i, const auto&, const auto& p) {
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        (coef_of<K>(s, p, coef + static_cast<std::int64_t>(K) * n + i), ...);
      }(Indices{});
    });
  }
  template <std::size_t K, class T>
  static void coef_of(const Site<T>& s, const Point<T, kArity>& p, T* out) {
    if constexpr (kHasCoef<K>) {
      if (s.active[K]) *out = decltype(Nth<K>::coef){}(p);
    }
  }
  template <std::size_t K, class T>
  static T part(T t, const T* coef, const Point<T, kArity>& p) {
    if constexpr (kHasCoef<K>) return decltype(Nth<K>::dir){}(t, *coef, p);
    else return decltype(Nth<K>::dir){}(t, NoCoef{}, p);
  }

  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> tangents, T* out) {
    const std::int64_t n = s.dims.out.elements();
    for_each(s, [&](std::int64_t i, const auto& at, const auto& p) {
      T sum{};
      bool first = true;
      const auto add = [&](T term, bool negated) {
        if (first) sum = negated ? -term : term;
        else if (negated) sum -= term;
        else sum += term;
        first = false;
      };
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((tangents[K] != nullptr
              ? add(part<K>(tangents[K][at[K]], coef + static_cast<std::int64_t>(K) * n + i, p), Nth<K>::kNegated)
              : void()), ...);
      }(Indices{});
      out[i] = Finish{}(sum, p);
    });
  }

  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    const std::int64_t n = s.dims.out.elements();
    for_each(s, [&](std::int64_t i, const auto&, const auto& p) {
      const T g = Finish{}(adjoint[i], p);
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((out[K] != nullptr ? void(out[K][i] = part<K>(g, coef + static_cast<std::int64_t>(K) * n + i, p)) : void()), ...);
      }(Indices{});
    });
  }

  // The cost of one element, by running the lambdas on counting numbers.
  template <class F>
  static Cost one_element(Active active, F f) {
    const std::array<Counted, kArity> x = [] {
      std::array<Counted, kArity> a;
      a.fill(0.5);
      return a;
    }();
    std::array<const Counted*, kArity> in;
    for (std::size_t k = 0; k < kArity; ++k) in[k] = &x[k];
    const std::array<Shape, kArity> shapes{};
    const Counted y = 0.5;
    const Site<Counted> site{{shapes, Shape::scalar(), nullptr, 0.5}, in, &y, nullptr, active};
    return cost_of([&] { f(site); });
  }
  static Cost value_cost(const Dims& d) {
    Counted y;
    return d.out.elements() * one_element({}, [&](const auto& site) { value<Counted>(site, &y); });
  }
  static Cost coef_cost(const Dims& d, Active active) {
    std::array<Counted, kArity> k;
    return d.out.elements() * one_element(active, [&](const auto& site) { coef<Counted>(site, k.data()); });
  }
  static Cost jvp_cost(const Dims& d, Active active) {
    const std::array<Counted, kArity> k{};
    const Counted t = 0.5;
    std::array<const Counted*, kArity> tangents;
    for (std::size_t i = 0; i < kArity; ++i) tangents[i] = active[i] ? &t : nullptr;
    Counted y;
    return d.out.elements() * one_element(active, [&](const auto& site) { jvp<Counted>(site, k.data(), tangents, &y); });
  }
  static Cost vjp_cost(const Dims& d, Active active) {
    const std::array<Counted, kArity> k{};
    const Counted t = 0.5;
    std::array<Counted, kArity> result;
    std::array<Counted*, kArity> out;
    for (std::size_t i = 0; i < kArity; ++i) out[i] = active[i] ? &result[i] : nullptr;
    return d.out.elements() * one_element(active, [&](const auto& site) { vjp<Counted>(site, k.data(), &t, out); });
  }
};

// A row from its words, its value, what follows the sum of its parts, and one port an operand.
template <class Value, class Finish, class... Ports>
Row elementwise_with_finish(RowText text, Value, Finish, Ports... ports) {
  using E = Elementwise<Value, Finish, Ports...>;
  Row row(std::move(text));
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
template <class Value, class... Ports>
Row elementwise(RowText text, Value value, Ports... ports) {
  return elementwise_with_finish(std::move(text), value, kSame, ports...);
}

}  // namespace bw
