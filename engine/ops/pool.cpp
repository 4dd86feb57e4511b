// Rows that take each window of an array to one number: max_pool avg_pool.
#include "base/limits.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"
#include "ops/windows.hpp"

namespace bw {
namespace {

// The adjoints of windows that meet, added up; what no window meets gets 0.
template <class T, class F>
void scatter(const Windows& w, const Shape& x, T* out, F share) {
  std::fill(out, out + x.elements(), T(0.0));
  w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
    w.each(r, c, [&](std::int64_t element, std::int64_t place, bool) {
      const T term = share(o, place);
      if (w.is_first_over(element, r, c)) out[element] = term;
      else out[element] += term;
    });
  });
}

struct Pool : NoCoefKernel {
  static ShapeAnswer pooled(const ShapeQuery& q, const std::string& name) {
    const Shape& x = q.in[0];
    const std::string seen = describe(q, 0);
    const std::int64_t size = whole(q.attrs, "size", 2), padding = whole(q.attrs, "padding", 0),
                       axes = whole(q.attrs, "axes", x.rank);
    if (x.rank == 0)
      return Problem{Code::kRank, seen + ": " + name + " takes a vector or a matrix", "A number has no windows."};
    if (axes < 1 || axes > x.rank)
      return Problem{Code::kAttr, seen + ": it has no " + std::to_string(axes) + " axes to pool",
                     "Leave axes out to pool all that there are."};
    if (size < 1 || size > limits::kElements)
      return Problem{Code::kAttr, seen + ": a window of " + std::to_string(size),
                     "The size is a whole number from 1 to " + std::to_string(limits::kElements) + "."};
    if (padding > size / 2)
      return Problem{Code::kAttr,
                     seen + ": a padding of " + std::to_string(padding) + " with a window of " + std::to_string(size),
                     "The padding is at most half of the window."};
    const Windows w = pool_windows(x, q.attrs);
    if (auto problem = bad_windows(w, seen, "window")) return *problem;
    return w.shape(x.rank);
  }
  static Windows windows(const Dims& d) { return pool_windows(d.in[0], *d.attrs); }
};

// The largest element of each window. The mask, 1/ties at the largest and 0 elsewhere, is hidden as that of amax.
struct MaxPool : Pool {
  static ShapeAnswer shape(const ShapeQuery& q) {
    ShapeAnswer answer = pooled(q, "max_pool");
    if (const Shape* shape = std::get_if<Shape>(&answer)) {
      const Windows w = pool_windows(q.in[0], q.attrs);
      const Wide mask = static_cast<Wide>(shape->elements()) * w.places();
      if (mask > 2 * q.in[0].all_elements() + Wide{2} * limits::kElements)
        return Problem{Code::kLimit, describe(q, 0) + ": the windows have " + decimal(mask) + " elements together",
                       "Use a larger stride, or a smaller window."};
    }
    return answer;
  }
  static std::int64_t hidden_elements(const Dims& d) { return d.out.elements() * windows(d).places(); }
  static std::int64_t hidden_numbers(const Dims&) { return 0; }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Windows w = windows(s.dims);
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      T best{};
      double ties = 0;
      w.each(r, c, [&](std::int64_t element, std::int64_t, bool is_first) {
        best = is_first ? s.in[0][element] : num::larger(best, s.in[0][element]);
      });
      w.each(r, c, [&](std::int64_t element, std::int64_t, bool) { ties += num::same(s.in[0][element], best); });
      w.each(r, c, [&](std::int64_t element, std::int64_t place, bool) {
        s.hidden[o * w.places() + place] = num::same(s.in[0][element], best) / ties;
      });
      out[o] = best;
    });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    const Windows w = windows(s.dims);
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      double sum = 0;
      w.each(r, c, [&](std::int64_t element, std::int64_t place, bool) {
        sum += num::plain(num::share(s.hidden[o * w.places() + place], t[0][element]));
      });
      out[o] = sum;
    });
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Windows w = windows(s.dims);
    scatter(w, s.dims.in[0], out[0], [&](std::int64_t o, std::int64_t place) {
      return num::share(s.hidden[o * w.places() + place], adjoint[o]);
    });
  }
  static Cost value_cost(const Dims& d) { return {.cmp = windows(d).meetings() - d.out.elements()}; }
  static Cost jvp_cost(const Dims& d, Active) { return {.cmp = windows(d).meetings()}; }
  static Cost vjp_cost(const Dims& d, Active) {
    const Windows w = windows(d);
    return {.add = w.meetings() - w.met(), .cmp = w.meetings()};
  }
  static void expand(const Dims& d, ScalarBuilder& b) {
    const Windows w = windows(d);
    w.all([&](std::int64_t, std::int64_t r, std::int64_t c) {
      ScalarBuilder::Id best = 0;
      int seen = 0;
      w.each(r, c, [&](std::int64_t element, std::int64_t, bool) {
        const auto next = b.operand(0, element);
        if (seen == 0) best = next;
        else best = seen == 1 ? b.op("maximum", {best, next}) : b.link("maximum", best, next);
        ++seen;
      });
      b.result(best);
    });
  }
};

