// The checks that every row must pass, on every combination of operand shapes that it accepts.
#pragma once

#include <string>
#include <vector>

#include "ops/op.hpp"

namespace bw::test {

// Each returns what it found wrong; empty is good.
using Findings = std::vector<std::string>;

// The jvp against central differences of the value, sixth order, operand by operand; of a derivative that is stated, against
// what is stated.
Findings check_jvp(const Row& row);
// ⟨ȳ, Jv⟩ = ⟨Jᵀȳ, v⟩ to 1e-12 of the sum of the absolute terms, broadcasting undone.
Findings check_vjp(const Row& row);
// The cost formulas against what the kernels count, for every choice of active operands.
Findings check_costs(const Row& row);
// The adjoint with NaN for every value that the row does not save.
Findings check_saves(const Row& row);
// The row written as scalar operations: the same values for the same cost.
Findings check_expansion(const Row& row);

// The jvp against the complex step, operand by operand.
Findings check_complex(const Row& row);
// One tangent of one operand against one adjoint, for zeros, infinities, NaN, huge and tiny numbers: the same class
// (finite, Infinity, -Infinity, NaN), and the same number where finite.
Findings check_special(const Row& row);
// Strong zeros: tangents of 0 become 0, and so do adjoints of 0, whatever the operands are. What depends on what is
// seen by NaNs among ordinary operands.
Findings check_strong(const Row& row);
// Going back without strong zeros, an adjoint that is not finite is not finite at each operand, but of rows that choose: a plan that
// looks at leaves alone sees it there.
Findings check_lost(const Row& row);
// A NaN in an operand makes NaN of every element and of every tangent that depends on it. Rows that choose between
// operands hand on the NaN as a value, with the derivative of the operand that it came from.
Findings check_nan(const Row& row);
// Where slopes from the left and from the right differ, and none is stated, the row has words about it, names the kink, and its derivative
// is between the two; ties share one derivative.
Findings check_kinks(const Row& row);
// Two nodes on the same operands, and one operand at both ports: the adjoint is the sum, reverse is forward.
Findings check_accumulation(const Row& row);
// The values and slopes of points.json.
Findings check_points(const Row& row);
const std::vector<std::string>& point_ops();
// Rows that add to, or subtract from, a 1 or a number like it: because they keep their value instead of their operand, or
// subtract a target or a mean. What they lose is a unit in the last place of 1, not of the result.
bool is_beside_one(const Row& row);

struct Check {
  const char* name;
  Findings (*run)(const Row&);
};
inline const std::vector<Check> kChecks = {{"jvp", check_jvp},
                                           {"vjp", check_vjp},
                                           {"costs", check_costs},
                                           {"saves", check_saves},
                                           {"expansion", check_expansion},
                                           {"complex", check_complex},
                                           {"special", check_special},
                                           {"strong", check_strong},
                                           {"lost", check_lost},
                                           {"nan", check_nan},
                                           {"kinks", check_kinks},
                                           {"accumulation", check_accumulation},
                                           {"points", check_points}};

}  // namespace bw::test
