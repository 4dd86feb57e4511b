// The modes on every golden network: predictions against executions, schedules against each other, and long graphs.
#include <algorithm>
#include <cmath>
#include <set>

#include "api/differentiate/differentiate.hpp"
#include "modes/registry.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

struct Named {
  const char* mode;
  Options options;
};
const std::vector<Named> kSchedules = {
    {"forward", {.chunk = 1}},
    {"forward", {.chunk = 3}},
    {"forward", {.chunk = {}, .all = true}},
    {"forward", {.chunk = 1, .all = false, .keep_values = true}},
    {"forward", {.chunk = 2, .all = false, .keep_values = true}},
    {"forward_sparse", {}},
    {"forward_coloured", {}},
    {"forward_coloured", {.chunk = 2, .all = false, .keep_values = true}},
    {"reverse", {.chunk = 1}},
    {"reverse", {.chunk = 2}},
    {"reverse", {.chunk = {}, .all = true}},
    {"reverse_sparse", {}},
    {"reverse_coloured", {}},
    {"reverse_coloured", {.chunk = 2}},
    {"checkpointed", {}},
    {"checkpointed", {.chunk = 2, .segments = 3}},
    {"checkpointed", {.segments = 1}},
    {"checkpointed", {.segments = 1'000'000}},
    {"checkpointed", {.budget_bytes = 1'000'000}},
};

void check_same(const Memory& a, const Memory& b) {
  CHECK(a.inputs_bytes == b.inputs_bytes);
  CHECK(a.peak_bytes == b.peak_bytes);
  CHECK(a.inner_peak_bytes == b.inner_peak_bytes);
  CHECK(a.saved_bytes == b.saved_bytes);
  CHECK(a.saved_for_adjoint_bytes == b.saved_for_adjoint_bytes);
}

TEST_CASE("what is predicted from formulas is what an execution counts, step by step") {
  for (const Network& network : golden_networks()) {
    const Graph graph = graph_of(network.text);
    for (const Named& schedule : kSchedules) {
      for (const bool jacobian : {false, true}) {
        INFO(network.name, ", ", schedule.mode, ", chunk ", schedule.options.chunk.value_or(0),
             jacobian ? ", jacobian" : "");
        Task task = task_of(graph, schedule.options);
        task.jacobian = jacobian;
        task.keep = {.steps = true, .timeline = true};
        const Outcome executed = find_mode(schedule.mode)->run(task);
        task.predict = true;
        const Outcome predicted = find_mode(schedule.mode)->run(task);
        CHECK(executed.sweeps == predicted.sweeps);
        CHECK(executed.trace.value == predicted.trace.value);
        CHECK(executed.trace.derivative == predicted.trace.derivative);
        CHECK(executed.trace.recomputed == predicted.trace.recomputed);
        check_same(executed.trace.memory, predicted.trace.memory);
        REQUIRE(executed.trace.steps.size() == predicted.trace.steps.size());
        for (std::size_t i = 0; i < executed.trace.steps.size(); ++i)
          CHECK(executed.trace.steps[i].cost == predicted.trace.steps[i].cost);
      }
    }
  }
}

TEST_CASE("all schedules give one gradient and one Jacobian") {
  for (const Network& network : golden_networks()) {
    const Graph graph = graph_of(network.text);
    Task task = task_of(graph);
    const Outcome reference = find_mode("reverse")->run(task);
    task.jacobian = true;
    const Outcome jacobian = find_mode("reverse")->run(task);
    for (const Named& schedule : kSchedules) {
      INFO(network.name, ", ", schedule.mode);
      CHECK(distance(run(schedule.mode, graph, schedule.options).gradient, reference.gradient, 1e-3) < 1e-12);
      task.options = schedule.options;
      CHECK(distance(find_mode(schedule.mode)->run(task).jacobian, jacobian.jacobian, 1e-3) < 1e-12);
    }
  }
}

TEST_CASE("each direction has one default mode, and its pens are told apart by line and by mark") {
  for (const Direction direction : {Direction::kAlong, Direction::kAgainst}) {
    int defaults = 0;
    std::set<Line> lines;
    std::set<Mark> marks;
    std::size_t pens = 0;
    const auto draw = [&](const Pen& pen) { ++pens, lines.insert(pen.line), marks.insert(pen.mark); };
    for (const Mode* mode : modes()) {
      if (mode->direction != direction) continue;
      INFO(mode->name);
      CHECK(!mode->label.empty());
      CHECK(!(mode->default_of_direction && mode->referee));
      defaults += mode->default_of_direction ? 1 : 0;
      for (const Schedule& schedule : mode->schedules) draw(schedule.pen);
      if (mode->pen) draw(*mode->pen);
    }
    CHECK(defaults == 1);
    CHECK(lines.size() == pens);
    CHECK(marks.size() == pens);
  }
}

