// The loops of a run through the functions of its row's elements on counting numbers, one for all rows: with strong zeros,
// and for rows that networks seldom have, where a loop of their own would be code that every reader downloads.
#include <type_traits>

#include "ops/element.hpp"

namespace bw {
namespace {

// The elements of a part, one after the other.
class Elements {
 public:
  Elements(const double* values, const std::uint32_t* indices, const ElementRun& run, const ElementPart& part)
      : e(*run.kernels->element), values_(values), in_(indices + run.in + (part.begin - run.begin)), stride_(run.count),
        begin_(part.begin), carried_(part.carried) {
    at.parameter = run.parameter;
  }

  const Element<Counted>& e;
  Point<Counted> at{};
  std::array<Counted, kMostPorts> coef{};

  void read(std::uint32_t i) {
    for (std::size_t k = 0; k < e.arity; ++k) at.x[k] = values_[operand(k, i)];
    at.y = values_[begin_ + i];
    for (std::size_t k = 0; k < e.arity; ++k)
      if (carries(k) && e.coef[k] != nullptr) coef[k] = e.coef[k](at);
  }
  bool carries(std::size_t k) const { return (carried_ >> k & 1) != 0; }
  std::uint32_t operand(std::size_t k, std::uint32_t i) const { return in_[k * stride_ + i]; }

 private:
  const double* values_;
  const std::uint32_t* in_;
  std::uint32_t stride_, begin_, carried_;
};

struct Nothing {
  Nothing() {}  // not trivial: a variable of it is used
};
template <bool kStrong>
using StrongOnly = std::conditional_t<kStrong, StrongZeros, Nothing>;

template <bool kStrong>
void tangent_of_part(const double* values, const std::uint32_t* indices, const ElementRun& run, const ElementPart& part,
                     double* tangents, std::ptrdiff_t lanes) {
  const Uncounted not_counted;
  Elements elements(values, indices, run, part);
  std::array<Counted, kMostPorts> t{};
  std::array<const Counted*, kMostPorts> in{};
  for (std::size_t k = 0; k < elements.e.arity; ++k)
    if (elements.carries(k)) in[k] = &t[k];
  for (std::uint32_t i = 0; i < part.count; ++i) {
    elements.read(i);
    const StrongOnly<kStrong> strong;
    for (std::ptrdiff_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t k = 0; k < elements.e.arity; ++k)
        t[k] = tangents[static_cast<std::ptrdiff_t>(elements.operand(k, i)) * lanes + lane];
      tangents[static_cast<std::ptrdiff_t>(part.begin + i) * lanes + lane] =
          element_jvp(elements.e, elements.at, in, elements.coef).v;
    }
  }
}

template <bool kStrong>
void adjoint_of_part(const double* values, double* sums, const std::uint32_t* indices, const ElementRun& run,
                     const ElementPart& part) {
  const Uncounted not_counted;
  Elements elements(values, indices, run, part);
  const Element<Counted>& e = elements.e;
  for (std::uint32_t i = 0; i < part.count; ++i) {
    elements.read(i);
    const StrongOnly<kStrong> strong;
    Counted g = sums[part.adjoint + i];
    if (e.finish != nullptr) g = e.finish(g, elements.at);
    for (std::size_t k = 0; k < e.arity; ++k) {
      if (!elements.carries(k)) continue;
      const Counted term = e.part[k](g, elements.coef[k], elements.at);
      sums[indices[part.target + k * part.count + i]] += e.negated[k] ? -term.v : term.v;
    }
  }
}

}  // namespace

void strong_tangent(const double* values, const std::uint32_t* indices, const ElementRun& run, const ElementPart& part,
                    double* tangents, std::ptrdiff_t lanes) {
  tangent_of_part<true>(values, indices, run, part, tangents, lanes);
}
void strong_adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun& run,
                    const ElementPart& part) {
  adjoint_of_part<true>(values, sums, indices, run, part);
}
void seldom_tangent(const double* values, const std::uint32_t* indices, const ElementRun& run, const ElementPart& part,
                    double* tangents, std::ptrdiff_t lanes) {
  tangent_of_part<false>(values, indices, run, part, tangents, lanes);
}
void seldom_adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun& run,
                    const ElementPart& part) {
  adjoint_of_part<false>(values, sums, indices, run, part);
}
void seldom_value(double* values, const std::uint32_t* indices, const ElementRun& run) {
  const Uncounted not_counted;
  const Element<Counted>& e = *run.kernels->element;
  Point<Counted> at{};
  at.parameter = run.parameter;
  for (std::uint32_t i = 0; i < run.count; ++i) {
    for (std::size_t k = 0; k < e.arity; ++k) at.x[k] = values[indices[run.in + k * run.count + i]];
    values[run.begin + i] = e.value(at).v;
  }
}

}  // namespace bw
