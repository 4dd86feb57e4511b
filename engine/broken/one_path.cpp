// Multiplies along a single path, as if each layer were one number: a node follows the first of its uses that the sweep
// back meets, and no other. (The first in the order of the program is what overwriting leaves, on every network.)
#include "broken/broken.hpp"

namespace bw {
namespace {

Attempt run(const Tape& tape) {
  std::vector<double> adjoint(tape.size(), 0.0);
  std::vector<unsigned char> has(tape.size(), 0);
  for (const TapeSeed& seed : tape.seeds) {
    adjoint[seed.place] = seed.value;
    has[seed.place] = 1;
  }
  for (std::uint32_t n = tape.size(); n-- > 0;) {
    for (const TapeEdge& edge : tape.operands(n)) {
      if (has[edge.operand]) continue;
      adjoint[edge.operand] = num::strong_product(edge.local, adjoint[n]);
      has[edge.operand] = 1;
    }
  }
  return {.adjoints = std::move(adjoint), .visits = tape.size(), .visits_at = {}, .calls = {}, .stopped = false};
}

}  // namespace

const BrokenEngine& one_path_engine() {
  static const BrokenEngine engine{
      .id = "one_path",
      .title = "Multiplies along one path",
      .pseudocode =
          {
              "adjoint[output] = seed",
              "for node in reverse topological order:",
              "  for operand in operands of node:",
              "    if operand has no adjoint yet:",
              "      adjoint[operand] = local[node, operand] * adjoint[node]",
          },
      .why =
          "A derivative is the sum over all paths from the node to the output; one product of local derivatives is a "
          "single path, as if each layer were one number.",
      .here =
          "{node} gets {count} contributions, {contributions}; only the first was followed, and {got} stands in place "
          "of their sum, {right}.",
      .run = run,
  };
  return engine;
}

}  // namespace bw
