// The loops over the elements of elementwise rows, and the cost of one element.
#include "ops/element.hpp"

namespace bw {
namespace {

// Calls f(i, operand indices, point) for each element of the node in row-major order.
template <class T, class F>
void for_each(const Element<T>& e, const Site<T>& s, F f) {
  std::array<Strides, kMostPorts> strides{};
  for (std::size_t k = 0; k < e.arity; ++k) strides[k] = broadcast_strides(s.dims.in[k]);
  std::array<std::int64_t, kMostPorts> at{};
  Point<T> point{};
  point.parameter = s.dims.parameter;
  std::int64_t i = 0;
  for (std::int64_t r = 0; r < s.dims.out.rows; ++r) {
    for (std::int64_t c = 0; c < s.dims.out.cols; ++c, ++i) {
      for (std::size_t k = 0; k < e.arity; ++k) {
        at[k] = r * strides[k].row + c * strides[k].col;
        point.x[k] = s.in[k][at[k]];
      }
      if (s.out != nullptr) point.y = s.out[i];
      f(i, at, point);
    }
  }
}

// The coefficient of a port at element i of n.
template <class T>
T coef_at(const Element<T>& e, std::size_t port, const T* coef, std::int64_t i, std::int64_t n) {
  return e.coef[port] != nullptr ? coef[static_cast<std::int64_t>(port) * n + i] : T(0.0);
}

}  // namespace

template <class T>
void elements_value(const Element<T>& e, const Site<T>& s, T* out) {
  for_each(e, s, [&](std::int64_t i, const auto&, const Point<T>& p) { out[i] = e.value(p); });
}

template <class T>
void elements_coef(const Element<T>& e, const Site<T>& s, T* coef) {
  const std::int64_t n = s.dims.out.elements();
  for_each(e, s, [&](std::int64_t i, const auto&, const Point<T>& p) {
    for (std::size_t k = 0; k < e.arity; ++k)
      if (s.active[k] && e.coef[k] != nullptr) coef[static_cast<std::int64_t>(k) * n + i] = e.coef[k](p);
  });
}

template <class T>
void elements_jvp(const Element<T>& e, const Site<T>& s, const T* coef, std::span<const T* const> tangents, T* out) {
  const std::int64_t n = s.dims.out.elements();
  std::array<const T*, kMostPorts> in{};
  std::array<T, kMostPorts> coefs{};
  for_each(e, s, [&](std::int64_t i, const auto& at, const Point<T>& p) {
    for (std::size_t k = 0; k < e.arity; ++k) {
      if (tangents[k] == nullptr) continue;
      in[k] = tangents[k] + at[k];
      coefs[k] = coef_at(e, k, coef, i, n);
    }
    out[i] = element_jvp(e, p, in, coefs);
  });
}

template <class T>
void elements_vjp(const Element<T>& e, const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
  const std::int64_t n = s.dims.out.elements();
  for_each(e, s, [&](std::int64_t i, const auto&, const Point<T>& p) {
    const T g = e.finish != nullptr ? e.finish(adjoint[i], p) : adjoint[i];
    for (std::size_t k = 0; k < e.arity; ++k)
      if (out[k] != nullptr) out[k][i] = e.part[k](g, coef_at(e, k, coef, i, n), p);
  });
}

template void elements_value(const Element<Counted>&, const Site<Counted>&, Counted*);
template void elements_value(const Element<double>&, const Site<double>&, double*);
template void elements_value(const Element<Complex>&, const Site<Complex>&, Complex*);
template void elements_coef(const Element<Counted>&, const Site<Counted>&, Counted*);
template void elements_coef(const Element<double>&, const Site<double>&, double*);
template void elements_jvp(const Element<Counted>&, const Site<Counted>&, const Counted*,
                           std::span<const Counted* const>, Counted*);
template void elements_jvp(const Element<double>&, const Site<double>&, const double*, std::span<const double* const>,
                           double*);
template void elements_vjp(const Element<Counted>&, const Site<Counted>&, const Counted*, const Counted*,
                           std::span<Counted* const>);
template void elements_vjp(const Element<double>&, const Site<double>&, const double*, const double*,
                           std::span<double* const>);

std::int64_t elements_coef_buffer(const Element<Counted>& e, const Dims& d) {
  return static_cast<std::int64_t>(e.arity) * d.out.elements();
}

std::int64_t elements_coef_numbers(const Element<Counted>& e, const Dims& d, Active active) {
  std::int64_t ports = 0;
  for (std::size_t k = 0; k < e.arity; ++k) ports += e.coef[k] != nullptr && active[k];
  return ports * d.out.elements();
}

namespace {

// A node of one element, whose operands, value, tangents and adjoint are all a half.
struct OneElement {
  using Numbers = std::array<Counted, kMostPorts>;
  Numbers x{0.5, 0.5, 0.5}, results{};
  std::array<const Counted*, kMostPorts> in{&x[0], &x[1], &x[2]}, tangents{};
  std::array<Counted*, kMostPorts> out{};
  std::array<Shape, kMostPorts> shapes{};
  Site<Counted> site;

  explicit OneElement(Active active) : site{{shapes, Shape::scalar(), nullptr, 0.5}, in, x.data(), nullptr, active} {
    for (std::size_t k = 0; k < active.size(); ++k) {
      if (!active[k]) continue;
      tangents[k] = &x[k];
      out[k] = &results[k];
    }
  }
};

}  // namespace

Cost elements_value_cost(const Element<Counted>& e, const Dims& d) {
  OneElement one({});
  return d.out.elements() * cost_of([&] { elements_value(e, one.site, one.results.data()); });
}
Cost elements_coef_cost(const Element<Counted>& e, const Dims& d, Active active) {
  OneElement one(active);
  return d.out.elements() * cost_of([&] { elements_coef(e, one.site, one.results.data()); });
}
Cost elements_jvp_cost(const Element<Counted>& e, const Dims& d, Active active) {
  OneElement one(active);
  return d.out.elements() *
         cost_of([&] { elements_jvp<Counted>(e, one.site, one.x.data(), one.tangents, one.results.data()); });
}
Cost elements_vjp_cost(const Element<Counted>& e, const Dims& d, Active active) {
  OneElement one(active);
  return d.out.elements() * cost_of([&] { elements_vjp<Counted>(e, one.site, one.x.data(), one.x.data(), one.out); });
}

}  // namespace bw
