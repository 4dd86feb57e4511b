// Runs from the lambdas of an elementwise row, nothing else in the loop.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/pair_functions.hpp"
#include "ops/run.hpp"

namespace bw {

// E: an Elementwise.
template <class E>
struct RunOf {
  static constexpr std::size_t kArity = E::kArity;
  template <class T>
  using At = typename E::template PointOf<T>;
  using Indices = std::make_index_sequence<kArity>;
  static constexpr std::uint32_t kFewest = 8;  // elements that are worth a block

  // Two elements at a time where the row is worth it; the last of an odd run fills both lanes.
  static void value(double* values, const std::uint32_t* indices, const ElementRun& run) {
    const From from(values, indices, run, 0);
    double *out = values + run.begin, *kept = values + run.kept;
    if constexpr (E::kInBlocks) {
      if (run.count >= kFewest) return in_blocks(values, indices, run);
    }
    for (std::ptrdiff_t i = 0, count = run.count; i < count; i += E::kInPairs ? 2 : 1) {
      if constexpr (E::kInPairs) {
        const std::ptrdiff_t j = std::min(i + 1, count - 1);
        At<Pair> at = from.template point<Pair>(
            [&](const double* all, const std::uint32_t* in) { return Pair(all[in[i]], all[in[j]]); });
        Pair y;
        if constexpr (E::kKeeps) {
          const auto both = E::with_value(at);
          y = both.value;
          kept[i] = both.coef.first();
          kept[j] = both.coef.second();
        } else {
          y = typename E::ValueOf{}(at);
        }
        out[i] = y.first();
        out[j] = y.second();
      } else {
        out[i] = typename E::ValueOf{}(from.at(i));
      }
    }
  }

  [[gnu::noinline]] static void in_blocks(double* values, const std::uint32_t* indices, const ElementRun& run) {
    const std::uint32_t* in = indices + run.in;
    double* out = values + run.begin;
    num::in_blocks<E::ValueOf::kBlock>(
        run.count, [=](std::ptrdiff_t i) { return values[in[i]]; }, [=](std::ptrdiff_t i, double y) { out[i] = y; });
  }

  static void tangent(const double* values, const std::uint32_t* indices, const ElementRun& run,
                      const ElementPart& part, double* tangents, std::ptrdiff_t lanes) {
    const bool all = kArity == 1 || part.carried == (1u << kArity) - 1;
    if (all && lanes == kManyTangents) tangent_of<true, kManyTangents>(values, indices, run, part, tangents, lanes);
    else if (all) tangent_of<true, 0>(values, indices, run, part, tangents, lanes);
    else tangent_of<false, 0>(values, indices, run, part, tangents, lanes);
  }

  // One element at a time, two of its lanes together. kAll: every operand carries a derivative. kLanes: as many lanes, or some.
  template <bool kAll, std::ptrdiff_t kLanes>
  static void tangent_of(const double* values, const std::uint32_t* indices, const ElementRun& run,
                         const ElementPart& part, double* tangents, std::ptrdiff_t some) {
    const std::ptrdiff_t lanes = kLanes == 0 ? some : kLanes;
    const From from(values, indices, run, part.begin - run.begin);
    const double *out = values + part.begin, *kept = values + run.kept + (part.begin - run.begin);
    const unsigned carried = part.carried;
    double* to = tangents + part.begin * lanes;
    for (std::ptrdiff_t i = 0, count = part.count; i < count; ++i, to += lanes) {
      At<double> at = from.at(i);
      at.y = out[i];
      At<Pair> pair =
          from.template point<Pair>([&](const double* all, const std::uint32_t* in) { return Pair(all[in[i]]); });
      pair.y = Pair(at.y);
      std::array<double, kArity> coef{};
      [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
        ((coef[K] = kAll || (carried >> K & 1) != 0 ? coef_of<K>(at, kept, i) : 0.0), ...);
      }
      (Indices{});
      for (std::ptrdiff_t l = 0; l < lanes; l += 2) {
        Pair sum(0.0);
        bool first = true;
        const auto add = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
          if (!kAll && (carried >> K & 1) == 0) return;
          const double* t =
              tangents + static_cast<std::ptrdiff_t>(from.in[static_cast<std::ptrdiff_t>(K) * from.stride + i]) * lanes;
          const Pair term = E::template part<K>(load<kLanes>(t, l, lanes), Pair(coef[K]), pair);
          if (first) sum = E::template negates<K>() ? -term : term;
          else if (E::template negates<K>()) sum -= term;
          else sum += term;
          first = false;
        };
        [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
          (add(std::integral_constant<std::size_t, K>{}), ...);
        }
        (Indices{});
        sum = typename E::FinishOf{}(sum, pair);
        store<kLanes>(to, l, lanes, sum);
      }
    }
  }

