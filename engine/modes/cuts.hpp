// Where the execution order of a checkpointed run is cut, and what is made, kept and freed then: plans over numbers of steps,
// which know no row and run nothing.
// Griewank & Walther, Algorithm 799: Revolve, ACM TOMS 26(1), 2000; Chen et al., Training Deep Nets with Sublinear Memory
// Cost, 2016; for unequal steps Beaumont et al., Optimal Checkpointing for Heterogeneous Chains (Rotor), INRIA RR-9302, 2019.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/lists.hpp"

namespace bw {

// The execution order as a plan sees it. Steps are those of the value sweep, from 0; values are named by their steps. Leaves
// are always there, and in no list.
struct Order {
  std::vector<std::int64_t> numbers;   // of the value
  std::vector<std::int64_t> hidden;    // that the value leaves beside it for the adjoint step
  std::vector<std::int64_t> adjoint;   // of the adjoint; 0 where it is an answer, or there is none
  std::vector<std::int64_t> work;      // flops and functions of the value
  std::vector<unsigned char> visited;  // an adjoint step runs there
  std::vector<unsigned char> seeded;   // its adjoint is there from the start of the way back
  std::vector<unsigned char> held;     // the value stays to the end
  Lists operands;                      // each once
  Lists receivers;                     // operands to whose adjoints the adjoint step adds
  Lists saved;                         // values that the adjoint step reads, once a port that reads it
  std::uint32_t size() const { return static_cast<std::uint32_t>(numbers.size()); }
};
// Each step reads the value of the step before it and no other, the last alone is held, and going back visits all.
bool is_chain(const Order& order);

// Steps from … to − 1. Its parts come after it in the list, each followed by its own; next is the place behind them all. The last
// part of a segment has none. taped: one step whose hidden numbers are kept since its segment was last made.
struct Segment {
  std::uint32_t from, to, next;
  bool taped = false;
};
using Cuts = std::vector<Segment>;  // the first is the whole order; without parts it is not cut at all

// k segments of equally many steps, or one more or less; of more than there are steps, as many as there are.
Cuts even_cuts(std::uint32_t steps, std::int64_t k);
// The same, the segments before the last cut again into k, so many levels deep.
Cuts nested_cuts(std::uint32_t steps, std::int64_t k, int levels);
// Of equal steps with c checkpoints, of which one is the input: least advances, t(l, c) = r·l − β(c+1, r−1) where
// β(c, r) = C(c+r, c) and r is the smallest with β(c, r) ≥ l. Advances are the values that are made before the adjoint step of each
// step begins, that of the step itself not counted: the l − 1 of the value sweep, and those that are made again.
Cuts revolve_cuts(std::uint32_t steps, std::int64_t c);
std::int64_t revolve_advances(std::int64_t steps, std::int64_t c);

// Least work again on a chain, such that no more numbers are live than budget; exact over all that Cuts can say where positions
// are all steps and no list of ways grew too long, else the best that was found. Null: there is none, and least says how
// many numbers it takes.
struct BestCuts {
  std::optional<Cuts> cuts;
  std::int64_t least = 0;
  bool proven = false;
};
BestCuts best_cuts_of_chain(const Order& order, std::int64_t budget);
// On any order: the best of a few hundred that cut it evenly, once or at several levels; never proven.
BestCuts best_even_cuts(const Order& order, std::int64_t budget);
// Up to so many steps the best on a chain is proven.
inline constexpr std::uint32_t kProvenSteps = 120;

// What is done, one after another: a value made, or an adjoint step.
struct Action {
  enum class Kind : std::uint8_t { kMake, kMakeAgain, kAdjoint };
  std::uint32_t step;
  std::uint32_t reads;  // of a value that is made: how often it is read until it is free; 0: at once
  Kind kind;
  bool keeps_hidden = false;  // what is hidden beside it stays for its adjoint step
  bool is_there = false;      // the value is held, and made for what is hidden alone
  bool cut = false;           // behind it the order is cut
};
// The order, cut: all values once, then segment by segment from the last its values again, but for those that a cut keeps, and
// its adjoints. A value that a step behind the cut reads is kept by it, and is not made again. Null: above `most` actions.
std::optional<std::vector<Action>> program(const Order& order, const Cuts& cuts, std::int64_t most);

// The largest number of numbers live at once while a program runs, answers not counted, and the work of what it makes again.
struct ProgramCost {
  std::int64_t peak = 0, again = 0;
};
ProgramCost cost_of(const Order& order, const std::vector<Action>& program);

}  // namespace bw
