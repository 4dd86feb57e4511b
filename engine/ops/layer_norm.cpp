// The rows that shift and scale lines to mean 0 and variance 1: layer_norm batch_norm.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// x̂ = (x - mean) / σ, σ² = mean (x - mean)² + eps, y = g x̂ + b, along the last axis, of a batch (kBatch) down each
// column. x̂ and 1/σ are hidden. g and b have a number for each column.
template <bool kBatch>
struct Norm : NoCoefKernel {
  static std::optional<Problem> bad_rank(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    if (!kBatch && x.rank == 0)
      return Problem{Code::kRank, describe(q, 0) + ": layer_norm goes along the last axis of an array",
                     "Give it a vector or a matrix."};
    if (kBatch && x.rank != 2)
      return Problem{Code::kRank, describe(q, 0) + ": batch_norm takes a matrix, a row for each example of a batch",
                     "Along the elements of one example goes `layer_norm(x, g, b)`."};
    if (kBatch && x.rows < 2)
      return Problem{Code::kShape, describe(q, 0) + ": one example is its own mean, and has no variance",
                     "Give batch_norm two rows or more."};
    return std::nullopt;
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& x = q.in[0];
    if (auto problem = bad_rank(q)) return *problem;
    if (const AttrValue* eps = find(q.attrs, "eps")) {
      const auto* whole = std::get_if<std::int64_t>(eps);
      const double value = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(*eps);
      if (!(value >= 0))
        return Problem{
            Code::kAttr,
            kBatch ? "`batch_norm` has an eps that is not 0 or more" : "`layer_norm` has an eps that is not 0 or more",
            "It is added to the variance, as in `eps=1e-5`."};
    }
    for (std::size_t port = 1; port < 3; ++port)
      if (!(q.in[port] == Shape::vector(x.cols)))
        return Problem{Code::kShape,
                       describe(q, 0) + ", " + describe(q, port) + ": it must be a vector of " + std::to_string(x.cols),
                       "Each column has a number of its own in g and in b."};
    return x;
  }
  static Lines lines(const Shape& x) { return kBatch ? lines_along(x, 0) : last_lines(x); }
  // The column of an element of line i.
  static std::int64_t column(const Lines& l, std::int64_t i, std::int64_t at) { return kBatch ? i : at - l.start(i); }
  static std::int64_t hidden_elements(const Dims& d) { return d.out.elements() + lines(d.out).count; }
  static std::int64_t hidden_numbers(const Dims& d) { return hidden_elements(d); }
  template <class T>
  static T mean(const Lines& l, T sum) {
    return sum / T(static_cast<double>(l.size));
  }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = lines(s.dims.out);
    T *normal = s.hidden, *inverse = s.hidden + s.dims.out.elements();
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T middle = mean(l, sum_line(l, i, [&](std::int64_t at) { return s.in[0][at]; }));
      each(l, i, [&](std::int64_t at) { normal[at] = s.in[0][at] - middle; });
      const T variance = mean(l, sum_line(l, i, [&](std::int64_t at) { return normal[at] * normal[at]; }));
      inverse[i] = T(1.0) / num::sqrt(variance + T(s.dims.parameter));
      each(l, i, [&](std::int64_t at) {
        normal[at] *= inverse[i];
        out[at] = s.in[1][column(l, i, at)] * normal[at] + s.in[2][column(l, i, at)];
      });
    }
  }
  // (h - mean h - x̂ mean(h x̂)) / σ: its own transpose.
  template <class T>
  static void project(const Site<T>& s, std::int64_t i, const T* h, T* out) {
    const Lines l = lines(s.dims.out);
    const T *normal = s.hidden, *inverse = s.hidden + s.dims.out.elements();
    const T middle = mean(l, sum_line(l, i, [&](std::int64_t at) { return h[at]; }));
    const T slope = mean(l, sum_line(l, i, [&](std::int64_t at) { return h[at] * normal[at]; }));
    each(l, i, [&](std::int64_t at) { out[at] = (h[at] - middle - normal[at] * slope) * inverse[i]; });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    const Lines l = lines(s.dims.out);
    for (std::int64_t i = 0; i < l.count; ++i) {
      if (t[0] != nullptr) project(s, i, t[0], out);
      each(l, i, [&](std::int64_t at) {
        const std::int64_t j = column(l, i, at);
        if (t[0] != nullptr) out[at] *= s.in[1][j];
        if (t[1] != nullptr) {
          const T term = t[1][j] * s.hidden[at];
          if (t[0] != nullptr) out[at] += term;
          else out[at] = term;
        }
        if (t[2] == nullptr) return;
        if (t[0] != nullptr || t[1] != nullptr) out[at] += t[2][j];
        else out[at] = t[2][j];
      });
    }
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const Lines l = lines(s.dims.out);
    for (std::int64_t i = 0; i < l.count; ++i) {
      each(l, i, [&](std::int64_t at) {
        const std::int64_t j = column(l, i, at);
        if (out[0] != nullptr) out[0][at] = s.in[1][j] * adjoint[at];
        const bool is_first = kBatch ? at == l.start(i) : i == 0;
        if (out[1] != nullptr) add(is_first, out[1][j], adjoint[at] * s.hidden[at]);
        if (out[2] != nullptr) add(is_first, out[2][j], adjoint[at]);
      });
      if (out[0] != nullptr) project(s, i, out[0], out[0]);
    }
  }
  template <class T>
  static void add(bool is_first, T& sum, T term) {
    if (is_first) sum = term;
    else sum += term;
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.out.elements(), m = lines(d.out).count;
    return {.add = 2 * (n - m) + 2 * n + m, .mul = 3 * n, .div = 3 * m, .fn = m};
  }
  static Cost jvp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.out.elements(), m = lines(d.out).count;
    const int parts = active[0] + active[1] + active[2];
    Cost cost{.add = (parts - 1) * n, .mul = active[1] ? n : 0};
    if (active[0]) cost += {.add = 2 * (n - m) + 2 * n, .mul = 4 * n, .div = 2 * m};
    return cost;
  }
  static Cost vjp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.out.elements(), m = lines(d.out).count, k = d.out.cols;
    Cost cost;
    if (active[0]) cost += {.add = 2 * (n - m) + 2 * n, .mul = 4 * n, .div = 2 * m};
    if (active[1]) cost += {.add = n - k, .mul = n};
    if (active[2]) cost += {.add = n - k};
    return cost;
  }

  // The elements of line i less their mean; gives 1/σ.
  static ScalarBuilder::Id centred(const Dims& d, const Lines& l, std::int64_t i, ScalarBuilder& b,
                                   std::array<ScalarBuilder::Id, 3> numbers, std::vector<ScalarBuilder::Id>& x) {
    const auto [size, eps, one] = numbers;
    each(l, i, [&](std::int64_t at) { x[static_cast<std::size_t>(at)] = b.operand(0, at); });
    const auto middle = b.op("div", {scalar_sum(l, i, b, x), size});
    std::vector<ScalarBuilder::Id> squares(static_cast<std::size_t>(d.out.elements()));
    each(l, i, [&](std::int64_t at) {
      const auto k = static_cast<std::size_t>(at);
      x[k] = b.op("sub", {x[k], middle});
      squares[k] = b.op("square", {x[k]});
    });
    return b.op("div", {one, b.op("sqrt", {b.op("add", {b.op("div", {scalar_sum(l, i, b, squares), size}), eps})})});
  }
  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = lines(d.out);
    const auto size = b.constant(static_cast<double>(l.size)), eps = b.constant(d.parameter), one = b.constant(1);
    std::vector<ScalarBuilder::Id> x(static_cast<std::size_t>(d.out.elements())), inverse;
    const auto hand_over = [&](std::int64_t i, std::int64_t at) {
      const std::int64_t j = column(l, i, at);
      const auto normal = b.op("mul", {x[static_cast<std::size_t>(at)], inverse[static_cast<std::size_t>(i)]});
      b.result(b.op("add", {b.op("mul", {b.operand(1, j), normal}), b.operand(2, j)}));
    };
    for (std::int64_t i = 0; i < l.count; ++i) {
      inverse.push_back(centred(d, l, i, b, {size, eps, one}, x));
      if (!kBatch) each(l, i, [&](std::int64_t at) { hand_over(i, at); });
    }
    if (kBatch) by_element(l, d.out, hand_over);
  }
};

