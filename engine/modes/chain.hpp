// What a chain takes while it goes back over a segment that is not cut: the figures that plans of cuts are made from.
#pragma once

#include <limits>

#include "modes/cuts.hpp"

namespace bw {

// A way to go back over a segment: the numbers that it takes, the work that it makes again, and where it is cut first.
struct Way {
  std::int64_t numbers, work;
  std::int32_t cut;  // place of the cut among the positions; kWhole: none; negative: behind one step that is taped
};
inline constexpr std::int32_t kWhole = std::numeric_limits<std::int32_t>::max();

// Value p is that behind p steps; value 0 is the input, which takes nothing. A segment a … b has made value a, and goes back
// to it from value b, whose adjoint is there. Its ways count: value a as long as something reads it, value b if its own
// adjoint step reads it, the adjoints, the output, and all that they make; not what lies before a.
class Chain {
 public:
  struct Value {
    std::int64_t numbers = 0, hidden = 0, adjoint = 0, work = 0;
    bool reads_itself = false, reads_last = false;  // its adjoint step, the value itself, and the one before
  };

  explicit Chain(const Order& order);

  std::uint32_t steps() const { return steps_; }
  const Value& value(std::uint32_t p) const { return values_[p]; }
  // Where it may be cut: behind every step, or behind as many, spread evenly, as bound what looks at all pairs of them.
  std::vector<std::uint32_t> positions() const;
  // What is live throughout the way back over what ends at value b, besides what it makes.
  std::int64_t beside(std::uint32_t b) const;
  // Segment a … b, not cut. taped: its one step is not made again, its hidden numbers are kept. uses: whether it reads value a.
  Way whole(std::uint32_t a, std::uint32_t b, bool taped, bool& uses);

 private:
  void count_reads(std::uint32_t a, std::uint32_t b);
  std::int64_t peak(std::uint32_t a, std::uint32_t b, std::int64_t live);

  std::uint32_t steps_;
  std::vector<Value> values_;
  std::vector<unsigned char> made_;  // of the segment under way
  std::vector<std::int32_t> reads_;  // of its values, until they are free
};

}  // namespace bw
