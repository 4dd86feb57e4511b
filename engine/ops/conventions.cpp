// The rows of earlier conventions, made from those of today.
#include "ops/conventions.hpp"

#include "ops/registry.hpp"

namespace bw {
namespace {

// Version 1: the coefficient taken from the node's own value, which is saved.
struct FirstExpm1 {
  static constexpr std::string_view kName = "expm1";
  static constexpr Cost kCoef{.add = 1};
};
struct FirstElu {
  static constexpr std::string_view kName = "elu";
  static constexpr Cost kCoef{.add = 1, .cmp = 1};
};

template <class First>
Cost coef_cost(const Dims& d, Active active) {
  return active[0] ? d.out.elements() * First::kCoef : Cost{};
}
template <class First>
Row row_of_first() {
  Row row = *find_row(First::kName);
  row.saves = {kOutput};
  row.cost.coef = &coef_cost<First>;
  row.kernels.coef = [](const Site<Counted>& s, Counted* coef) {
    const Cost before = counter;
    find_row(First::kName)->kernels.coef(s, coef);
    counter = before + coef_cost<First>(s.dims, s.active);
  };
  return row;
}

}  // namespace

std::span<const Convention> conventions() {
  static constexpr std::string_view second[] = {FirstExpm1::kName, FirstElu::kName};
  // As they are written; each is the row clip.
  static constexpr std::string_view third[] = {"clip", "clamp", "clip_by_value"};
  static constexpr Convention list[] = {
      {1, {}, "Exact scalar operations in four classes, functions apart."},
      {2, second,
       "The derivatives of expm1 and elu are taken from their operand, which is saved: one function, and for elu one "
       "product. Version 1 took them from the value, by one addition, and lost them far below 0."},
      {3, third,
       "clip between two bounds is one operation of two comparisons. Before it was written as a maximum and a "
       "minimum."},
  };
  return list;
}

const Row& counted_by(int count, const Row& row) {
  static const Row first[] = {row_of_first<FirstExpm1>(), row_of_first<FirstElu>()};
  if (count == 1)
    for (const Row& then : first)
      if (then.name == row.name) return then;
  return row;
}

}  // namespace bw
