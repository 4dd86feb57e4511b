// Reads tests/golden/vectors.json and web/examples/*.net.
#include "support.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/number.hpp"

namespace bw::test {
namespace {

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), "cannot read ", file.string());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string literal(const nlohmann::json& leaf) {
  const auto value = leaf["value"].get<std::vector<double>>();
  const auto shape = leaf["shape"].get<std::vector<std::size_t>>();
  if (shape.empty()) return shortest(value[0]);
  const std::size_t rows = shape.size() == 2 ? shape[0] : 1, cols = shape.back();
  std::string out = shape.size() == 2 ? "[" : "";
  for (std::size_t r = 0; r < rows; ++r) {
    out += r > 0 ? ", [" : "[";
    for (std::size_t c = 0; c < cols; ++c) out += (c > 0 ? ", " : "") + shortest(value[r * cols + c]);
    out += "]";
  }
  return out + (shape.size() == 2 ? "]" : "");
}

std::string text_of(const nlohmann::json& example) {
  std::string text;
  for (const auto& leaf : example["inputs"])
    text += (leaf["differentiable"].get<bool>() ? "param " : "input ") + leaf["name"].get<std::string>() + " = " +
            literal(leaf) + "\n";
  for (const auto& line : example["program"]) text += line.get<std::string>() + "\n";
  text += "output";
  for (std::size_t i = 0; i < example["seeds"].size(); ++i)
    text += (i > 0 ? ", " : " ") + example["seeds"][i]["node"].get<std::string>();
  return text + "\n";
}

}  // namespace

const nlohmann::json& data(const std::string& file) {
  static std::map<std::string, nlohmann::json> all;
  const auto it = all.find(file);
  if (it != all.end()) return it->second;
  return all.emplace(file, nlohmann::json::parse(read(std::filesystem::path(BW_TESTS_DIR) / "engine" / file)))
      .first->second;
}

Graph graph_of(const std::string& text) {
  Diagnostics diagnostics;
  std::optional<Graph> graph = build(parse(text, diagnostics), diagnostics);
  std::string wrong;
  for (const Diagnostic& d : diagnostics.shown()) wrong += d.message + "\n";
  REQUIRE_MESSAGE(graph.has_value(), text, wrong);
  REQUIRE(verify(*graph).value_or("") == "");
  return std::move(*graph);
}

std::vector<std::string> codes_of(const std::string& text) {
  Diagnostics diagnostics;
  build(parse(text, diagnostics), diagnostics);
  std::vector<std::string> codes;
  for (const Diagnostic& d : diagnostics.shown()) codes.emplace_back(info(d.code).name);
  return codes;
}

const std::vector<Network>& golden_networks() {
  static const std::vector<Network> all = [] {
    std::vector<Network> list;
    const std::filesystem::path tests = BW_TESTS_DIR;
    const auto vectors = nlohmann::json::parse(read(tests / "golden" / "vectors.json"));
    for (const auto& example : vectors["cases"]) list.push_back({example["id"], text_of(example)});
    for (const auto& entry : std::filesystem::directory_iterator(tests.parent_path() / "web" / "examples"))
      if (entry.path().extension() == ".net") list.push_back({entry.path().filename().string(), read(entry.path())});
    REQUIRE(list.size() >= 29);
    return list;
  }();
  return all;
}

Task task_of(const Graph& graph, Options options) {
  std::vector<double> unit(static_cast<std::size_t>(graph.elements(graph.outputs[0])), 0.0);
  unit[0] = 1;
  return {.graph = graph,
          .leaf_values = graph.leaf_values,
          .wrt = graph.wrt,
          .seeds = {{graph.outputs[0], unit}},
          .options = options};
}

Outcome run(const char* mode, const Graph& graph, Options options) {
  return find_mode(mode)->run(task_of(graph, options));
}

double distance(const std::vector<double>& a, const std::vector<double>& b, double floor) {
  if (a.size() != b.size()) return std::numeric_limits<double>::infinity();
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i])
      worst = std::max(worst, std::fabs(a[i] - b[i]) / std::max({std::fabs(a[i]), std::fabs(b[i]), floor}));
  return worst;
}

}  // namespace bw::test
