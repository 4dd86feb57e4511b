// Goes back breadth first, from a queue, instead of in topological order: nodes pass on what they have before they have
// everything, and pass it on again.
#include "base/limits.hpp"
#include "broken/broken.hpp"

namespace bw {
namespace {

Attempt run(const Tape& tape) {
  Attempt out;
  std::vector<double> adjoint(tape.size(), 0.0);
  std::vector<std::uint32_t> queue;
  out.visits_at.assign(tape.size(), 0);
  for (const TapeSeed& seed : tape.seeds) {
    adjoint[seed.place] = seed.value;
    queue.push_back(seed.place);
  }
  for (std::size_t first = 0; first < queue.size(); ++first) {
    if (out.visits == limits::kBrokenVisits) return out.stopped = true, out;
    const std::uint32_t n = queue[first];
    ++out.visits;
    ++out.visits_at[n];
    for (const TapeEdge& edge : tape.operands(n)) {
      adjoint[edge.operand] += num::strong_product(edge.local, adjoint[n]);
      queue.push_back(edge.operand);
    }
  }
  out.adjoints = std::move(adjoint);
  return out;
}

}  // namespace

const BrokenEngine& queue_engine() {
  static const BrokenEngine engine{
      .id = "queue",
      .title = "Goes back breadth first",
      .pseudocode =
          {
              "adjoint[output] = seed",
              "queue = [output]",
              "while queue is not empty:",
              "  node = take the first of queue",
              "  for operand in operands of node:",
              "    adjoint[operand] += local[node, operand] * adjoint[node]",
              "    append operand to queue",
          },
      .why =
          "A node must wait until all its uses have contributed and then pass its adjoint on once; from a queue it "
          "passes all it has on at each contribution, so that parts of it arrive again and again.",
      .here =
          "{consumer} was taken from the queue {visits} times and passed on all it had each time: {node} got {got} in "
          "place of {right}.",
      .run = run,
  };
  return engine;
}

}  // namespace bw
