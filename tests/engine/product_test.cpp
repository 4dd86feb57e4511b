// The product of matrices in tiles has the bits of the plain triple loop: on every small shape, however its sides lie, and
// beyond what is packed.
#include "base/product.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

namespace {

std::vector<double> numbers(std::ptrdiff_t count, unsigned seed) {
  std::mt19937 source(seed);
  std::vector<double> out;
  for (std::ptrdiff_t i = 0; i < count; ++i)
    out.push_back(std::ldexp(static_cast<double>(source() % 2001) - 1000.0, static_cast<int>(source() % 9) - 4));
  return out;
}

// Row by row, or column by column.
bw::Strided lying(const std::vector<double>& data, std::ptrdiff_t rows, std::ptrdiff_t cols, bool turned) {
  return turned ? bw::Strided{data.data(), 1, rows} : bw::Strided{data.data(), cols, 1};
}

void check(std::ptrdiff_t m, std::ptrdiff_t k, std::ptrdiff_t n) {
  const std::vector<double> left = numbers(m * k, 1), right = numbers(k * n, 2), before = numbers(m * n, 3);
  for (const bool a_turned : {false, true})
    for (const bool b_turned : {false, true})
      for (const bool add : {false, true}) {
        const bw::Strided a = lying(left, m, k, a_turned), b = lying(right, k, n, b_turned);
        std::vector<double> found = before, wanted = before;
        bw::product(a, b, found.data(), m, k, n, add);
        for (std::ptrdiff_t i = 0; i < m; ++i)
          for (std::ptrdiff_t j = 0; j < n; ++j) {
            double sum = a.data[i * a.row] * b.data[j * b.col];
            for (std::ptrdiff_t l = 1; l < k; ++l) sum += a.data[i * a.row + l * a.col] * b.data[l * b.row + j * b.col];
            double& out = wanted[static_cast<std::size_t>(i * n + j)];
            out = add ? out + sum : sum;
          }
        INFO(m, "x", k, " by ", k, "x", n, a_turned ? ", left side turned" : "", b_turned ? ", right side turned" : "",
             add ? ", added" : "");
        CHECK(std::memcmp(found.data(), wanted.data(), found.size() * sizeof(double)) == 0);
      }
}

}  // namespace

TEST_CASE("a product of matrices has the bits of the triple loop") {
  for (const std::ptrdiff_t m : {1, 2, 3, 4, 5, 8, 11})
    for (const std::ptrdiff_t k : {1, 2, 3, 4, 7})
      for (const std::ptrdiff_t n : {1, 2, 3, 4, 5, 8, 9}) check(m, k, n);
  for (const std::ptrdiff_t k : {511, 512, 513}) check(9, k, 6);
}
