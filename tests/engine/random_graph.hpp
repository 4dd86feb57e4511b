// Random networks over all rows, with operands away from kinks and borders.
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
  double between(double low, double high) { return low + (high - low) * static_cast<double>(random_.next() >> 11) / 9007199254740992.0; }
  template <class T>
  const T& of(const std::vector<T>& list) { return list[below(list.size())]; }

 private:
  Random random_;
};

enum class Rank { kScalars, kTensors };

// Some params and inputs, then up to 20 nodes. Its outputs are all nodes that nothing uses, its wrt all params and at
// times an inner node. Each node is smooth at its operands, and its value and slopes are of moderate size.
Graph random_graph(Dice& dice, Rank rank);

}  // namespace bw::test
