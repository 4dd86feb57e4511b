// Graphs of one node: a row on operands of every shape and with every attribute that it takes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "graph/apply.hpp"

namespace bw::test {

// A graph of one node of the row, all its operands params.
struct Sample {
  std::string name;
  std::unique_ptr<Graph> graph;
  std::unique_ptr<Activity> activity;
  NodeId node = 0;
  std::vector<Counted> values;

  std::int64_t elements() const { return graph->elements(node); }
  std::vector<Counted> copy(NodeId n) const {
    return {values.begin() + graph->offset[n], values.begin() + graph->offset[n + 1]};
  }
};

// Numbers between 0 and 1 that repeat with the seed.
class Noise {
 public:
  double next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }
  double between(double low, double high) { return low + (high - low) * next(); }

 private:
  std::uint64_t state_ = 20261124;
};

// Combinations of attributes, some of which no shape fits.
std::vector<Attrs> attr_choices(const Row& row);
// Every combination of a list of shapes and attributes that the row accepts, with operands from its domain.
std::vector<Sample> samples(const Row& row);

std::vector<Counted> random_like(Noise& noise, std::int64_t count);
// One tangent of the node for tangents of its operands; null for none.
std::vector<Counted> tangent(const Sample& s, const std::vector<const Counted*>& tangents);
// Equal, both NaN, or no further apart than tolerance * scale.
bool near(double a, double b, double tolerance, double scale);

// Whether the derivative by the operand at port is stated, and not that of the value.
bool moves_as_stated(const Row& row, std::size_t port);
// How each element then moves along a direction of that operand: by the factor that is stated, element by element.
std::vector<double> stated_moves(const Sample& s, const std::vector<Counted>& direction);

}  // namespace bw::test
