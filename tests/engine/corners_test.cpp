// What no request or few reach: the lane natively, referees along a direction, JSON strings, what `verify` finds.
#include <cmath>
#include <complex>
#include <cstring>
#include <functional>
#include <random>

#include <nlohmann/json.hpp>

#include "api/cache.hpp"
#include "api/handle.hpp"
#include "api/json_writer.hpp"
#include "base/complex.hpp"
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
      for (std::size_t i = 0; i < wanted[n][part].size(); ++i)
        CHECK(plan->block()[place(part, n) + i] == wanted[n][part][i]);
  // A part that is not asked for stays.
  plan->block()[place("value", 1)] = 0;
  REQUIRE(run_lane(kLaneValues));
  CHECK(plan->block()[place("value", wanted.size() - 1)] == 0);
  CHECK(plan->block()[place("adjoint", 1)] == wanted[1]["adjoint"][0]);
}

TEST_CASE("of several directions or seeds for one node the last holds") {
  const auto graph = std::make_shared<const Graph>(graph_of("param x = 3\ny = x * x\n"));
  const std::unique_ptr<Plan> plan = Plan::make(graph, {graph->wrt, {{1, {7}}, {1, {0.5}}}, {{0, {5}}, {0, {2}}}});
  plan->set_leaves(graph->leaf_values);
  plan->run_values();
  plan->run_tangent();
  plan->run_adjoint();
  CHECK(plan->block()[plan->places(1).tangent] == 12);
  CHECK(plan->block()[plan->places(0).adjoint] == 3);
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

// Where both parts are of like size, which the complex step never makes: the library's complex numbers.
TEST_CASE("complex functions are those of the standard library where the real ones are defined") {
  using Std = std::complex<double>;
  const auto std_of = [](Complex z) { return Std(z.re.v, z.im.v); };
  const auto near = [](Std a, Std b) { return std::abs(a - b) <= 1e-13 * std::max(1.0, std::abs(b)); };
  std::mt19937 random(11);
  const auto draw = [&](double low) { return low + (2.0 - low) * static_cast<double>(random()) / 4294967296.0; };
  for (int i = 0; i < 500; ++i) {
    const Complex a{draw(-2), draw(-2)}, b{draw(-2), draw(-2)}, p{draw(0), draw(-2)};
    const Std x = std_of(a), y = std_of(b), q = std_of(p);
    CHECK(near(std_of(a / b), x / y));
    CHECK(near(std_of(a * b), x * y));
    CHECK(near(std_of(num::exp(a)), std::exp(x)));
    CHECK(near(std_of(num::expm1(a)), std::exp(x) - 1.0));
    CHECK(near(std_of(num::sin(a)), std::sin(x)));
    CHECK(near(std_of(num::cos(a)), std::cos(x)));
    CHECK(near(std_of(num::tanh(a)), std::tanh(x)));
    CHECK(near(std_of(num::log(p)), std::log(q)));
    CHECK(near(std_of(num::sqrt(p)), std::sqrt(q)));
    CHECK(near(std_of(num::pow(p, b)), std::pow(q, y)));
    CHECK(near(std_of(num::pow(a, Complex(3.0))), x * x * x));
  }
}

TEST_CASE("complex functions choose no branch where the real ones are not defined") {
  const Complex below{-2.0, 1e-50}, zero{0.0, 1e-50}, moved{0.0, 1e-50};
  for (const Complex z : {num::log(below), num::log1p(below), num::sqrt(below), num::asin(below), num::acos(below),
                          num::pow(below, Complex(0.5)), num::pow(below, moved)})
    CHECK(std::isnan(z.im.v));
  for (const Complex z : {num::log(zero), num::log1p(zero - 1.0), num::sqrt(zero), num::asin(zero + 1.0),
                          num::pow(zero, Complex(0.5)), num::pow(zero, Complex(-1.0)), num::pow(zero, moved)})
    CHECK(std::isnan(z.im.v));
  CHECK(num::pow(zero, Complex(2.0)).im.v / 1e-50 == doctest::Approx(0));
  CHECK(num::pow(zero, Complex(1.0)).im.v / 1e-50 == doctest::Approx(1));
  CHECK(std::isnan((Complex(1.0) / Complex{0.0, 1e-50}).im.v));
}

TEST_CASE("a text is quoted as another library quotes it, whatever its bytes") {
  std::mt19937 random(7);
  const std::string pieces[] = {
      "a", "\"", "\\",   "/",    "\n",   "\t",           std::string(1, '\0'), "\x01", "\x1f", "\x7f", "é",
      "∂", "𝛿",  "\x80", "\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80"};
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
      {"ids are not unique", [](Graph& g) { --g.distinct_ids; }},
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
