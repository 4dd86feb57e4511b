// Is called twice without setting the adjoints back to zero: the second call begins with what the first one left.
#include "broken/broken.hpp"

namespace bw {
namespace {

Attempt run(const Tape& tape) {
  std::vector<double> adjoint(tape.size(), 0.0);
  for (int call = 0; call < 2; ++call) {
    for (const TapeSeed& seed : tape.seeds) adjoint[seed.place] = seed.value;
    for (std::uint32_t n = tape.size(); n-- > 0;)
      for (const TapeEdge& edge : tape.operands(n))
        adjoint[edge.operand] += num::strong_product(edge.local, adjoint[n]);
  }
  return {.adjoints = std::move(adjoint),
          .visits = 2 * static_cast<std::int64_t>(tape.size()),
          .visits_at = {},
          .calls = {},
          .stopped = false};
}

}  // namespace

const BrokenEngine& no_reset_engine() {
  static const BrokenEngine engine{
      .id = "no_reset",
      .title = "Does not reset between two calls",
      .pseudocode =
          {
              "repeat 2 times:  # adjoints are 0 before the first time only",
              "  adjoint[output] = seed",
              "  for node in reverse topological order:",
              "    for operand in operands of node:",
              "      adjoint[operand] += local[node, operand] * adjoint[node]",
          },
      .why =
          "The second call adds to the adjoints that the first one left, and what is too large in an inner node is "
          "passed on to all nodes before it.",
      .here = "{node} still held {right} from the first call when the second one added to it, and has {got}.",
      .run = run,
  };
  return engine;
}

}  // namespace bw
