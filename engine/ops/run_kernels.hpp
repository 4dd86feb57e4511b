// Runs from the lambdas of an elementwise row: two elements at a time, nothing else in the loop.
#pragma once

#include <array>
#include <utility>

#include "base/pair_functions.hpp"
#include "ops/run.hpp"

namespace bw {

// E: an Elementwise. The last element of an odd run fills both lanes.
template <class E>
struct RunOf {
  static constexpr std::size_t kArity = E::kArity;
  using At = typename E::template PointOf<Pair>;
  using Indices = std::make_index_sequence<kArity>;

  static At point(const RunSite& s, std::int64_t i, std::int64_t j) {
    At at;
    at.parameter = s.parameter;
    for (std::size_t k = 0; k < kArity; ++k) {
      const std::uint32_t* in = s.in + static_cast<std::int64_t>(k) * s.in_stride;
      at.x[k] = Pair(s.values[in[i]], s.values[in[j]]);
    }
    return at;
  }
  static std::int64_t partner(const RunSite& s, std::int64_t i) { return i + 1 < s.count ? i + 1 : i; }

  static void value(const RunSite& s) {
    for (std::int64_t i = 0; i < s.count; i += 2) {
      const std::int64_t j = partner(s, i);
      const Pair y = typename E::ValueOf{}(point(s, i, j));
      s.out[i] = y.first();
      s.out[j] = y.second();
    }
  }

  // One element at a time, two of its lanes together.
  static void tangent(const RunSite& s) {
    for (std::int64_t i = 0; i < s.count; ++i) {
      At at = point(s, i, i);
      at.y = Pair(s.out[i]);
      std::array<Pair, kArity> coef{};
      [&]<std::size_t... K>(std::index_sequence<K...>) { (coef_of<K>(s, at, coef), ...); }(Indices{});
      double* out = s.out_tangents + i * s.lanes;
      for (std::int64_t l = 0; l < s.lanes; l += 2) {
        const std::int64_t m = l + 1 < s.lanes ? l + 1 : l;
        Pair sum(0.0);
        bool first = true;
        [&]<std::size_t... K>(std::index_sequence<K...>) { (add<K>(s, at, coef, i, l, m, sum, first), ...); }(Indices{});
        sum = typename E::FinishOf{}(sum, at);
        out[l] = sum.first();
        out[m] = sum.second();
      }
    }
  }

  static void adjoint(const RunSite& s) {
    for (std::int64_t i = 0; i < s.count; i += 2) {
      const std::int64_t j = partner(s, i);
      At at = point(s, i, j);
      at.y = Pair(s.out[i], s.out[j]);
      const Pair g = typename E::FinishOf{}(Pair(s.adjoint[i], s.adjoint[j]), at);
      [&]<std::size_t... K>(std::index_sequence<K...>) { (push<K>(s, at, g, i, j), ...); }(Indices{});
    }
  }

 private:
  template <std::size_t K>
  static bool carries(const RunSite& s) { return (s.carried >> K & 1) != 0; }

  template <std::size_t K>
  static void coef_of(const RunSite& s, const At& at, std::array<Pair, kArity>& coef) {
    if constexpr (E::template kHasCoef<K>) {
      if (carries<K>(s)) coef[K] = E::template coef_at<K>(at);
    }
  }
  template <std::size_t K>
  static void add(const RunSite& s, const At& at, const std::array<Pair, kArity>& coef, std::int64_t i, std::int64_t l, std::int64_t m, Pair& sum, bool& first) {
    if (!carries<K>(s)) return;
    const double* t = s.tangents + static_cast<std::int64_t>(s.in[static_cast<std::int64_t>(K) * s.in_stride + i]) * s.lanes;
    const Pair term = E::template part<K>(Pair(t[l], t[m]), coef[K], at);
    if (first) sum = E::template negates<K>() ? -term : term;
    else if (E::template negates<K>()) sum -= term;
    else sum += term;
    first = false;
  }
  template <std::size_t K>
  static void push(const RunSite& s, const At& at, Pair g, std::int64_t i, std::int64_t j) {
    if (!carries<K>(s)) return;
    Pair coef(0.0);
    if constexpr (E::template kHasCoef<K>) coef = E::template coef_at<K>(at);
    Pair part = E::template part<K>(g, coef, at);
    if (E::template negates<K>()) part = -part;
    const std::uint32_t* target = s.target + static_cast<std::int64_t>(K) * s.target_stride;
    s.sums[target[i]] += part.first();
    if (j != i) s.sums[target[j]] += part.second();
  }
};

template <class E>
constexpr RunKernels runs_of() {
  return {.value = &RunOf<E>::value, .tangent = &RunOf<E>::tangent, .adjoint = &RunOf<E>::adjoint};
}

}  // namespace bw