TEST_CASE("a derivative does not pass through a wrt node") {
  const Graph graph = graph_of("param w = 2\nz = w * w\nL = z * w\nwrt w, z\n");
  // By w: dL/dw with z held = z = 4; by z: w = 2.
  for (const Named& schedule : kSchedules)
    CHECK(run(schedule.mode, graph, schedule.options).gradient == std::vector<double>{4, 2});
}

TEST_CASE("a seed at an inner node is one more contribution") {
  const Graph graph = graph_of("param x = 3\ny = x * x\nL = 2 * y\n");
  Task task = task_of(graph);
  task.seeds.push_back({*graph.find("y"), {10}});
  // d(L + 10 y)/dx = (2 + 10) · 2x = 72
  for (const Mode* mode : modes())
    if (!mode->referee) CHECK(mode->run(task).gradient == std::vector<double>{72});
}

TEST_CASE("reverse visits only ancestors of the output that a sweep seeds") {
  const Graph graph = graph_of("param x = 2\na = x * x\nb = sin(x)\noutput a, b\n");
  Task task = task_of(graph);
  task.jacobian = true;
  const Outcome out = find_mode("reverse")->run(task);
  // Sweep of a: x·ȳ twice and their sum, 2 mul 1 add; sweep of b: cos x and a product, 1 fn 1 mul.
  CHECK(narrowed(out.trace.derivative) == Cost{.add = 1, .mul = 3, .fn = 1});
  CHECK(out.jacobian[0] == 4);
  CHECK(out.jacobian[1] == std::cos(2.0));
}

TEST_CASE("a graph without params has values and an empty gradient") {
  const Graph graph = graph_of("input x = 2\ny = x * x\n");
  for (const Named& schedule : kSchedules) CHECK(run(schedule.mode, graph, schedule.options).gradient.empty());
}

TEST_CASE("paths that cancel are no disagreement: rounding is measured beside the paths") {
  // By c: cos c + a - e^-c. At b = -52 c is 3e-23, so 1 + 3e-23 - 1: one way keeps 3e-23, the other 0.
  DifferentiateRequest request;
  request.network.text = "param w = 0.5\nparam b = -52\na = sigmoid(w + b)\nc = tanh(a)\nL = sin(c) + a*c + exp(-c)\n";
  request.modes = default_modes();
  request.include = {.value = true, .adjoint = true, .gradient_forward = true};
  Diagnostics diagnostics;
  const std::optional<Differentiated> result = differentiate(request, diagnostics);
  REQUIRE(result.has_value());
  CHECK(result->agreement.max_relative < 1e-12);
  CHECK(result->agreement.dot->relative < 1e-12);
  CHECK(*std::max_element(result->difference.begin(), result->difference.end()) > 1e-3);
}

TEST_CASE("an adjoint that cancels to nothing is no disagreement") {
  // The elements of a softmax sum to 1, so nothing moves their mean: one way finds 0, the other a rounding error.
  DifferentiateRequest request;
  request.network.text = "param x = [-1, -2, -1]\ny = mean(softmax(x))\n";
  request.modes = default_modes();
  request.include = {.value = true, .adjoint = true, .gradient_forward = true};
  Diagnostics diagnostics;
  const std::optional<Differentiated> result = differentiate(request, diagnostics);
  REQUIRE(result.has_value());
  CHECK(result->agreement.max_relative < 1e-12);
  CHECK(result->agreement.dot->relative < 1e-12);
  for (const double difference : result->difference) CHECK(difference < 1e-12);
}

TEST_CASE("the complex step at 0 to a power takes the limits that the row takes") {
  const auto gradient = run("complex_step", graph_of("param x = 0\nparam e = 2\ny = x ** e\n")).gradient;
  CHECK(std::fabs(gradient[0]) < 1e-49);  // of the size of the step
  CHECK(gradient[1] == 0);
}

TEST_CASE("a chain of 100,000 nodes") {
  std::string text = "param x = 0.5\ny = sin(x)\n";
  for (int i = 0; i < 99'999; ++i)
    text += "y" + std::to_string(i) + " = y" + (i == 0 ? std::string() : std::to_string(i - 1)) + " + x\n";
  const Graph graph = graph_of(text);
  // y + 99,999 x by x
  const double expected = std::cos(0.5) + 99'999;
  for (const char* mode : {"forward", "reverse", "checkpointed"})
    CHECK(run(mode, graph).gradient[0] == doctest::Approx(expected).epsilon(1e-12));
}

TEST_CASE("2^1000 paths") {
  std::string text = "param x0 = 1\n";
  for (int i = 0; i < 1000; ++i)
    text += "x" + std::to_string(i + 1) + " = x" + std::to_string(i) + " + x" + std::to_string(i) + "\n";
  const Graph graph = graph_of(text);
  for (const char* mode : {"forward", "forward_sparse", "reverse", "checkpointed"}) {
    const Outcome out = run(mode, graph);
    CHECK(out.gradient[0] == std::ldexp(1.0, 1000));
    CHECK(narrowed(out.trace.value).add == 1000);
  }
}

}  // namespace
}  // namespace bw::test
