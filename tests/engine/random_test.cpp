// Random networks: every way must find one gradient. Every third network stands at the edges: zeros, ties, infinities.
// BW_RANDOM_SEED chooses other networks than those of every day.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "edges.hpp"
#include "graph/build.hpp"
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"
#include "random_graph.hpp"
#include "shrink.hpp"
#include "support.hpp"
#include "text/printer.hpp"
#include "ways.hpp"

namespace bw::test {
namespace {

constexpr int kGraphs = 1500, kParts = 4;

std::uint64_t first_seed() {
  const char* given = std::getenv("BW_RANDOM_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 20261205;
}

bool is_edge(int i) { return i % 3 == 2; }
Graph graph_number(int i, Rank rank) {
  Dice dice(first_seed() + static_cast<std::uint64_t>(2 * i) + (rank == Rank::kTensors ? 1 : 0));
  return random_graph(dice, rank, is_edge(i) ? Draw::kEdges : Draw::kOrdinary);
}
std::optional<std::string> fault(const Graph& graph, bool edge) {
  return edge ? at_edges(graph).fault : disagreement(graph, all_ways());
}
std::optional<std::string> fault(const std::string& text, bool edge) {
  if (!edge) return disagreement(text, all_ways());
  Diagnostics ignored;
  const std::optional<Graph> graph = build(parse(text, ignored), ignored);
  return graph ? at_edges(*graph).fault : std::nullopt;
}

// Networks number part, part + kParts, …
void check_part(Rank rank, int part) {
  for (int i = part; i < kGraphs; i += kParts) {
    const Graph graph = graph_number(i, rank);
    const std::string text = print(to_spec(graph));
    const auto judge = [edge = is_edge(i)](const std::string& t) { return fault(t, edge); };
    REQUIRE_MESSAGE(verify(graph).value_or("") == "", text);
    const auto wrong = fault(graph, is_edge(i));
    REQUIRE_MESSAGE(wrong.has_value() == judge(text).has_value(), "a network and its text differ: ", text);
    if (!wrong) continue;
    const std::string small = shrink(text, judge);
    FAIL_CHECK("BW_RANDOM_SEED=", first_seed(), ", network ", i, ": ", *wrong,
               "\nshrunk, with cotangents 1, -1.25, 1.5, …:\n", small, judge(small).value_or(""));
    return;
  }
}

TEST_CASE("1,500 random scalar networks, part 1 of 4") { check_part(Rank::kScalars, 0); }
TEST_CASE("1,500 random scalar networks, part 2 of 4") { check_part(Rank::kScalars, 1); }
TEST_CASE("1,500 random scalar networks, part 3 of 4") { check_part(Rank::kScalars, 2); }
TEST_CASE("1,500 random scalar networks, part 4 of 4") { check_part(Rank::kScalars, 3); }
TEST_CASE("1,500 random tensor networks, part 1 of 4") { check_part(Rank::kTensors, 0); }
TEST_CASE("1,500 random tensor networks, part 2 of 4") { check_part(Rank::kTensors, 1); }
TEST_CASE("1,500 random tensor networks, part 3 of 4") { check_part(Rank::kTensors, 2); }
TEST_CASE("1,500 random tensor networks, part 4 of 4") { check_part(Rank::kTensors, 3); }

TEST_CASE("enough of the networks at the edges are finite, with nothing lost, so that their ways must agree") {
  int edges = 0, whole = 0;
  for (int i = 0; i < kGraphs; ++i) {
    if (!is_edge(i)) continue;
    ++edges;
    whole += at_edges(graph_number(i, Rank::kScalars)).whole;
  }
  MESSAGE(whole, " of ", edges);
  CHECK(5 * whole >= edges);
}

TEST_CASE("the random networks have every row, both ranks, deep and wide ones") {
  std::set<std::string_view> seen;
  std::size_t deepest = 0, most_outputs = 0;
  for (int i = 0; i < kGraphs; ++i) {
    const Graph g = graph_number(i, Rank::kTensors);
    std::vector<std::size_t> depth(g.size(), 0);
    for (NodeId n = 0; n < g.size(); ++n) {
      seen.insert(g.row[n]->name);
      for (const NodeId operand : g.in(n)) depth[n] = std::max(depth[n], depth[operand] + 1);
      deepest = std::max(deepest, depth[n]);
    }
    most_outputs = std::max(most_outputs, g.outputs.size());
  }
  for (const Row& row : rows()) {
    INFO(row.name);
    CHECK((row.is_const() || seen.count(row.name) == 1));
  }
  CHECK(deepest >= 8);
  CHECK(most_outputs >= 4);
}

// Reverse, but with a wrong row in place of every node of one name.
Way reverse_with(const Row& wrong) {
  const auto gradient = [&wrong](const Task& task) {
    Diagnostics none;
    Graph g = std::move(*build(to_spec(task.graph), none));
    for (NodeId n = 0; n < g.size(); ++n)
      if (g.row[n]->name == wrong.name) g.row[n] = &wrong;
    Task own = weighted_task(g);
    return find_mode("reverse")->run(own).gradient;
  };
  return {"reverse with a wrong row", gradient, 1e-12};
}

TEST_CASE("a wrong row is found, and shrunk to the one statement that is wrong") {
  // d tanh = 1 + y²; and a matrix product whose second adjoint is twice too large.
  Row wrong_tanh = elementwise(
      {.name = "tanh",
       .category = "test",
       .ports = {"x"},
       .doc = "",
       .latex = "",
       .derivative_latex = {},
       .torch = "",
       .jax = "",
       .numpy = ""},
      [](const auto& at) { return num::tanh(at.x[0]); },
      times_coef(kOutput, [](const auto& at) { return 1.0 + at.y * at.y; }));
  Row wrong_matmul = *find_row("matmul");
  wrong_matmul.kernels.vjp = [](const Site<Counted>& s, const Counted* coef, const Counted* adjoint,
                                std::span<Counted* const> out) {
    find_row("matmul")->kernels.vjp(s, coef, adjoint, out);
    for (std::int64_t i = 0; out[1] != nullptr && i < s.dims.in[1].elements(); ++i) out[1][i] *= 2.0;
  };
  for (const Row* wrong : {&wrong_tanh, &wrong_matmul}) {
    const std::vector<Way> ways = {all_ways()[0], reverse_with(*wrong)};
    const auto judge = [&](const std::string& text) { return disagreement(text, ways); };
    int found = 0;
    for (int i = 0; i < kGraphs && found < 5; ++i) {
      Dice dice(first_seed() + static_cast<std::uint64_t>(2 * i) + 1);
      const std::string text = print(to_spec(random_graph(dice, Rank::kTensors)));
      if (!judge(text)) continue;
      ++found;
      const std::string small = shrink(text, judge);
      INFO(text, "\n", small);
      CHECK(judge(small).has_value());
      const Graph g = graph_of(small);
      int statements = 0;
      for (NodeId n = 0; n < g.size(); ++n) {
        if (g.is_given(n)) continue;
        ++statements;
        CHECK(g.row[n]->name == wrong->name);
      }
      CHECK(statements == 1);
      CHECK(g.wrt.size() == 1);
      CHECK(g.size() <= 3);
    }
    CHECK(found == 5);
  }
}

}  // namespace
}  // namespace bw::test
