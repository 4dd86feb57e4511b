// Files, clock and output of the native programs.
#include "program.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

namespace limits {

Case read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(file), {}};
  return read_case(bytes.data());
}

double time_ns(const std::function<void(std::size_t)>& run, double ms) {
  std::size_t i = 0;
  const auto batch = [&](std::size_t count) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t k = 0; k < count; ++k) run(i++);
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  };
  std::size_t count = 1;
  double took = batch(count);
  while (took < ms / 10) took = batch(count *= 2);
  std::vector<double> times{took};
  for (double total = took; total < ms || times.size() < 5; total += times.back()) times.push_back(batch(count));
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2] / static_cast<double>(count) * 1e6;
}

void print(double ns, std::span<const double> gradient, std::size_t bytes) {
  std::printf("{\"ns\": %.17g, \"bytes\": %zu, \"gradient\": [", ns, bytes);
  for (std::size_t i = 0; i < gradient.size(); ++i) std::printf("%s%.17g", i > 0 ? ", " : "", gradient[i]);
  std::printf("]}\n");
}

}  // namespace limits
