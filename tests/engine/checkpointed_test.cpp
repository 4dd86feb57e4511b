// Checkpointed reverse: the same bits as reverse whatever is cut, and figures by hand.
#include <cstring>

#include "analysis/estimate.hpp"
#include "modes/registry.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

// sin reads its operand going back, tanh its own value.
std::string chain(const char* op, int steps) {
  std::string text = "param x = 0.5\n";
  for (int i = 1; i <= steps; ++i)
    text += "v" + std::to_string(i) + " = " + op + "(" + (i == 1 ? "x" : "v" + std::to_string(i - 1)) + ")\n";
  return text;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

Wide recomputed(const Outcome& out) { return out.trace.recomputed->flops() + out.trace.recomputed->fn; }

TEST_CASE("a hundred equal steps in ten segments") {
  // Nine cuts (the input is no cut, and in no total) hold v10, v20 … v90. The last segment keeps its ten values, v91 … v100: 19
  // values. The first adjoint step is computed with two adjoints: 21 numbers, 168 B. Each of the nine other segments makes nine
  // values again, as a cut holds its tenth: 81. By the published convention, which counts the input a checkpoint and makes the
  // tenth again, it is 10 + 10 = 20 values and 90 steps. Plain reverse: 100 values and two adjoints, 102 numbers, 816 B.
  for (const char* op : {"sin", "tanh"}) {
    INFO(op);
    const Graph graph = graph_of(chain(op, 100));
    const Outcome cut = run("checkpointed", graph, {.segments = 10}), plain = run("reverse", graph);
    CHECK(cut.trace.memory.saved_bytes == 19 * 8);
    CHECK(narrowed(*cut.trace.recomputed) == Cost{.fn = 81});
    CHECK(cut.trace.memory.inner_peak_bytes == 168);
    CHECK(plain.trace.memory.inner_peak_bytes == 816);
    CHECK(cut.trace.value == plain.trace.value);
    CHECK(cut.trace.derivative == plain.trace.derivative);
    CHECK(same_bits(cut.gradient, plain.gradient));
    CHECK(same_bits(run("checkpointed", graph).gradient, plain.gradient));
    CHECK(run("checkpointed", graph).segments == 10);
  }
}

TEST_CASE("one segment is reverse") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const Graph graph = graph_of(network.text);
    Task task = task_of(graph, {.segments = 1});
    task.keep = {.steps = true, .timeline = true};
    const Outcome one = find_mode("checkpointed")->run(task), plain = find_mode("reverse")->run(task);
    CHECK(recomputed(one) == 0);
    CHECK(one.trace.value == plain.trace.value);
    CHECK(one.trace.derivative == plain.trace.derivative);
    CHECK(one.trace.memory.peak_bytes == plain.trace.memory.peak_bytes);
    CHECK(one.trace.memory.inner_peak_bytes == plain.trace.memory.inner_peak_bytes);
    CHECK(one.trace.memory.saved_bytes == plain.trace.memory.saved_bytes);
    CHECK(one.trace.memory.saved_for_adjoint_bytes == plain.trace.memory.saved_for_adjoint_bytes);
    REQUIRE(one.trace.steps.size() == plain.trace.steps.size());
    for (std::size_t i = 0; i < one.trace.steps.size(); ++i) {
      CHECK(one.trace.steps[i].node == plain.trace.steps[i].node);
      CHECK(one.trace.steps[i].live_bytes == plain.trace.steps[i].live_bytes);
      CHECK(one.trace.steps[i].live_bytes_after == plain.trace.steps[i].live_bytes_after);
    }
  }
}

TEST_CASE("the same bits as reverse, gradient and Jacobian, however it is cut") {
  for (const Network& network : golden_networks()) {
    const Graph graph = graph_of(network.text);
    for (const bool jacobian : {false, true}) {
      Task task = task_of(graph);
      task.jacobian = jacobian;
      for (const Options& options : std::vector<Options>{{},
                                                         {.segments = 2},
                                                         {.segments = 5},
                                                         {.segments = 1'000'000},
                                                         {.chunk = {}, .all = true, .segments = 3}}) {
        INFO(network.name, jacobian ? ", jacobian" : "", ", segments ", options.segments.value_or(0));
        task.options = options;
        task.options.segments = {};
        const Outcome plain = find_mode("reverse")->run(task);
        task.options = options;
        const Outcome out = find_mode("checkpointed")->run(task);
        CHECK(same_bits(out.gradient, plain.gradient));
        CHECK(same_bits(out.jacobian, plain.jacobian));
        if (!jacobian) CHECK(out.trace.derivative == plain.trace.derivative);
      }
    }
  }
}

TEST_CASE("what is allocated is freed, and the peak is that of the steps") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const Graph graph = graph_of(network.text);
    Task task = task_of(graph);
    task.keep = {.steps = true, .timeline = true};
    const Outcome out = find_mode("checkpointed")->run(task);
    Wide live = 0, peak = 0;
    for (const Step& step : out.trace.steps) {
      for (const Buffer& b : step.allocates) live += b.bytes;
      CHECK(step.live_bytes == live);
      peak = std::max(peak, live);
      for (const Buffer& b : step.frees) live -= b.bytes;
      CHECK(step.live_bytes_after == live);
      CHECK((!step.again || step.sweep == Sweep::kValue));
    }
    CHECK(peak == out.trace.memory.peak_bytes);
  }
}

