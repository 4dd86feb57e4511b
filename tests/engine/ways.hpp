// One network by every mode, and how far they are apart.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "modes/mode.hpp"

namespace bw::test {

// A way to a gradient, and how far it may be off, relative to the sum over all paths of the absolute products.
struct Way {
  std::string name;
  std::function<std::vector<double>(const Task&)> gradient;
  double tolerance;
};
// Every mode in several schedules against reverse, at 1e-12; the complex step; central differences, loosely.
const std::vector<Way>& all_ways();

// Cotangents 1, -1.25, 1.5, … of the elements of all outputs, and derivatives by all of wrt.
Task weighted_task(const Graph& graph);

// The first way that is not the first of them, in words; or nothing.
std::optional<std::string> disagreement(const Graph& graph, const std::vector<Way>& ways);
// The same for a text; nothing where it is no network.
std::optional<std::string> disagreement(const std::string& text, const std::vector<Way>& ways);

}  // namespace bw::test
