// Dense nodes with strong zeros: the kernels that count, on the numbers of the plan.
#include "plan/plan.hpp"

namespace bw {

Site<Counted> Plan::counting_site(const PlanDense& d) {
  const Site<double>& s = d.site;
  for (std::size_t port = 0; port < s.in.size(); ++port) counting_.in[port] = counting(s.in[port]);
  return {s.dims, {counting_.in.data(), s.in.size()}, counting(s.out), counting(s.hidden), s.active};
}

void Plan::strong_jvp(const PlanDense& d, double* out) {
  const Uncounted again;
  const StrongZeros strong;
  const std::size_t ports = d.site.in.size();
  for (std::size_t port = 0; port < ports; ++port) counting_.tangents[port] = counting(carried_[port]);
  d.row->kernels.jvp(counting_site(d), counting(coef_.data()), {counting_.tangents.data(), ports}, counting(out));
}

void Plan::strong_vjp(const PlanDense& d, const double* adjoint) {
  const Uncounted again;
  const StrongZeros strong;
  const std::size_t ports = d.site.in.size();
  for (std::size_t port = 0; port < ports; ++port) counting_.out[port] = counting(out_[d.first_port + port]);
  d.row->kernels.vjp(counting_site(d), counting(coef_.data()), counting(adjoint), {counting_.out.data(), ports});
}

}  // namespace bw
