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

// Nodes 0 … leaves − 1 are leaves; a[i], b[i] are the operands of node i.
struct Levels {
  std::int32_t leaves, n;
  std::vector<std::int32_t> a, b, outputs;
  std::vector<Run> runs;
  std::vector<double> value, adjoint, cosine;

  void forward();
  void backward();
};

}  // namespace limits