constexpr AttrSpec kLayerNormAttrs[] = {{"eps", AttrType::kReal, "Added to the variance; absent: 1e-5.", 1e-5}};

constexpr Row kRows[] = {
    seldom_structured<Norm<false>>(
        {.name = "layer_norm",
         .category = "activation",
         .ports = {"x", "g", "b"},
         .attrs = kLayerNormAttrs,
         .doc = "Each row shifted and scaled to mean 0 and variance 1, then times g plus b.",
         .latex = "\\operatorname{LN}({0})",
         .derivative_latex = {"(h - \\overline h - \\hat x\\,\\overline{h \\hat x})/\\sigma,\\; h = {1} \\bar y",
                              "\\sum \\hat x \\bar y", "\\sum \\bar y"},
         .torch = "torch.nn.functional.layer_norm({0}, {0}.shape[-1:], {1}, {2}, {eps})",
         .jax = "layer_norm({0}, {1}, {2}, {eps})",
         .numpy = "layer_norm({0}, {1}, {2}, {eps})"},
        {kSecond, kNothing, kNothing}),
    seldom_structured<Norm<true>>(
        {.name = "batch_norm",
         .category = "activation",
         .ports = {"X", "g", "b"},
         .attrs = kLayerNormAttrs,
         .doc = "Each column shifted and scaled to mean 0 and variance 1 over the rows, the examples of a batch, then "
                "times g plus b: the form for training.",
         .latex = "\\operatorname{BN}({0})",
         .derivative_latex = {"(h - \\overline h - \\hat x\\,\\overline{h \\hat x})/\\sigma,\\; h = {1} \\bar y",
                              "\\sum \\hat x \\bar y", "\\sum \\bar y"},
         .torch = "torch.nn.functional.batch_norm({0}, None, None, {1}, {2}, True, 0.1, {eps})",
         .jax = "batch_norm({0}, {1}, {2}, {eps})",
         .numpy = "batch_norm({0}, {1}, {2}, {eps})"},
        {kSecond, kNothing, kNothing}),
};

}  // namespace

std::span<const Row> layer_norm_rows() { return kRows; }

}  // namespace bw
