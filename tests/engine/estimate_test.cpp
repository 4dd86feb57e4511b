// Graphs of shapes, and what is estimated on them against what an execution counts, on random networks.
#include "analysis/estimate.hpp"
#include "random_graph.hpp"
#include "support.hpp"
#include "text/printer.hpp"

namespace bw::test {
namespace {

// A task with ones at every output.
Task seeded(const Graph& graph) {
  Task task{.graph = graph, .leaf_values = graph.leaf_values, .wrt = graph.wrt, .seeds = {}};
  for (const NodeId n : graph.outputs)
    task.seeds.push_back({n, std::vector<double>(static_cast<std::size_t>(graph.elements(n)), 1.0)});
  return task;
}

Graph shapes_of(const std::string& text) {
  Diagnostics said;
  std::optional<Graph> graph = build(parse(text, said, Purpose::kShapes), said);
  REQUIRE(graph.has_value());
  CHECK(verify(*graph) == std::nullopt);
  return std::move(*graph);
}

void check_equal(const Outcome& a, const Outcome& b) {
  CHECK(a.trace.value == b.trace.value);
  CHECK(a.trace.derivative == b.trace.derivative);
  CHECK(a.trace.memory.inputs_bytes == b.trace.memory.inputs_bytes);
  CHECK(a.trace.memory.peak_bytes == b.trace.memory.peak_bytes);
  CHECK(a.trace.memory.inner_peak_bytes == b.trace.memory.inner_peak_bytes);
  CHECK(a.trace.memory.saved_bytes == b.trace.memory.saved_bytes);
  CHECK(a.trace.memory.saved_for_adjoint_bytes == b.trace.memory.saved_for_adjoint_bytes);
}

TEST_CASE("random networks: an execution counts what was estimated from their shapes") {
  Dice dice(20);
  for (int i = 0; i < 300; ++i) {
    const Graph graph = random_graph(dice, i % 2 == 0 ? Rank::kTensors : Rank::kScalars);
    INFO(print(to_spec(graph)));
    GraphSpec spec = to_spec(graph);
    spec.purpose = Purpose::kShapes;
    Diagnostics said;
    const std::optional<Graph> shapes = build(spec, said);
    REQUIRE(shapes.has_value());
    CHECK(shapes->leaf_values.empty());
    const Estimate guess = estimate(*shapes, 1);
    const Task task = seeded(graph);
    check_equal(guess.training, find_mode("reverse")->run(task));
    Task alone = task;
    alone.keep_nodes = true;
    const Outcome values = run_all(begin_values(alone));
    check_equal(guess.prediction, values);
    alone.keep_nodes = true;
    CHECK(values.values == find_mode("reverse")->run(alone).values);
  }
}

TEST_CASE("random networks: what an example adds is the same for each, and weights are there once") {
  Dice dice(21);
  for (int i = 0; i < 100; ++i) {
    const Graph graph = random_graph(dice, Rank::kTensors);
    INFO(print(to_spec(graph)));
    const Estimate one = estimate(graph, 1), two = estimate(graph, 2), many = estimate(graph, 1'000'000);
    const auto at = [](const Estimate& e) {
      return e.training.trace.value.flops() + e.training.trace.derivative.flops();
    };
    CHECK(at(many) == at(one) + 999'999 * (at(two) - at(one)));
    CHECK(at(two) <= 2 * at(one) + graph.total_elements() * 20);
    CHECK(one.sizes.weights == many.sizes.weights);
    CHECK(one.sizes.data * 1'000'000 == many.sizes.data);
    for (NodeId n = 0; n < graph.size(); ++n)
      CHECK(many.nodes[n].value == (many.nodes[n].differs ? 1'000'000 : 1) * one.nodes[n].value);
  }
}

TEST_CASE("the largest network and batch that may be asked for stay inside 128 bits") {
  const Graph graph =
      shapes_of("input x = randn(90000, 90000, seed=1)\nparam W = randn(90000, 90000, seed=2)\ny = x @ W");
  const Estimate e = estimate(graph, limits::kBatch);
  const Wide n = 90'000, mul = n * n * n * limits::kBatch;
  CHECK(e.training.trace.value.mul == mul);
  CHECK(e.training.trace.derivative.mul == mul);
  CHECK(e.training.trace.derivative.add == mul - n * n);
  const Outcome all = estimated_run(*find_mode("forward"), graph, limits::kBatch, {.chunk = {}, .all = true});
  CHECK(all.trace.derivative.mul == mul * n * n);
  CHECK(all.trace.memory.peak_bytes == 8 * n * n * (n * n + limits::kBatch * (1 + n * n)));
}

TEST_CASE("a graph of shapes prints leaves by their recipes, and reads them again") {
  const char* text =
      "input x = linspace(0, 1, 4)\nparam W = he(3, 4, seed=5)\ninput I = eye(3)\ninput t = [1, 2, 3]\ny = I @ (W @ x) "
      "- t\noutput y\nwrt W\n";
  const Graph shapes = shapes_of(text), again = graph_of(print(to_spec(shapes))), whole = graph_of(text);
  CHECK(
      print(to_spec(shapes)).rfind("input x = linspace(0, 1, 4)\nparam W = he(3, 4, seed=5)\ninput I = eye(3)\n", 0) ==
      0);
  CHECK(again.leaf_values == whole.leaf_values);
}

}  // namespace
}  // namespace bw::test
