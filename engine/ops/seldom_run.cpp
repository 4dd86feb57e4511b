// The loops of a run of rows that networks seldom have: one for all of them, through the functions of one element. A loop of its
// own is faster by a call an element, and each is code that every reader downloads.
#include "ops/element.hpp"

namespace bw {
namespace {

// Reads the operands of element i of a run, counted from the element first.
class Operands {
 public:
  Operands(const double* values, const std::uint32_t* indices, const ElementRun& run, std::uint32_t first)
      : e(*run.kernels->plain), values_(values), in_(indices + run.in + first), stride_(run.count) {
    at.parameter = run.parameter;
  }

  const Element<double>& e;
  Point<double> at{};
  std::array<double, kMostPorts> coef{};

  std::uint32_t place(std::size_t k, std::uint32_t i) const { return in_[k * stride_ + i]; }
  void read(std::uint32_t i) {
    for (std::size_t k = 0; k < e.arity; ++k) at.x[k] = values_[place(k, i)];
  }
  // And the value, and the coefficients of the operands that carry a derivative.
  void read(std::uint32_t i, double y, std::uint32_t carried) {
    read(i);
    at.y = y;
    for (std::size_t k = 0; k < e.arity; ++k)
      if ((carried >> k & 1) != 0 && e.coef[k] != nullptr) coef[k] = e.coef[k](at);
  }

 private:
  const double* values_;
  const std::uint32_t* in_;
  std::uint32_t stride_;
};

}  // namespace

void seldom_value(double* values, const std::uint32_t* indices, const ElementRun& run) {
  Operands operands(values, indices, run, 0);
  for (std::uint32_t i = 0; i < run.count; ++i) {
    operands.read(i);
    values[run.begin + i] = operands.e.value(operands.at);
  }
}

void seldom_tangent(const double* values, const std::uint32_t* indices, const ElementRun& run, const ElementPart& part,
                    double* tangents, std::ptrdiff_t lanes) {
  Operands operands(values, indices, run, part.begin - run.begin);
  std::array<const double*, kMostPorts> in{};
  for (std::uint32_t i = 0; i < part.count; ++i) {
    operands.read(i, values[part.begin + i], part.carried);
    for (std::ptrdiff_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t k = 0; k < operands.e.arity; ++k)
        if ((part.carried >> k & 1) != 0)
          in[k] = tangents + static_cast<std::ptrdiff_t>(operands.place(k, i)) * lanes + lane;
      tangents[static_cast<std::ptrdiff_t>(part.begin + i) * lanes + lane] =
          element_jvp(operands.e, operands.at, in, operands.coef);
    }
  }
}

void seldom_adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun& run,
                    const ElementPart& part) {
  Operands operands(values, indices, run, part.begin - run.begin);
  const Element<double>& e = operands.e;
  for (std::uint32_t i = 0; i < part.count; ++i) {
    operands.read(i, values[part.begin + i], part.carried);
    const double sum = sums[part.adjoint + i], g = e.finish != nullptr ? e.finish(sum, operands.at) : sum;
    for (std::size_t k = 0; k < e.arity; ++k) {
      if ((part.carried >> k & 1) == 0) continue;
      const double term = e.part[k](g, operands.coef[k], operands.at);
      sums[indices[part.target + k * part.count + i]] += e.negated[k] ? -term : term;
    }
  }
}

}  // namespace bw
