// Tiles of 4×4 elements are kept in registers while their terms are added one after the other.
#include "base/product.hpp"

#include <type_traits>
#include <utility>

#include "base/pair.hpp"

namespace bw {
namespace {

// Calls f(std::integral_constant) for 0 … kCount - 1: written out, so that arrays indexed by it stay in registers.
template <std::size_t kCount, class F>
void each(F f) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (f(std::integral_constant<std::size_t, I>{}), ...); }(std::make_index_sequence<kCount>{});
}

// Sums begin with -0, to which adding anything gives that thing. kTogether: the columns of b stand side by side.
template <std::size_t kRows, bool kTogether>
void tile(const Strided& a, const Strided& b, double* out, std::ptrdiff_t k, std::ptrdiff_t n, bool add) {
  Pair left_sum[kRows], right_sum[kRows];
  each<kRows>([&](auto i) { left_sum[i] = right_sum[i] = Pair(-0.0); });
  const double* from = b.data;
  const double* row[kRows];
  each<kRows>([&](auto i) { row[i] = a.data + static_cast<std::ptrdiff_t>(i()) * a.row; });
  for (std::ptrdiff_t l = 0; l < k; ++l, from += b.row) {
    Pair left, right;
    if constexpr (kTogether) std::memcpy(&left, from, sizeof left), std::memcpy(&right, from + 2, sizeof right);
    else left = Pair(from[0], from[b.col]), right = Pair(from[2 * b.col], from[3 * b.col]);
    each<kRows>([&](auto i) {
      const Pair x(row[i][l * a.col]);
      left_sum[i] += x * left;
      right_sum[i] += x * right;
    });
  }
  each<kRows>([&](auto i) {
    double* to = out + static_cast<std::ptrdiff_t>(i()) * n;
    Pair sums[2] = {left_sum[i], right_sum[i]};
    if (add) {
      Pair before[2];
      std::memcpy(before, to, sizeof before);
      sums[0] = before[0] + sums[0], sums[1] = before[1] + sums[1];
    }
    std::memcpy(to, sums, sizeof sums);
  });
}

template <std::size_t kRows>
void column(const Strided& a, const Strided& b, double* out, std::ptrdiff_t k, std::ptrdiff_t n, bool add) {
  double sum[kRows];
  each<kRows>([&](auto i) { sum[i] = -0.0; });
  for (std::ptrdiff_t l = 0; l < k; ++l)
    each<kRows>([&](auto i) { sum[i] += a.data[static_cast<std::ptrdiff_t>(i()) * a.row + l * a.col] * b.data[l * b.row]; });
  each<kRows>([&](auto i) {
    double& to = out[static_cast<std::ptrdiff_t>(i()) * n];
    to = add ? to + sum[i] : sum[i];
  });
}

template <std::size_t kRows>
void rows(const Strided& a, const Strided& b, double* out, std::ptrdiff_t k, std::ptrdiff_t n, bool add) {
  std::ptrdiff_t j = 0;
  for (; j + 4 <= n; j += 4) {
    const Strided right{b.data + j * b.col, b.row, b.col};
    if (b.col == 1) tile<kRows, true>(a, right, out + j, k, n, add);
    else tile<kRows, false>(a, right, out + j, k, n, add);
  }
  for (; j < n; ++j) column<kRows>(a, {b.data + j * b.col, b.row, b.col}, out + j, k, n, add);
}

// k = 1: every element is one product.
void outer(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < m; ++i) {
    const double x = a.data[i * a.row];
    for (std::ptrdiff_t j = 0; j < n; ++j) *out++ = x * b.data[j * b.col];
  }
}

}  // namespace

void product(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n, bool add) {
  if (k == 1 && !add) return outer(a, b, out, m, n);
  std::ptrdiff_t i = 0;
  for (; i + 4 <= m; i += 4) rows<4>({a.data + i * a.row, a.row, a.col}, b, out + i * n, k, n, add);
  for (; i < m; ++i) rows<1>({a.data + i * a.row, a.row, a.col}, b, out + i * n, k, n, add);
}

}  // namespace bw
