// A workload as JavaScript writes it for programs: 32-bit whole numbers, then doubles. See ../dump.mjs for the order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "levels.hpp"
#include "mlp.hpp"

namespace limits {

struct Case {
  std::int32_t wrt;                       // leaves whose derivatives are asked
  Levels levels;                          // sorted
  Aim in_order;                           // of levels
  std::vector<std::int32_t> op;           // of each node, in the order of levels
  std::unique_ptr<Mlp> mlp;               // or null
  std::vector<std::vector<double>> sets;  // values of the first wrt leaves
};

Case read_case(const unsigned char* bytes);

// For each of the ways to compute a gradient: puts values in, runs.
void run_levels(Case& c, const std::vector<double>& x);
void run_in_order(Case& c, const std::vector<double>& x);
void run_mlp(Case& c, const std::vector<double>& x);

}  // namespace limits
