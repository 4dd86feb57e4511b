// The row cross_entropy.
#include "ops/lines.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// L = -Σ t · log_softmax(z) along the last axis, one number a row. log_softmax(z) is hidden.
struct CrossEntropy {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& z = q.in[0];
    if (z.rank == 0)
      return Problem{Code::kRank, describe(q, 0) + ": cross_entropy goes along the last axis of an array",
                     "Give it a vector or a matrix of scores."};
    if (!(z == q.in[1]))
      return Problem{Code::kShape,
                     describe(q, 0) + ", " + describe(q, 1) + ": cross_entropy compares arrays of one shape",
                     "Give the target as probabilities, one for each score."};
    return z.rank == 1 ? Shape::scalar() : Shape::vector(z.rows);
  }
  static std::int64_t hidden_elements(const Dims& d) { return d.in[0].elements(); }
  static std::int64_t hidden_numbers(const Dims& d) { return d.in[0].elements(); }
  static std::int64_t coef_elements(const Dims& d) { return 2 * d.in[0].elements(); }

  template <class T>
  static void value(const Site<T>& s, T* out) {
    const Lines l = last_lines(s.dims.in[0]);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T *z = s.in[0] + l.start(i), *t = s.in[1] + l.start(i);
      T* log = s.hidden + l.start(i);
      T most = z[0];
      for (std::int64_t j = 1; j < l.size; ++j) most = num::larger(most, z[j]);
      for (std::int64_t j = 0; j < l.size; ++j) log[j] = z[j] - most;
      const T sum = num::log(sum_of_exp(l.size, [log](std::int64_t j) { return log[j]; }));
      for (std::int64_t j = 0; j < l.size; ++j) log[j] -= sum;
      T loss = num::weighted(t[0], log[0]);
      for (std::int64_t j = 1; j < l.size; ++j) loss += num::weighted(t[j], log[j]);
      out[i] = -loss;
    }
  }
  // By z: softmax(z) Σt - t. By t: -log_softmax(z).
  template <class T>
  static void coef(const Site<T>& s, T* coef) {
    const Lines l = last_lines(s.dims.in[0]);
    T* by_target = coef + s.dims.in[0].elements();
    for (std::int64_t i = 0; i < l.count; ++i) {
      const T *t = s.in[1] + l.start(i), *log = s.hidden + l.start(i);
      if (s.active[0]) {
        T sum = t[0];
        for (std::int64_t j = 1; j < l.size; ++j) sum += t[j];
        each_exp(
            l.size, [log](std::int64_t j) { return log[j]; },
            [&](std::int64_t j, T e) { coef[l.start(i) + j] = e * sum - t[j]; });
      }
      if (!s.active[1]) continue;
      for (std::int64_t j = 0; j < l.size; ++j) by_target[l.start(i) + j] = -log[j];
    }
  }
  template <class T>
  static void jvp(const Site<T>& s, const T* coef, std::span<const T* const> t, T* out) {
    const Lines l = last_lines(s.dims.in[0]);
    for (std::int64_t i = 0; i < l.count; ++i) {
      bool first = true;
      for (std::size_t port = 0; port < 2; ++port) {
        if (t[port] == nullptr) continue;
        for (std::int64_t j = 0; j < l.size; ++j) {
          const std::int64_t at = l.start(i) + j;
          const T term = coef[static_cast<std::int64_t>(port) * s.dims.in[0].elements() + at] * t[port][at];
          if (first) out[i] = term;
          else out[i] += term;
          first = false;
        }
      }
    }
  }
  template <class T>
  static void vjp(const Site<T>& s, const T* coef, const T* adjoint, std::span<T* const> out) {
    const Lines l = last_lines(s.dims.in[0]);
    for (std::size_t port = 0; port < 2; ++port) {
      if (out[port] == nullptr) continue;
      const T* k = coef + static_cast<std::int64_t>(port) * s.dims.in[0].elements();
      for (std::int64_t i = 0; i < l.count; ++i)
        for (std::int64_t j = 0; j < l.size; ++j) out[port][l.start(i) + j] = k[l.start(i) + j] * adjoint[i];
    }
  }

  static Cost value_cost(const Dims& d) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    return {.add = 2 * n + 2 * (n - m) + m, .mul = n, .cmp = n - m, .fn = n + m};
  }
  static Cost coef_cost(const Dims& d, Active active) {
    const std::int64_t n = d.in[0].elements(), m = d.out.elements();
    Cost cost;
    if (active[0]) cost += {.add = n + n - m, .mul = n, .fn = n};
    if (active[1]) cost += {.add = n};
    return cost;
  }
  static Cost jvp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.in[0].elements() * (active[0] + active[1]);
    return {.add = n - d.out.elements(), .mul = n};
  }
  static Cost vjp_cost(const Dims& d, Active active) { return {.mul = d.in[0].elements() * (active[0] + active[1])}; }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const Lines l = last_lines(d.in[0]);
    for (std::int64_t i = 0; i < l.count; ++i) {
      const auto z = [&](std::int64_t j) { return b.operand(0, l.start(i) + j); };
      ScalarBuilder::Id most = z(0), sum = 0, loss = 0;
      std::vector<ScalarBuilder::Id> shifted;
      for (std::int64_t j = 1; j < l.size; ++j) most = b.op("maximum", {most, z(j)});
      for (std::int64_t j = 0; j < l.size; ++j) {
        shifted.push_back(b.op("sub", {z(j), most}));
        const auto e = b.op("exp", {shifted.back()});
        sum = j == 0 ? e : b.op("add", {sum, e});
      }
      const auto log = b.op("log", {sum});
      for (std::int64_t j = 0; j < l.size; ++j) {
        const auto term =
            b.at_mask("mul", {b.operand(1, l.start(i) + j), b.op("sub", {shifted[static_cast<std::size_t>(j)], log})});
        loss = j == 0 ? term : b.op("add", {loss, term});
      }
      b.result(b.op("neg", {loss}));
    }
  }
};

constexpr Row kRows[] = {
    structured<CrossEntropy>(
        {.name = "cross_entropy",
         .category = "loss",
         .ports = {"z", "t"},
         .doc = "Cross-entropy of softmax(z) against probabilities t along the last axis; one number a row.",
         .latex = "-\\sum {1} \\ln \\operatorname{softmax} {0}",
         .derivative_latex = {"\\operatorname{softmax}({0}) \\sum {1} - {1}", "-\\ln \\operatorname{softmax} {0}"},
         .kink = "A score of -Infinity, a mask, adds nothing where its target is 0; the derivative by that target is "
                 "Infinity, flagged. All scores -Infinity: NaN, flagged.",
         .torch = "-({1} * torch.log_softmax({0}, -1)).sum(-1)",
         .jax = "-({1} * jax.nn.log_softmax({0})).sum(-1)",
         .numpy = "-({1} * scipy.special.log_softmax({0}, axis=-1)).sum(-1)"},
        {kSecond, kNothing}),
};

}  // namespace

std::span<const Row> cross_entropy_rows() { return kRows; }

}  // namespace bw
