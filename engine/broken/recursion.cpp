// Calls itself for every use of a node: the gradient is right, and each path is walked for itself.
#include "base/limits.hpp"
#include "broken/broken.hpp"

namespace bw {
namespace {

// One call for each path, of any length, that goes back from a seeded node.
Natural count_calls(const Tape& tape) {
  std::vector<Natural> paths(tape.size());
  for (const TapeSeed& seed : tape.seeds) paths[seed.place] = Natural(1);
  Natural calls;
  for (std::uint32_t n = tape.size(); n-- > 0;) {
    calls.add(paths[n]);
    for (const TapeEdge& edge : tape.operands(n)) paths[edge.operand].add(paths[n]);
    paths[n] = Natural();
  }
  return calls;
}

bool is_few(const Natural& calls) {
  const std::string most = std::to_string(limits::kBrokenVisits), text = calls.text();
  return text.size() < most.size() || (text.size() == most.size() && text <= most);
}

struct Call {
  std::uint32_t node;
  double upstream;
};

Attempt run(const Tape& tape) {
  Attempt out;
  out.calls = count_calls(tape);
  if (!is_few(*out.calls)) return out.stopped = true, out;
  out.adjoints.assign(tape.size(), 0.0);
  std::vector<Call> open;
  for (const TapeSeed& seed : tape.seeds) {
    open.push_back({seed.place, seed.value});
    while (!open.empty()) {
      const Call call = open.back();
      open.pop_back();
      ++out.visits;
      out.adjoints[call.node] += call.upstream;
      const auto operands = tape.operands(call.node);
      for (std::size_t i = operands.size(); i-- > 0;)
        open.push_back({operands[i].operand, num::strong_product(call.upstream, operands[i].local)});
    }
  }
  return out;
}

}  // namespace

const BrokenEngine& recursion_engine() {
  static const BrokenEngine engine{
      .id = "recursion",
      .title = "Calls itself without memory",
      .pseudocode =
          {
              "def backward(node, upstream):",
              "  adjoint[node] += upstream",
              "  for operand in operands of node:",
              "    backward(operand, upstream * local[node, operand])",
              "backward(output, seed)",
          },
      .why =
          "The gradient is right, but a node is called once for each path that leads to it from the output, and each "
          "layer can double the number of paths.",
      .here = "{node} gets the same terms path by path; rounded so, they are {got} in place of {right}.",
      .run = run,
  };
  return engine;
}

}  // namespace bw
