// The checks that every row must pass, on every combination of operand shapes that it accepts.
#pragma once

#include <string>
#include <vector>

#include "ops/op.hpp"

namespace bw::test {

// Each returns what it found wrong; empty is good.
using Findings = std::vector<std::string>;

// The jvp against central differences of the value, sixth order, operand by operand.
Findings check_jvp(const Row& row);
// ⟨ȳ, Jv⟩ = ⟨Jᵀȳ, v⟩ to 1e-12 of the sum of the absolute terms, broadcasting undone.
Findings check_vjp(const Row& row);
// The cost formulas against what the kernels count, for every choice of active operands.
Findings check_costs(const Row& row);
// The adjoint with NaN for every value that the row does not save.
Findings check_saves(const Row& row);
// The row written as scalar operations: the same values for the same cost.
Findings check_expansion(const Row& row);

struct Check {
  const char* name;
  Findings (*run)(const Row&);
};
inline const std::vector<Check> kChecks = {
    {"jvp", check_jvp}, {"vjp", check_vjp}, {"costs", check_costs}, {"saves", check_saves}, {"expansion", check_expansion}};

}  // namespace bw::test