  static void adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun& run,
                      const ElementPart& part) {
    const From from(values, indices, run, part.begin - run.begin);
    const double *out = values + part.begin, *kept = values + run.kept + (part.begin - run.begin);
    const double* adjoints = sums + part.adjoint;
    const std::uint32_t* target = indices + part.target;
    const unsigned carried = part.carried;
    const std::ptrdiff_t count = part.count;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      At<double> at = from.at(i);
      at.y = out[i];
      const double g = typename E::FinishOf{}(adjoints[i], at);
      const auto push = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
        if ((carried >> K & 1) == 0) return;
        const double term = E::template part<K>(g, coef_of<K>(at, kept, i), at);
        sums[target[static_cast<std::ptrdiff_t>(K) * count + i]] += E::template negates<K>() ? -term : term;
      };
      [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
        (push(std::integral_constant<std::size_t, K>{}), ...);
      }
      (Indices{});
    }
  }

 private:
  // Lane l and the next one; the last of an odd number is both. kLanes: how many there are, 0 where that is not known before.
  template <std::ptrdiff_t kLanes>
  static Pair load(const double* t, std::ptrdiff_t l, std::ptrdiff_t lanes) {
    if constexpr (kLanes == 0) return {t[l], t[std::min(l + 1, lanes - 1)]};
    Pair two;
    std::memcpy(&two, t + l, sizeof two);
    return two;
  }
  template <std::ptrdiff_t kLanes>
  static void store(double* to, std::ptrdiff_t l, std::ptrdiff_t lanes, Pair two) {
    if constexpr (kLanes == 0) to[l] = two.first(), to[std::min(l + 1, lanes - 1)] = two.second();
    else std::memcpy(to + l, &two, sizeof two);
  }

  // Where the operands of a run come from, counted from element first.
  struct From {
    const double* values;
    const std::uint32_t* in;
    std::ptrdiff_t stride;
    double parameter;

    From(const double* all, const std::uint32_t* indices, const ElementRun& run, std::uint32_t first)
        : values(all), in(indices + run.in + first), stride(run.count), parameter(run.parameter) {}
    template <class T, class F>
    At<T> point(F operand) const {
      At<T> at;
      at.parameter = T(parameter);
      for (std::size_t k = 0; k < kArity; ++k) at.x[k] = operand(values, in + static_cast<std::ptrdiff_t>(k) * stride);
      return at;
    }
    At<double> at(std::ptrdiff_t i) const {
      return point<double>([i](const double* all, const std::uint32_t* list) { return all[list[i]]; });
    }
  };

  template <std::size_t K>
  static double coef_of(const At<double>& at, [[maybe_unused]] const double* kept, [[maybe_unused]] std::ptrdiff_t i) {
    if constexpr (E::kKeeps) return kept[i];
    else if constexpr (E::template kHasCoef<K>) return E::template coef_at<K>(at);
    else return 0.0;
  }
};

template <class E>
constexpr RunKernels runs_of() {
  return {.value = &RunOf<E>::value,
          .tangent = &RunOf<E>::tangent,
          .adjoint = &RunOf<E>::adjoint,
          .element = &E::template kElement<Counted>,
          .arity = E::kArity,
          .keeps = E::kKeeps};
}

}  // namespace bw
