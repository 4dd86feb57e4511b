// What no request or few reach: the lane natively, referees along a direction, JSON strings, what `verify` finds.
#include <cstring>
#include <functional>
#include <random>

#include <nlohmann/json.hpp>

#include "api/handle.hpp"
#include "api/json_writer.hpp"
#include "api/kept.hpp"
#include "plan/plan.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

using nlohmann::json;

json ask(json request) {
  request.update({{"v", 1}, {"kind", "differentiate"}});
  json answer = json::parse(handle(request.dump()));
  REQUIRE(answer["ok"] == true);
  return answer;
}

TEST_CASE("a frame of the lane gives what a request with the same leaf values answers") {
  const json network = {{"text", "param x = [1, 2]\nparam w = 3\nh = tanh(x * w)\ny = sum(h * h)\n"}};
  const json layout = ask({{"network", network}, {"layout", true}})["layout"];
  const json at = {{"x", {0.5, -0.25}}, {"w", {1.5}}};
  const json wanted = ask({{"network", network}, {"at", at}, {"include", {"value", "tangent", "adjoint"}}})["nodes"];
  Plan* plan = lane_plan();
  REQUIRE(plan != nullptr);
  REQUIRE(layout["numbers"] == plan->block_size());
  const auto place = [&](const char* part, std::size_t node) { return layout[part][node].get<std::size_t>(); };
  const double leaves[] = {0.5, -0.25, 1.5};
  std::memcpy(plan->block() + place("value", 0), leaves, 2 * sizeof(double));
  std::memcpy(plan->block() + place("value", 1), leaves + 2, sizeof(double));
  REQUIRE(run_lane(kLaneValues | kLaneTangents | kLaneAdjoints));
  for (const char* part : {"value", "tangent", "adjoint"})
    for (std::size_t n = 0; n < wanted.size(); ++n)
      for (std::size_t i = 0; i < wanted[n][part].size(); ++i) CHECK(plan->block()[place(part, n) + i] == wanted[n][part][i]);
  // A part that is not asked for stays.
  plan->block()[place("value", 1)] = 0;
  REQUIRE(run_lane(kLaneValues));
  CHECK(plan->block()[place("value", wanted.size() - 1)] == 0);
  CHECK(plan->block()[place("adjoint", 1)] == wanted[1]["adjoint"][0]);
}

TEST_CASE("of several directions for one node the last holds") {
  const auto graph = std::make_shared<const Graph>(graph_of("param x = 3\ny = x * x\n"));
  const std::unique_ptr<Plan> plan = Plan::make(graph, {graph->wrt, {{1, {1}}}, {{0, {5}}, {0, {2}}}});
  plan->set_leaves(graph->leaf_values);
  plan->run_values();
  plan->run_tangent();
  CHECK(plan->block()[plan->places(1).tangent] == 12);
}

TEST_CASE("referees along a direction: the gradient times it") {
  const Graph graph = graph_of("param x = [1, 2]\nparam w = 3\ny = sum(x * x) * w\n");
  Task task = task_of(graph);
  task.direction = {{0, {0.5, -1}}, {1, {2}}};  // 2 · 3 · (1 · 0.5 - 2 · 1) + 5 · 2
  for (const char* mode : {"difference", "complex_step"}) {
    const Outcome outcome = find_mode(mode)->run(task);
    REQUIRE(outcome.gradient.size() == 1);
    CHECK(outcome.gradient[0] == doctest::Approx(1.0).epsilon(1e-8));
  }
}

TEST_CASE("a text is quoted as another library quotes it, whatever its bytes") {
  std::mt19937 random(7);
  const std::string pieces[] = {"a", "\"", "\\", "/", "\n", "\t", std::string(1, '\0'), "\x01", "\x1f", "\x7f", "é", "∂", "𝛿", "\x80", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t k = random() % 8; k > 0; --k) text += pieces[random() % std::size(pieces)];
    JsonWriter writer;
    writer.text(text);
    const std::string wanted = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
    CHECK(json::parse(writer.written()) == json::parse(wanted));
  }
}

TEST_CASE("verify finds a graph that is not whole") {
  const auto whole = [] { return graph_of("param x = [1, 2]\na = x * x\ny = sum(a)\n"); };
  REQUIRE(!verify(whole()).has_value());
  const std::pair<const char*, std::function<void(Graph&)>> broken[] = {
      {"ids are not unique", [](Graph& g) { g.by_id.clear(); }},
      {"leaf values have the wrong length", [](Graph& g) { g.leaf_values.pop_back(); }},
      {"node 1 (a): arity differs from its row", [](Graph& g) { g.row[1] = g.row[2]; }},
      {"node 1 (a): bad shape", [](Graph& g) { g.shape[1].rank = 3; }},
  };
  for (const auto& [words, damage] : broken) {
    Graph graph = whole();
    damage(graph);
    CHECK(verify(graph).value_or("nothing") == words);
  }
}

}  // namespace
}  // namespace bw::test
