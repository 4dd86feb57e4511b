// Short ways to a graph, a run and the golden networks.
#pragma once

#include <doctest/doctest.h>

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "graph/build.hpp"
#include "modes/registry.hpp"
#include "text/parser.hpp"

namespace bw::test {

// A JSON file of tests/engine.
const nlohmann::json& data(const std::string& file);

// The graph of a text that must be right; verified.
Graph graph_of(const std::string& text);
// The codes of what is wrong with a text, in the order of the text.
std::vector<std::string> codes_of(const std::string& text);

// Every network of the golden vectors and every preset, as text.
struct Network {
  std::string name;
  std::string text;
};
const std::vector<Network>& golden_networks();

// A task on a graph: all params, seed 1 on the first element of the first output.
Task task_of(const Graph& graph, Options options = {});
Outcome run(const char* mode, const Graph& graph, Options options = {});

// The largest |a - b| / max(|a|, |b|, floor).
double distance(const std::vector<double>& a, const std::vector<double>& b, double floor = 1e-300);

}  // namespace bw::test