// The mean of each window: what it meets, by how many places it has, those in the padding too.
struct AveragePool : Pool {
  static ShapeAnswer shape(const ShapeQuery& q) { return pooled(q, "avg_pool"); }
  template <class T>
  static T parts(const Windows& w) {
    return T(static_cast<double>(w.places()));
  }
  template <class T>
  static void average(const Site<T>& s, const T* x, T* out) {
    const Windows w = windows(s.dims);
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      T sum{};
      w.each(r, c, [&](std::int64_t element, std::int64_t, bool is_first) {
        if (is_first) sum = x[element];
        else sum += x[element];
      });
      out[o] = sum / parts<T>(w);
    });
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    average(s, s.in[0], out);
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    average(s, t[0], out);
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Windows w = windows(s.dims);
    std::int64_t of = -1;
    T share{};
    scatter(w, s.dims.in[0], out[0], [&](std::int64_t o, std::int64_t) {
      if (of != o) share = adjoint[o] / parts<T>(w);
      of = o;
      return share;
    });
  }
  static Cost value_cost(const Dims& d) {
    return {.add = windows(d).meetings() - d.out.elements(), .div = d.out.elements()};
  }
  static Cost jvp_cost(const Dims& d, Active) { return value_cost(d); }
  static Cost vjp_cost(const Dims& d, Active) {
    const Windows w = windows(d);
    return {.add = w.meetings() - w.met(), .div = d.out.elements()};
  }
  static void expand(const Dims& d, ScalarBuilder& b) {
    const Windows w = windows(d);
    w.all([&](std::int64_t, std::int64_t r, std::int64_t c) {
      ScalarBuilder::Id sum = 0;
      w.each(r, c, [&](std::int64_t element, std::int64_t, bool is_first) {
        sum = is_first ? b.operand(0, element) : b.op("add", {sum, b.operand(0, element)});
      });
      b.result(b.op("div", {sum, b.constant(static_cast<double>(w.places()))}));
    });
  }
};

constexpr AttrSpec kAttrs[] = {
    {"size", AttrType::kInteger, "How many elements a window has along each axis; absent: 2."},
    {"stride", AttrType::kInteger, "How far each window lies behind the one before; absent: its size."},
    {"padding", AttrType::kInteger, "Places before and behind, at most half of the size; absent: 0."},
    {"axes", AttrType::kInteger, "How many axes, counted from the last, are pooled; absent: all."}};

constexpr Row kRows[] = {
    seldom_structured<MaxPool>({.name = "max_pool",
                                .category = "convolution",
                                .ports = {"x"},
                                .attrs = kAttrs,
                                .doc = "The largest element of each window; padding is never the largest.",
                                .latex = "\\max_{\\text{window}} {0}",
                                .derivative_latex = {"[{0} = y] / \\text{ties}"},
                                .kink = "Ties share the derivative equally.",
                                .kink_at = KinkAt::kWindowTie,
                                .torch = "torch.nn.functional.max_pool2d({0}[None, None], 2)[0, 0]",
                                .jax = "jax.lax.reduce_window({0}, -jnp.inf, jax.lax.max, (2, 2), (2, 2), 'VALID')",
                                .numpy = "max_pool({0}, 2, 2, 0, 2)"},
                               {kNothing}),
    seldom_structured<AveragePool>({.name = "avg_pool",
                                    .category = "convolution",
                                    .ports = {"x"},
                                    .attrs = kAttrs,
                                    .doc = "The mean of each window; zeros of the padding are counted in it.",
                                    .latex = "\\operatorname{mean}_{\\text{window}} {0}",
                                    .derivative_latex = {"1/N"},
                                    .torch = "torch.nn.functional.avg_pool2d({0}[None, None], 2)[0, 0]",
                                    .jax = "jax.lax.reduce_window({0}, 0.0, jax.lax.add, (2, 2), (2, 2), 'VALID') / 4",
                                    .numpy = "avg_pool({0}, 2, 2, 0, 2)"},
                                   {kNothing}),
};

}  // namespace

std::span<const Row> pool_rows() { return kRows; }

}  // namespace bw
