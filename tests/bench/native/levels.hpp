// A hand-written tape sorted by depth and operation: the limit of what a scalar tape of ours can reach.
#pragma once

#include <cstdint>
#include <vector>

namespace limits {

// The numbers of the operations are those of ../tape.mjs.
enum Op : std::int32_t { kAdd, kSub, kMul, kDiv, kTanh, kSin, kSigmoid, kLog, kExp };

struct Run {
  std::int32_t op, begin, end;
};

// The adjoint of node is the sum of terms numbers at slot, in their order; those of one run are sorted by terms.
struct Gather {
  std::int32_t node, slot, terms;
};

// Where contributions are added: that of node i to its first operand at a[i], to its second at b[i], the seeds at seeds. Before
// run r reads its adjoints, those gathers are done that end at gathered[r + 1]; those of leaves, at gathered[1], come last.
struct Aim {
  std::vector<std::int32_t> a, b, seeds;
  std::vector<Gather> gathers;
  std::vector<std::int32_t> gathered;
};

// Nodes 0 … leaves − 1 are leaves; a[i], b[i] are the operands of node i, source[i] its number in the order of the program.
struct Levels {
  std::int32_t leaves, n;
  std::vector<std::int32_t> a, b, outputs, source;
  std::vector<Run> runs;
  std::vector<double> value, adjoint, cosine;

  void forward();
  void backward();
  void backward(const Aim& aim);
};

// Adds contributions as the engine does, from the last consumer to the first: where they are three or more, each has a slot
// behind the adjoints.
Aim aim_in_order(Levels& levels);

}  // namespace limits
