// Broken engines on every golden network, every preset and random ones: what holds whatever the network; and what is
// refused.
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/mistake.hpp"
#include "api/handle.hpp"
#include "base/limits.hpp"
#include "broken/registry.hpp"
#include "graph/expand.hpp"
#include "random_graph.hpp"
#include "support.hpp"
#include "text/printer.hpp"

namespace bw::test {
namespace {

using nlohmann::json;

json ask(const json& request) { return json::parse(handle(request.dump())); }

// Of all of wrt, one after the other.
std::vector<double> numbers(const json& gradient) {
  std::vector<double> all;
  for (const json& block : gradient)
    for (const json& x : block["value"]) all.push_back(x.is_number() ? x.get<double>() : 0);
  return all;
}

// Seeds for every element of every output, none of them alike.
json seeds_of(const Graph& g) {
  json seeds = json::array();
  double next = 1;
  for (const NodeId n : g.outputs) {
    std::vector<double> value(static_cast<std::size_t>(g.elements(n)));
    for (double& x : value) x = next, next += 0.25;
    seeds.push_back({{"id", g.text[n].id}, {"value", value}});
  }
  return seeds;
}

// How often each engine ran, and how often it was wrong.
struct Score {
  int ran = 0, wrong = 0;
};
void check_network(const std::string& name, const std::string& text, std::map<std::string, Score>& scores) {
  INFO(name, "\n", text);
  json request{{"v", 1}, {"kind", "broken"}, {"network", {{"text", text}}}, {"seeds", seeds_of(graph_of(text))}};
  const json got = ask(request);
  REQUIRE_MESSAGE(got["ok"] == true, got.dump());
  request.update({{"kind", "differentiate"}, {"modes", {{{"mode", "reverse"}}}}});
  CHECK(got["gradient"] == ask(request)["runs"][0]["gradient"]);
  std::map<std::string, json> by_id;
  for (const json& e : got["engines"]) {
    const std::string id = by_id.emplace(e["id"], e).first->first;
    const bool stopped = e["stopped"];
    CHECK(e["gradient"].is_null() == stopped);
    CHECK(e["right"].is_null() == stopped);
    CHECK((e["right"] != false || e["first_wrong"].is_object()));
    // No slot is left open.
    if (e["first_wrong"].is_object()) CHECK(e["first_wrong"]["why"].get<std::string>().find('{') == std::string::npos);
    scores[id].ran += !stopped;
    scores[id].wrong += e["right"] == false;
  }
  CHECK(by_id["recursion"]["right"] != false);
  CHECK(by_id["recursion"]["first_wrong"].is_null());
  if (by_id["recursion"]["stopped"] == false)
    CHECK(distance(numbers(by_id["recursion"]["gradient"]), numbers(got["gradient"]), 1e-3) < 1e-9);
  // Both process a node once for every path that leads to it.
  CHECK(by_id["recursion"]["stopped"] == by_id["queue"]["stopped"]);
  if (by_id["queue"]["stopped"] == false)
    CHECK(by_id["recursion"]["calls"] == std::to_string(by_id["queue"]["work"]["visits"].get<std::int64_t>()));
  CHECK(by_id["no_reset"]["work"]["visits"] == 2 * by_id["overwrite"]["work"]["reverse"].get<int>());
}

TEST_CASE("golden networks and presets: the right gradient is that of differentiate, and the recursion gives it") {
  std::map<std::string, Score> scores;
  for (const Network& network : golden_networks()) check_network(network.name, network.text, scores);
  CHECK(scores["recursion"].ran >= 25);
  for (const char* id : {"overwrite", "queue", "one_path", "no_reset"}) CHECK_MESSAGE(scores[id].wrong >= 5, id);
}

TEST_CASE("300 random networks: the same") {
  std::map<std::string, Score> scores;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Dice dice(seed);
    const Graph g = random_graph(dice, seed % 2 == 0 ? Rank::kScalars : Rank::kTensors);
    check_network("seed " + std::to_string(seed), print(to_spec(g)), scores);
  }
  CHECK(scores["recursion"].ran >= 250);
}

// The tape of a network on which the first output is seeded.
Tape tape_of(const std::string& text) {
  const Graph written = graph_of(text);
  const Expanded expanded = expand(written);
  Task task = task_of(expanded.graph);
  task.keep_nodes = true;
  return Tape(expanded.graph, Activity(expanded.graph, expanded.graph.wrt, {task.seeds[0].node}),
              find_mode("reverse")->run(task).values, task.seeds);
}

TEST_CASE("what is left by overwriting, and what is multiplied along one path, each found by walking to the output") {
  int parted = 0;
  for (const Network& network : golden_networks()) {
    const Tape tape = tape_of(network.text);
    const std::vector<double> left = overwrite_engine().run(tape).adjoints, one = one_path_engine().run(tape).adjoints;
    // Of each place its first use in the order of the program, and its last.
    std::vector<std::pair<std::uint32_t, double>> first(tape.size(), {kNone, 0.0}), last = first;
    for (std::uint32_t n = 0; n < tape.size(); ++n) {
      const auto operands = tape.operands(n);
      for (std::size_t i = operands.size(); i-- > 0;) {
        const TapeEdge& edge = operands[i];
        if (first[edge.operand].first == kNone) first[edge.operand] = {n, edge.local};
        last[edge.operand] = {n, edge.local};
      }
    }
    const auto along = [&](const auto& use, std::uint32_t place) {
      double product = 1;
      for (; use[place].first != kNone; place = use[place].first) product *= use[place].second;
      return product;
    };
    for (std::uint32_t place = 0; place < tape.size(); ++place) {
      INFO(network.name, " ", place);
      CHECK(distance({left[place]}, {along(first, place)}) < 1e-13);
      CHECK(distance({one[place]}, {along(last, place)}) < 1e-13);
      parted += left[place] != one[place];
    }
  }
  CHECK(parted > 20);
}

void check_refused(const json& more, const char* code, const char* path, const char* hint) {
  json request{
      {"v", 1}, {"kind", "broken"}, {"network", {{"text", "param x = [1, 2]\na = sum(x)\nb = x[0]\noutput a, b\n"}}}};
  request.update(more);
  const json got = ask(request);
  INFO(got.dump());
  REQUIRE(got["ok"] == false);
  CHECK(got["kind"] == "broken");
  CHECK(got["diagnostics"][0]["code"] == code);
  CHECK(got["diagnostics"][0].value("path", "") == path);
  CHECK(got["diagnostics"][0]["hint"] == hint);
}

TEST_CASE("what is refused") {
  const char* const seeds = "Give seeds, or name a scalar with `loss`.";
  check_refused(json::object(), "E_SEED", "$.seeds", seeds);
  check_refused({{"network", {{"text", "param x = [1, 2]\ny = x * x\n"}}}}, "E_SEED", "$.seeds", seeds);
  check_refused({{"seeds", json::object()}}, "E_SEED", "$.seeds", "Give at least one, or leave seeds out.");
  check_refused({{"seeds", {{"a", {1, 2}}}}}, "E_SHAPE", "$.seeds.`a`", "Give one number for each element.");
  check_refused({{"seeds", {{"zzz", {1}}}}}, "E_UNKNOWN_NAME", "$.seeds.`zzz`", "Name a node of the network.");
  check_refused({{"seeds", {{"a", {1}}}}, {"at", {{"a", {1}}}}}, "E_UNKNOWN_NAME", "$.at.`a`",
                "Only inputs and params can be replaced.");
  check_refused({{"modes", json::array()}}, "E_KEY", "$.`modes`",
                "The fields are `v`, `kind`, `network`, `at` and `seeds`.");
  check_refused({{"expand", true}}, "E_KEY", "$.`expand`", "The fields are `v`, `kind`, `network`, `at` and `seeds`.");
  check_refused({{"network", {{"text", "param x = 1\ny = zzz + x\n"}}}}, "E_UNKNOWN_NAME", "",
                "Give it a value first, with `input`, `param` or a statement above.");
  // 150 · 150 leaves alone; one row of them fits.
  check_refused({{"network", {{"text", "param x = ones(150, 150)\ny = sum(x)\n"}}}}, "E_LIMIT", "$.network",
                "Use a smaller network.");
  CHECK(ask({{"v", 1}, {"kind", "broken"}, {"network", {{"text", "param x = ones(150)\ny = sum(x)\n"}}}})["ok"] ==
        true);
}

}  // namespace
}  // namespace bw::test
