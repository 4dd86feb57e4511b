// Builds rows that only move numbers. All are free.
#pragma once

#include <algorithm>

#include "ops/elementwise.hpp"
#include "ops/structured.hpp"

namespace bw {

// A row from its shape and the origin of each element, which all differ. kMany: it takes any number of operands.
template <class M>
struct Move : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return M::shape(q); }
  template <class T>
  static void copy(const Site<T>& s, std::span<const T* const> from, T* out) {
    for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
      const MovedFrom o = M::origin(s.dims, i);
      out[i] = from[o.port] != nullptr ? from[o.port][o.element] : T(0.0);
    }
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    copy(s, s.in, out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    copy(s, t, out);
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    for (std::size_t port = 0; port < out.size(); ++port)
      if (out[port] != nullptr) std::fill(out[port], out[port] + s.dims.in[port].elements(), T(0.0));
    for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
      const MovedFrom o = M::origin(s.dims, i);
      if (out[o.port] != nullptr) out[o.port][o.element] = adjoint[i];
    }
  }
  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims&, Active) { return {}; }
  static void expand(const Dims& d, ScalarBuilder& b) {
    for (std::int64_t i = 0; i < d.out.elements(); ++i) {
      const MovedFrom o = M::origin(d, i);
      b.result(b.operand(o.port, o.element));
    }
  }
};

template <class M>
constexpr Row move(RowText text, Few<Saves, kMostPorts> saves) {
  Row row = seldom_structured<Move<M>>(text, saves);
  if constexpr (requires { M::kMany; }) row.plain = kernels_of<double, Move<M>>();
  if constexpr (requires { M::kPart; })
    row.touched = [](const Dims& d, std::int64_t i) { return M::origin(d, i).element; };
  row.origin = &M::origin;
  row.run = runs_of<Copy>();
  return row;
}

}  // namespace bw
