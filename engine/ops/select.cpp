// Rows that choose between numbers, stop a derivative or state one: maximum minimum where stop_gradient with_derivative.
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// Where operand a stands for n numbers that tie: n where it is chosen, -(n + 1) where b ties with it, 0 where b is chosen.
template <bool kLargest>
double choice(double a, double b, double n) {
  if (num::same(a, b) != 0) return -(n + 1);
  if (std::isnan(a)) return n;
  return std::isnan(b) ? 0.0 : (kLargest ? a > b : a < b) ? n : 0.0;
}
// What part of the derivative operand a gets, and for how many numbers the result stands.
double part_of_first(double choice) { return choice > 0 ? 1.0 : choice == 0 ? 0.0 : 1 + 1 / choice; }
double ties(double choice) { return choice == 0 ? 1.0 : std::fabs(choice); }

// The choice is hidden: made with the value, not counted, and not numbers of the memory model.
template <bool kLargest>
struct Extremum : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return broadcast_shapes(q); }
  static std::int64_t hidden_elements(const Dims& d) { return d.out.elements(); }
  static std::int64_t hidden_numbers(const Dims&) { return 0; }

  // Calls f(i, index in a, index in b) for each element of the node.
  template <class F>
  static void each(const Dims& d, F f) {
    const Strides a = broadcast_strides(d.in[0]), b = broadcast_strides(d.in[1]);
    for (std::int64_t r = 0, i = 0; r < d.out.rows; ++r)
      for (std::int64_t c = 0; c < d.out.cols; ++c, ++i) f(i, r * a.row + c * a.col, r * b.row + c * b.col);
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    each(s.dims, [&](std::int64_t i, std::int64_t a, std::int64_t b) {
      out[i] = kLargest ? num::larger(s.in[0][a], s.in[1][b]) : num::smaller(s.in[0][a], s.in[1][b]);
      s.hidden[i] = choice<kLargest>(num::plain(s.in[0][a]), num::plain(s.in[1][b]), 1.0);
    });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    each(s.dims, [&](std::int64_t i, std::int64_t a, std::int64_t b) {
      out[i] = num::blend(T(part(s, i)), t[0] != nullptr ? t[0][a] : T(0.0), t[1] != nullptr ? t[1][b] : T(0.0));
    });
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    for (std::int64_t i = 0; i < s.dims.out.elements(); ++i) {
      if (out[0] != nullptr) out[0][i] = num::share(T(part(s, i)), adjoint[i]);
      if (out[1] != nullptr) out[1][i] = num::share(T(1.0 - part(s, i)), adjoint[i]);
    }
  }
  template <class T>
  static double part(const Site<T>& s, std::int64_t i) {
    return part_of_first(num::plain(s.hidden[i]));
  }

  static Cost value_cost(const Dims& d) { return {.cmp = d.out.elements()}; }
  static Cost jvp_cost(const Dims& d, Active) { return {.cmp = d.out.elements()}; }
  static Cost vjp_cost(const Dims& d, Active active) { return {.cmp = d.out.elements() * (active[0] + active[1])}; }
};

template <bool kLargest>
constexpr Row extremum(RowText text) {
  text.kink_at = KinkAt::kTie;
  Row row = seldom_structured<Extremum<kLargest>>(text, {kNothing, kNothing});
  row.broadcasts = true;
  row.expand = nullptr;
  return row;
}
// On scalars: operand a is a choice itself, and stands for all that tie in it.
template <bool kLargest, class T>
void link_value(const Site<T>& s, T* out) {
  Extremum<kLargest>::value(s, out);
  s.hidden[0] = choice<kLargest>(num::plain(s.in[0][0]), num::plain(s.in[1][0]), ties(num::plain(*s.hidden_first)));
}
template <bool kLargest>
constexpr Row link(const RowText& text) {
  Row row = extremum<kLargest>(text);
  row.kernels.value = &link_value<kLargest, Counted>;
  row.complex_value = &link_value<kLargest, Complex>;
  return row;
}
constexpr RowText kMaximum = {.name = "maximum",
                              .category = "selection",
                              .aliases = {"max"},
                              .ports = {"a", "b"},
                              .doc = "The larger of two numbers, element by element.",
                              .latex = "\\max({0}, {1})",
                              .derivative_latex = {"[{0} > {1}]", "[{1} > {0}]"},
                              .kink = "A tie splits the derivative, a half to each.",
                              .torch = "torch.maximum({0}, {1})",
                              .jax = "jnp.maximum({0}, {1})",
                              .numpy = "np.maximum({0}, {1})"};
constexpr RowText kMinimum = {.name = "minimum",
                              .category = "selection",
                              .aliases = {"min"},
                              .ports = {"a", "b"},
                              .doc = "The smaller of two numbers, element by element.",
                              .latex = "\\min({0}, {1})",
                              .derivative_latex = {"[{0} < {1}]", "[{1} < {0}]"},
                              .kink = "A tie splits the derivative, a half to each.",
                              .torch = "torch.minimum({0}, {1})",
                              .jax = "jnp.minimum({0}, {1})",
                              .numpy = "np.minimum({0}, {1})"};
constexpr Row kLinks[] = {link<true>(kMaximum), link<false>(kMinimum)};

