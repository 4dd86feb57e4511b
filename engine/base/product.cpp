// Tiles of 4×4 elements are kept in registers while their terms are added one after the other.
#include "base/product.hpp"

#include "base/pair.hpp"

namespace bw {
namespace {

// Sums begin with -0, to which adding anything gives that thing.
template <int kRows, bool kTogether>
void tile(const Strided& a, const Strided& b, double* out, std::int64_t k, std::int64_t n, bool add) {
  Pair sum[kRows][2];
  for (auto& row : sum) row[0] = row[1] = Pair(-0.0);
  for (std::int64_t l = 0; l < k; ++l) {
    const double* from = b.data + l * b.row;
    Pair right[2];
    if constexpr (kTogether) std::memcpy(right, from, sizeof right);
    else right[0] = Pair(from[0], from[b.col]), right[1] = Pair(from[2 * b.col], from[3 * b.col]);
    for (int i = 0; i < kRows; ++i) {
      const Pair left(a.data[i * a.row + l * a.col]);
      sum[i][0] += left * right[0];
      sum[i][1] += left * right[1];
    }
  }
  for (int i = 0; i < kRows; ++i) {
    double* to = out + i * n;
    Pair before[2];
    std::memcpy(before, to, sizeof before);
    for (int j = 0; j < 2; ++j)
      if (add) sum[i][j] = before[j] + sum[i][j];
    std::memcpy(to, sum[i], sizeof before);
  }
}

template <int kRows>
void column(const Strided& a, const Strided& b, double* out, std::int64_t k, std::int64_t n, bool add) {
  double sum[kRows];
  for (double& s : sum) s = -0.0;
  for (std::int64_t l = 0; l < k; ++l)
    for (int i = 0; i < kRows; ++i) sum[i] += a.data[i * a.row + l * a.col] * b.data[l * b.row];
  for (int i = 0; i < kRows; ++i) out[i * n] = add ? out[i * n] + sum[i] : sum[i];
}

template <int kRows>
void rows(const Strided& a, const Strided& b, double* out, std::int64_t k, std::int64_t n, bool add) {
  std::int64_t j = 0;
  for (; j + 4 <= n; j += 4) {
    const Strided right{b.data + j * b.col, b.row, b.col};
    if (b.col == 1) tile<kRows, true>(a, right, out + j, k, n, add);
    else tile<kRows, false>(a, right, out + j, k, n, add);
  }
  for (; j < n; ++j) column<kRows>(a, {b.data + j * b.col, b.row, b.col}, out + j, k, n, add);
}

}  // namespace

void product(const Strided& a, const Strided& b, double* out, std::int64_t m, std::int64_t k, std::int64_t n, bool add) {
  std::int64_t i = 0;
  for (; i + 4 <= m; i += 4) rows<4>({a.data + i * a.row, a.row, a.col}, b, out + i * n, k, n, add);
  for (; i < m; ++i) rows<1>({a.data + i * a.row, a.row, a.col}, b, out + i * n, k, n, add);
}

}  // namespace bw
