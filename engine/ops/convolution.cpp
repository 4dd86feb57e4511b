// Rows that slide a kernel over an array: conv1d conv2d.
#include "ops/registry.hpp"
#include "ops/structured.hpp"
#include "ops/windows.hpp"

namespace bw {
namespace {

// Adds to a sum, or begins it.
template <class T>
void add(T& sum, bool is_first, T term) {
  if (is_first) sum = term;
  else sum += term;
}

// y[o] = Σ x[o · stride - padding + k] w[k], over the k that meet an element: zeros of the padding are not multiplied.
// With flip=1 w[K - 1 - k] stands for w[k], along both axes.
struct Convolution : NoCoefKernel {
  // The element of the kernel at a place of the window.
  static std::int64_t turned(const Dims& d, std::int64_t place) {
    const AttrValue* flip = find(*d.attrs, "flip");
    return flip != nullptr && std::get<bool>(*flip) ? d.in[1].elements() - 1 - place : place;
  }
  template <class T>
  static T weighed(const Dims& d, const Windows& w, std::int64_t r, std::int64_t c, const T* x, const T* kernel) {
    T sum{};
    w.each(r, c, [&](std::int64_t element, std::int64_t place, bool is_first) {
      add(sum, is_first, x[element] * kernel[turned(d, place)]);
    });
    return sum;
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Windows w = kernel_windows(s.dims.in, *s.dims.attrs);
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) { out[o] = weighed(s.dims, w, r, c, s.in[0], s.in[1]); });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    const Windows w = kernel_windows(s.dims.in, *s.dims.attrs);
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      if (t[0] != nullptr) out[o] = weighed(s.dims, w, r, c, t[0], s.in[1]);
      if (t[1] != nullptr) add(out[o], t[0] == nullptr, weighed(s.dims, w, r, c, s.in[0], t[1]));
    });
  }
  // x̄[i] = Σ ȳ[o] w[k] over the places that meet i: with stride 1 a correlation of ȳ with the flipped kernel.
  // w̄[k] = Σ ȳ[o] x[i] over the elements that k meets: a correlation of x with ȳ.
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Windows w = kernel_windows(s.dims.in, *s.dims.attrs);
    for (std::size_t port = 0; port < 2; ++port)
      if (out[port] != nullptr) std::fill(out[port], out[port] + s.dims.in[port].elements(), T(0.0));
    w.all([&](std::int64_t o, std::int64_t r, std::int64_t c) {
      w.each(r, c, [&](std::int64_t element, std::int64_t place, bool) {
        const std::int64_t k = turned(s.dims, place);
        if (out[0] != nullptr) add(out[0][element], w.is_first_over(element, r, c), adjoint[o] * s.in[1][k]);
        if (out[1] != nullptr) add(out[1][k], w.is_first_with(place, r, c), adjoint[o] * s.in[0][element]);
      });
    });
  }

  // A framework counts every place of every window, 2 K of them.
  static Cost sums(const Dims& d, const Windows& w, std::int64_t results) {
    const std::int64_t products = w.meetings();
    return {.add = products - results,
            .mul = products,
            .framework_extra = 2 * d.out.elements() * w.places() - 2 * products + results};
  }
  static Cost value_cost(const Dims& d) { return sums(d, kernel_windows(d.in, *d.attrs), d.out.elements()); }
  static Cost jvp_cost(const Dims& d, Active active) {
    Cost cost;
    if (active[0]) cost += value_cost(d);
    if (active[1]) cost += value_cost(d);
    if (active[0] && active[1]) cost.add += d.out.elements();
    return cost;
  }
  static Cost vjp_cost(const Dims& d, Active active) {
    const Windows w = kernel_windows(d.in, *d.attrs);
    Cost cost;
    if (active[0]) cost += sums(d, w, w.met());
    if (active[1]) cost += sums(d, w, w.meeting());
    return cost;
  }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Windows w = kernel_windows(d.in, *d.attrs);
    w.all([&](std::int64_t, std::int64_t r, std::int64_t c) {
      ScalarBuilder::Id sum = 0;
      w.each(r, c, [&](std::int64_t element, std::int64_t place, bool is_first) {
        const auto product = b.op("mul", {b.operand(0, element), b.operand(1, turned(d, place))});
        sum = is_first ? product : b.op("add", {sum, product});
      });
      b.result(sum);
    });
  }
};