// One factor for each element of the value: x and d are repeated to its shape, never the value to theirs.
// ẏ = ẏ₀ + d ẋ; ȳ₀ += ȳ, x̄ += ȳ d
struct WithDerivative : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& y = q.in[0];
    for (const std::size_t port : {1, 2}) {
      if (broadcast(y, q.in[port]) == y) continue;
      std::string what = in_ticks(q.names[1]);
      what = port == 1 ? what.append(", by which a derivative is stated,")
                       : std::string("What is stated as the derivative by ").append(what);
      what.append(" is ").append(in_words(q.in[port])).append(", the value is ").append(in_words(y));
      return Problem{Code::kShape, std::move(what),
                     port == 1
                         ? "A stated derivative is one factor for each element of the value: state it of the part "
                           "that works element by element, and write sums and products outside of it."
                         : "State a number, or one factor for each element of the value."};
    }
    return y;
  }

  // Calls f(i, index in x, index in d) for each element of the node.
  template <class F>
  static void each(const Dims& d, F f) {
    const Strides x = broadcast_strides(d.in[1]), k = broadcast_strides(d.in[2]);
    for (std::int64_t r = 0, i = 0; r < d.out.rows; ++r)
      for (std::int64_t c = 0; c < d.out.cols; ++c, ++i) f(i, r * x.row + c * x.col, r * k.row + c * k.col);
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    std::copy(s.in[0], s.in[0] + s.dims.out.elements(), out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    if (t[0] != nullptr) std::copy(t[0], t[0] + s.dims.out.elements(), out);
    if (t[1] == nullptr) return;
    each(s.dims, [&](std::int64_t i, std::int64_t x, std::int64_t k) {
      const T moved = t[1][x] * s.in[2][k];
      out[i] = t[0] != nullptr ? out[i] + moved : moved;
    });
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    if (out[0] != nullptr) std::copy(adjoint, adjoint + s.dims.out.elements(), out[0]);
    if (out[1] == nullptr) return;
    each(s.dims, [&](std::int64_t i, std::int64_t, std::int64_t k) { out[1][i] = adjoint[i] * s.in[2][k]; });
  }

  static Cost value_cost(const Dims&) { return {}; }
  static Cost jvp_cost(const Dims& d, Active active) {
    return {.add = d.out.elements() * (active[0] & active[1]), .mul = d.out.elements() * active[1]};
  }
  static Cost vjp_cost(const Dims& d, Active active) { return {.mul = d.out.elements() * active[1]}; }
};
constexpr Row with_derivative() {
  Row row = seldom_structured<WithDerivative>(
      {.name = "with_derivative",
       .category = "selection",
       .ports = {"y", "x", "d"},
       .doc = "y, with d as its derivative by x, whatever the derivative of y is: what "
              "`with` in a `def` states. d is one factor for each element; no "
              "derivative passes from it.",
       .latex = "{0}",
       .derivative_latex = {"1", "{2}", "0"},
       .constant_ports = 4,
       .states = true,
       .torch = "WithDerivative.apply({0}, {1}, {2})",
       .jax = "with_derivative({0}, {1}, {2})",
       .numpy = "{0}"},
      {kNothing, Saves{.inputs = 4}, kNothing});
  row.broadcasts = true;
  row.expand = nullptr;
  return row;
}

constexpr Row kRows[] = {
    extremum<true>(kMaximum),
    extremum<false>(kMinimum),
    // ẏ = c ? ȧ : ḃ
    seldom(
        {.name = "where",
         .category = "selection",
         .ports = {"c", "a", "b"},
         .doc = "a where c is not 0, else b. No derivative passes from c.",
         .latex = "({0} \\ne 0)\\,?\\,{1} : {2}",
         .derivative_latex = {"0", "[{0} \\ne 0]", "[{0} = 0]"},
         .kink = "A NaN in c chooses a.",
         .constant_ports = 1,
         .torch = "torch.where({0} != 0, {1}, {2})",
         .jax = "jnp.where({0} != 0, {1}, {2})",
         .numpy = "np.where({0} != 0, {1}, {2})"},
        [](const auto& at) { return num::choose(at.x[0], at.x[1], at.x[2]); }, direct(kNothing, kSame),
        direct(kFirst, [](auto t, const auto& at) { return num::choose(at.x[0], t, decltype(t)(0.0)); }),
        direct(kFirst, [](auto t, const auto& at) { return num::choose(at.x[0], decltype(t)(0.0), t); })),
    seldom(
        {.name = "stop_gradient",
         .category = "selection",
         .ports = {"x"},
         .doc = "x, through which no derivative passes.",
         .latex = "\\operatorname{stop}({0})",
         .derivative_latex = {"0"},
         .constant_ports = 1,
         .torch = "{0}.detach()",
         .jax = "jax.lax.stop_gradient({0})",
         .numpy = "{0}"},
        [](const auto& at) { return at.x[0]; }, identity()),
    with_derivative(),
};

}  // namespace

std::span<const Row> select_rows() { return kRows; }
const Row& chain_link(std::string_view name) { return name == kMaximum.name ? kLinks[0] : kLinks[1]; }

}  // namespace bw
