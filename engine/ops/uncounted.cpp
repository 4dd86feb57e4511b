// Kernels on doubles by way of those on counting numbers, which lie in memory as doubles do.
#include "ops/uncounted.hpp"

namespace bw {
namespace {

// The same memory as counting numbers. Rows without kernels on doubles have at most kMostPorts operands.
struct CountingSite {
  explicit CountingSite(const Site<double>& s)
      : site{s.dims,   {in.data(), s.in.size()}, counting(s.out), counting(s.hidden),
             s.active, counting(s.hidden_first)} {
    for (std::size_t port = 0; port < s.in.size(); ++port) in[port] = counting(s.in[port]);
  }
  CountingSite(const CountingSite&) = delete;
  CountingSite& operator=(const CountingSite&) = delete;

  std::array<const Counted*, kMostPorts> in{};
  const Uncounted not_counted{};
  Site<Counted> site;
};

}  // namespace

void plain_value(const Row& row, const Site<double>& s, double* out) {
  if (row.plain.value != nullptr) return row.plain.value(s, out);
  row.kernels.value(CountingSite(s).site, counting(out));
}
void plain_coef(const Row& row, const Site<double>& s, double* coef) {
  if (row.plain.coef != nullptr) return row.plain.coef(s, coef);
  row.kernels.coef(CountingSite(s).site, counting(coef));
}
void plain_jvp(const Row& row, const Site<double>& s, const double* coef, std::span<const double* const> tangents,
               double* out) {
  if (row.plain.jvp != nullptr) return row.plain.jvp(s, coef, tangents, out);
  std::array<const Counted*, kMostPorts> all{};
  for (std::size_t port = 0; port < tangents.size(); ++port) all[port] = counting(tangents[port]);
  row.kernels.jvp(CountingSite(s).site, counting(coef), {all.data(), tangents.size()}, counting(out));
}
void plain_vjp(const Row& row, const Site<double>& s, const double* coef, const double* adjoint,
               std::span<double* const> out) {
  if (row.plain.vjp != nullptr) return row.plain.vjp(s, coef, adjoint, out);
  std::array<Counted*, kMostPorts> all{};
  for (std::size_t port = 0; port < out.size(); ++port) all[port] = counting(out[port]);
  row.kernels.vjp(CountingSite(s).site, counting(coef), counting(adjoint), {all.data(), out.size()});
}

}  // namespace bw