template <int kRank>
struct OfRank : Convolution {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const std::string seen = describe(q, 0) + ", " + describe(q, 1);
    if (q.in[0].rank != kRank || q.in[1].rank != kRank)
      return Problem{
          Code::kRank, seen + ": conv" + std::to_string(kRank) + "d slides a " + kThing + " over a " + kThing,
          q.in[0].rank == q.in[1].rank && q.in[0].rank > 0 ? "There is `conv" + std::to_string(3 - kRank) + "d`."
                                                           : "One channel alone: an input and a kernel of one rank."};
    if (const AttrValue* full = find(q.attrs, "full");
        full != nullptr && std::get<bool>(*full) && find(q.attrs, "padding"))
      return Problem{Code::kAttr, seen + ": both `padding` and `full`, which says how much", "Leave one of them out."};
    const Windows w = kernel_windows(q.in, q.attrs);
    if (auto problem = bad_windows(w, seen, "kernel")) return *problem;
    return w.shape(kRank);
  }
  static constexpr const char* kThing = kRank == 1 ? "vector" : "matrix";
};

constexpr AttrSpec kAttrs[] = {
    {"stride", AttrType::kInteger, "How far each place of the kernel lies behind the one before; absent: 1."},
    {"padding", AttrType::kInteger, "Zeros before and behind, fewer than the kernel has; absent: 0."},
    {"flip", AttrType::kBoolean,
     "Turn the kernel round, as a convolution does; absent: false, as the frameworks have it."},
    {"full", AttrType::kBoolean,
     "Pad by one fewer than the kernel has: all places where it meets anything; absent: false."}};

constexpr Row kRows[] = {
    seldom_structured<OfRank<1>>(
        {.name = "conv1d",
         .category = "convolution",
         .ports = {"x", "w"},
         .attrs = kAttrs,
         .doc = "The kernel w moved along the vector x: each element is the sum of the products of what meets. Going "
                "back, x gets a correlation of the adjoint with the flipped kernel.",
         .latex = "{0} \\star {1}",
         .derivative_latex = {"\\bar y \\star \\operatorname{flip}({1})", "{0} \\star \\bar y"},
         .torch = "torch.nn.functional.conv1d({0}[None, None], {1}[None, None])[0, 0]",
         .jax = "jax.lax.conv_general_dilated({0}[None, None], {1}[None, None], (1,), 'VALID')[0, 0]",
         .numpy = "conv({0}, {1}, 1, (0,))"},
        {kSecond, kFirst}),
    seldom_structured<OfRank<2>>(
        {.name = "conv2d",
         .category = "convolution",
         .ports = {"X", "W"},
         .attrs = kAttrs,
         .doc = "The kernel W moved over the matrix X: each element is the sum of the products of what meets. Going "
                "back, X gets a correlation of the adjoint with the kernel flipped along both axes.",
         .latex = "{0} \\star {1}",
         .derivative_latex = {"\\bar Y \\star \\operatorname{flip}({1})", "{0} \\star \\bar Y"},
         .torch = "torch.nn.functional.conv2d({0}[None, None], {1}[None, None])[0, 0]",
         .jax = "jax.lax.conv_general_dilated({0}[None, None], {1}[None, None], (1, 1), 'VALID')[0, 0]",
         .numpy = "conv({0}, {1}, 1, (0, 0))"},
        {kSecond, kFirst}),
};

}  // namespace

std::span<const Row> convolution_rows() { return kRows; }

}  // namespace bw
