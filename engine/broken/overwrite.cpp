// Assigns contributions instead of adding them: of several the last one written stays.
#include "broken/broken.hpp"

namespace bw {
namespace {

Attempt run(const Tape& tape) {
  std::vector<double> adjoint(tape.size(), 0.0);
  for (const TapeSeed& seed : tape.seeds) adjoint[seed.place] = seed.value;
  for (std::uint32_t n = tape.size(); n-- > 0;)
    for (const TapeEdge& edge : tape.operands(n)) adjoint[edge.operand] = num::strong_product(edge.local, adjoint[n]);
  return {.adjoints = std::move(adjoint), .visits = tape.size(), .visits_at = {}, .calls = {}, .stopped = false};
}

}  // namespace

const BrokenEngine& overwrite_engine() {
  static const BrokenEngine engine{
      .id = "overwrite",
      .title = "Assigns instead of adding",
      .pseudocode =
          {
              "adjoint[output] = seed",
              "for node in reverse topological order:",
              "  for operand in operands of node:",
              "    adjoint[operand] = local[node, operand] * adjoint[node]",
          },
      .why =
          "A node that is used several times gets a contribution from each use, and they must be summed; here each one "
          "overwrites the one before.",
      .here =
          "{node} gets {count} contributions, {contributions}; each overwrote the one before, and {got} is left in "
          "place of their sum, {right}.",
      .run = run,
  };
  return engine;
}

}  // namespace bw
