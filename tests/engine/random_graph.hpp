// Random networks over all rows: with operands away from kinks and borders, or on them.
#pragma once

#include "base/generate.hpp"
#include "graph/graph.hpp"

namespace bw::test {

// Random choices that repeat with the seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.next() % n); }
  bool chance(double p) { return between(0, 1) < p; }
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_.next() >> 11) / 9007199254740992.0;
  }
  template <class T>
  const T& of(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  Random random_;
};

enum class Rank { kScalars, kTensors };
// What the leaves are: ordinary numbers, or at most three of -2, -1, 0, 1, 2, ±Infinity, 1e155 and 1e-155, again and again.
enum class Draw { kOrdinary, kEdges };

// Some params and inputs, then up to 20 nodes. Its outputs are all nodes that nothing uses, its wrt all params and at
// times an inner node. Where the draw is ordinary each node is smooth at its operands, and its value and slopes are of moderate size.
Graph random_graph(Dice& dice, Rank rank, Draw draw = Draw::kOrdinary);

}  // namespace bw::test
