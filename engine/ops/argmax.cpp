// The row argmax: the place of the largest element of a line, from which no derivative passes.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// Of elements that tie the first. A step compares, keeps the larger of two, and keeps its place.
struct ArgMax : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) { return reduced_shape(q); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines_of(s.dims);
    for (std::int64_t i = 0; i < l.count; ++i) {
      T best = s.in[0][l.start(i)], place = 0.0;
      for (std::int64_t j = 1; j < l.size; ++j) {
        const T next = s.in[0][l.start(i) + j * l.step];
        const T larger = num::compare<num::Relation::kGreater>(next, best);
        best = num::choose(larger, next, best);
        place = num::choose(larger, T(static_cast<double>(j)), place);
      }
      out[i] = place;
    }
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const>, T* out) {
    std::fill(out, out + s.dims.out.elements(), T(0.0));
  }
  template <class T>
  static void vjp(const Site<T>&, const T*, const T*, std::span<T* const>) {}

  static Cost value_cost(const Dims& d) { return {.cmp = 3 * (d.in[0].elements() - d.out.elements())}; }
  static Cost jvp_cost(const Dims&, Active) { return {}; }
  static Cost vjp_cost(const Dims&, Active) { return {}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines_of(d);
    for (std::int64_t i = 0; i < l.count; ++i) {
      ScalarBuilder::Id best = b.operand(0, l.start(i)), place = b.constant(0);
      for (std::int64_t j = 1; j < l.size; ++j) {
        const auto next = b.operand(0, l.start(i) + j * l.step), larger = b.op("greater", {next, best});
        best = b.op("where", {larger, next, best});
        place = b.op("where", {larger, b.constant(static_cast<double>(j)), place});
      }
      b.result(place);
    }
  }
};

constexpr Row kRows[] = {
    seldom_structured<ArgMax>(
        {.name = "argmax",
         .category = "reduction",
         .ports = {"x"},
         .attrs = kAxisKeepdims,
         .doc = "Place of the largest element, from 0, row by row or along an axis; the first of those "
                "that tie. A place has no derivative.",
         .latex = "\\operatorname{arg\\,max} {0}",
         .derivative_latex = {"0"},
         .kink = "The place jumps at a tie; the derivative is 0 on both sides of it, and so it is given.",
         .kink_at = KinkAt::kPlaceTie,
         .constant_ports = 1,
         .torch = "torch.argmax({0}).double()",
         .jax = "jnp.argmax({0}) * 1.0",
         .numpy = "np.argmax({0}) * 1.0"},
        {kNothing}),
};

}  // namespace

std::span<const Row> argmax_rows() { return kRows; }

}  // namespace bw