TEST_CASE("within a budget: the peak is within it, and less than the least is refused by name") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const Graph graph = graph_of(network.text);
    Task task = task_of(graph);
    const auto peak = static_cast<std::int64_t>(find_mode("reverse")->run(task).trace.memory.inner_peak_bytes);
    task.predict = true;
    task.options.budget_bytes = 0;
    const Outcome refused = find_mode("checkpointed")->run(task);
    REQUIRE(refused.refusal.has_value());
    const std::size_t at = refused.refusal->hint.find(' ') + 1;
    const std::int64_t least = std::stoll(refused.refusal->hint.substr(at));
    CHECK(least <= peak);
    for (const std::int64_t budget : {least, (least + peak) / 2, peak}) {
      task.options.budget_bytes = budget;
      const Outcome out = find_mode("checkpointed")->run(task);
      REQUIRE(!out.refusal);
      CHECK(out.trace.memory.inner_peak_bytes <= budget);
      if (budget == peak) CHECK(recomputed(out) == 0);
      if (budget == least && out.proven == true) CHECK(out.trace.memory.inner_peak_bytes == least);
    }
    task.options.budget_bytes = least - 1;
    CHECK(find_mode("checkpointed")->run(task).refusal.has_value());
  }
}

TEST_CASE("a proven budget on a network is what an execution takes") {
  // u reads x, z nothing, a itself: only a1 … a4 and x are ever read going back.
  std::string text = "input x = [1, 2, 3]\n";
  for (int i = 1; i <= 4; ++i) {
    const std::string n = std::to_string(i), before = i == 1 ? "x" : "a" + std::to_string(i - 1);
    text += "param W" + n + " = randn(3, 3, seed=" + n + ")\nparam b" + n + " = [1, 2, 3]\n";
    text += "u" + n + " = W" + n + " @ " + before + "\nz" + n + " = u" + n + " + b" + n + "\na" + n + " = tanh(z" + n +
            ")\n";
  }
  const Graph graph = graph_of(text + "L = sum(a4)\n");
  const Outcome plain = run("reverse", graph);
  const auto peak = static_cast<std::int64_t>(plain.trace.memory.inner_peak_bytes);
  // a1 … a4, L, and two adjoints: 3 · 4 + 1 + 6.
  CHECK(peak == 19 * 8);
  const Outcome whole = run("checkpointed", graph, {.budget_bytes = peak});
  CHECK(whole.proven == true);
  CHECK(recomputed(whole) == 0);
  // One a less: it is made again once, from the one before it. A layer is 3 · 5 + 3 flops and 3 functions.
  const Outcome less = run("checkpointed", graph, {.budget_bytes = peak - 8});
  CHECK(less.proven == true);
  CHECK(narrowed(*less.trace.recomputed) == Cost{.add = 9, .mul = 9, .fn = 3, .framework_extra = 3});
  CHECK(less.trace.memory.inner_peak_bytes == peak - 24);
  CHECK(same_bits(less.gradient, plain.gradient));
}

TEST_CASE("a Jacobian within a budget: adjoints of all rows at once, or of one") {
  const Graph graph = graph_of(
      "param x = [1, 2, 3]\na = sin(x)\nb = tanh(a)\nc = exp(b)\nd = sin(c)\ne = tanh(d)\nf = exp(e)\ng = sin(f)\n");
  Task task = task_of(graph);
  task.jacobian = true;
  for (const bool all : {false, true}) {
    task.options = {.all = all};
    const Outcome plain = find_mode("reverse")->run(task);
    const auto peak = static_cast<std::int64_t>(plain.trace.memory.inner_peak_bytes);
    task.options.budget_bytes = peak - 24;
    const Outcome out = find_mode("checkpointed")->run(task);
    REQUIRE(!out.refusal);
    CHECK(out.proven == true);
    CHECK(out.trace.memory.inner_peak_bytes <= peak - 24);
    CHECK(recomputed(out) > 0);
    CHECK(same_bits(out.jacobian, plain.jacobian));
  }
}

TEST_CASE("Revolve on networks: chains of equal steps, and no others") {
  const Graph equal = graph_of(chain("sin", 20));
  const Outcome out = run("checkpointed", equal, {.checkpoints = 3});
  // t(20, 3) = 45 advances, of which 19 are those of the value sweep.
  CHECK(narrowed(*out.trace.recomputed) == Cost{.fn = 45 - 19});
  CHECK(same_bits(out.gradient, run("reverse", equal).gradient));
  for (const std::string& text : {chain("sin", 3) + "L = v3 * v3 + v1\n", chain("sin", 3) + "L = elu(v3)\n"}) {
    const Outcome refused = run("checkpointed", graph_of(text), {.checkpoints = 3});
    REQUIRE(refused.refusal.has_value());
    CHECK(refused.refusal->code == Code::kAttr);
  }
}

TEST_CASE("of a batch the examples count, each with its own values") {
  // x is data, so that all twenty values are there once for each of 1000 examples.
  std::string text = chain("sin", 20);
  text.replace(0, 5, "input");
  const Graph graph = graph_of("param w = 1\n" + text + "L = v20 * w\n");
  const Mode& mode = *find_mode("checkpointed");
  const Outcome one = estimated_run(mode, graph, 1, {}, {}), many = estimated_run(mode, graph, 1000, {}, {});
  CHECK(many.trace.recomputed->fn == 1000 * one.trace.recomputed->fn);
  CHECK(many.trace.memory.inner_peak_bytes == 1000 * one.trace.memory.inner_peak_bytes);
}

}  // namespace
}  // namespace bw::test
