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
  [&]<std::size_t... I>(std::index_sequence<I...>) { (f(std::integral_constant<std::size_t, I>{}), ...); }
  (std::make_index_sequence<kCount>{});
}

// Four columns of b side by side, and how far it is to the next row.
struct Panel {
  const double* data;
  std::ptrdiff_t row;
};
// Panels are copied, so that their rows follow one another, where many rows of a read them, or where b's columns lie apart.
constexpr std::ptrdiff_t kMostPacked = 512, kRowsWorthPacking = 8;

// Sums begin with -0, to which adding anything gives that thing. kDown: rows of a are next to each other, else its columns.
template <std::size_t kRows, bool kDown, std::ptrdiff_t kPanelRow>
void tile(const Strided& a, const Panel& b, double* out, std::ptrdiff_t k, std::ptrdiff_t n, bool add) {
  Pair left_sum[kRows], right_sum[kRows];
  each<kRows>([&](auto i) { left_sum[i] = right_sum[i] = Pair(-0.0); });
  const double *x = a.data, *y = b.data;
  const std::ptrdiff_t step = kDown ? a.col : 1, apart = kDown ? 1 : a.row, row = kPanelRow != 0 ? kPanelRow : b.row;
  for (std::ptrdiff_t l = 0; l < k; ++l, x += step, y += row) {
    Pair left, right;
    std::memcpy(&left, y, sizeof left), std::memcpy(&right, y + 2, sizeof right);
    each<kRows>([&](auto i) {
      const Pair factor(x[static_cast<std::ptrdiff_t>(i()) * apart]);
      left_sum[i] += factor * left;
      right_sum[i] += factor * right;
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
    each<kRows>(
        [&](auto i) { sum[i] += a.data[static_cast<std::ptrdiff_t>(i()) * a.row + l * a.col] * b.data[l * b.row]; });
  each<kRows>([&](auto i) {
    double& to = out[static_cast<std::ptrdiff_t>(i()) * n];
    to = add ? to + sum[i] : sum[i];
  });
}

// All rows of a by one panel. kPanelRow: of the panel, 0 for any.
template <std::ptrdiff_t kPanelRow>
void by_panel(const Strided& a, const Panel& b, double* out, std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n,
              bool add) {
  std::ptrdiff_t i = 0;
  for (; i + 4 <= m; i += 4) {
    const Strided rows{a.data + i * a.row, a.row, a.col};
    if (a.row == 1) tile<4, true, kPanelRow>(rows, b, out + i * n, k, n, add);
    else tile<4, false, kPanelRow>(rows, b, out + i * n, k, n, add);
  }
  for (; i < m; ++i) tile<1, true, kPanelRow>({a.data + i * a.row, 1, a.col}, b, out + i * n, k, n, add);
}

// All rows of a by the columns of b from j on, one by one.
void by_columns(const Strided& a, const Strided& b, double* out, std::ptrdiff_t j, std::ptrdiff_t m, std::ptrdiff_t k,
                std::ptrdiff_t n, bool add) {
  for (; j < n; ++j) {
    const Strided right{b.data + j * b.col, b.row, b.col};
    std::ptrdiff_t i = 0;
    for (; i + 4 <= m; i += 4) column<4>({a.data + i * a.row, a.row, a.col}, right, out + i * n + j, k, n, add);
    for (; i < m; ++i) column<1>({a.data + i * a.row, a.row, a.col}, right, out + i * n + j, k, n, add);
  }
}

void packed(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n,
            bool add) {
  double panel[4 * kMostPacked];
  std::ptrdiff_t j = 0;
  for (; j + 4 <= n; j += 4) {
    for (std::ptrdiff_t l = 0; l < k; ++l)
      for (std::ptrdiff_t c = 0; c < 4; ++c) panel[4 * l + c] = b.data[l * b.row + (j + c) * b.col];
    by_panel<4>(a, {panel, 4}, out + j, m, k, n, add);
  }
  by_columns(a, b, out, j, m, k, n, add);
}

// k = 1: every element is one product.
void outer(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t n) {
  for (std::ptrdiff_t i = 0; i < m; ++i) {
    const double x = a.data[i * a.row];
    for (std::ptrdiff_t j = 0; j < n; ++j) *out++ = x * b.data[j * b.col];
  }
}

}  // namespace

void product(const Strided& a, const Strided& b, double* out, std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n,
             bool add) {
  if (k == 1 && !add) return outer(a, b, out, m, n);
  if (m == 1 && n == 1) return column<1>(a, b, out, k, n, add);
  // One row by columns that lie apart: the same products as of those columns, as rows, by one column.
  if (m == 1 && n > 1 && b.col != 1)
    return by_columns({b.data, b.col, b.row}, {a.data, a.col, a.row}, out, 0, n, k, 1, add);
  if (k <= kMostPacked && n >= 4 && (b.col != 1 || m >= kRowsWorthPacking)) return packed(a, b, out, m, k, n, add);
  std::ptrdiff_t j = 0;
  for (; b.col == 1 && j + 4 <= n; j += 4) by_panel<0>(a, {b.data + j, b.row}, out + j, m, k, n, add);
  by_columns(a, b, out, j, m, k, n, add);
}

}  // namespace bw
