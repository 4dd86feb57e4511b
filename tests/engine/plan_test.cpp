// Plans against the traced modes: the same bits for every value, tangent and adjoint.
#include <algorithm>
#include <bit>
#include <cmath>

#include "ops/frequent.hpp"
#include "ops/registry.hpp"
#include "plan/plan.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

// How many numbers differ in their bits; all NaNs are alike.
std::size_t differing(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return a.size() + b.size();
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    count += std::bit_cast<std::uint64_t>(a[i]) != std::bit_cast<std::uint64_t>(b[i]) &&
             !(std::isnan(a[i]) && std::isnan(b[i]));
  return count;
}

std::shared_ptr<const Graph> shared_graph(const std::string& text) {
  return std::make_shared<const Graph>(graph_of(text));
}

// Holds a plan for the task against forward and reverse.
void check_plan(const std::shared_ptr<const Graph>& graph, Task task) {
  task.keep_nodes = true;
  const Outcome reverse = find_mode("reverse")->run(task);
  const Outcome gradient = find_mode("forward")->run(task);
  std::vector<NodeValues> direction;
  for (const NodeId n : task.wrt) {
    NodeValues v{n, {}};
    for (std::int64_t i = 0; i < graph->elements(n); ++i) v.value.push_back(0.25 * static_cast<double>(i % 7) - 0.5);
    direction.push_back(std::move(v));
  }
  task.direction = direction;
  const Outcome forward = find_mode("forward")->run(task);
  const std::unique_ptr<Plan> plan = Plan::make(graph, {task.wrt, task.seeds, direction});
  REQUIRE(plan != nullptr);
  plan->set_leaves(task.leaf_values);
  for (int again = 0; again < 2; ++again) {  // a second sweep finds what the first left
    plan->run_values();
    plan->run_tangent();
    plan->run_adjoint();
    CHECK(differing(plan->values(), reverse.values) == 0);
    CHECK(differing(plan->adjoints(), reverse.adjoints) == 0);
    if (!task.wrt.empty()) CHECK(differing(plan->tangents(), forward.tangents) == 0);
  }
  for (const std::int64_t lanes : {1, 4, 7, 8}) CHECK(differing(plan->gradient_along(lanes), gradient.gradient) == 0);
}

TEST_CASE("a plan gives the bits of the traced modes on every golden network") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const auto graph = shared_graph(network.text);
    check_plan(graph, task_of(*graph));
  }
}

TEST_CASE("the rows that a plan calls by name are those of the registry") {
  const auto is = [](const char* name, ValueLoop value, AdjointLoop adjoint) {
    return find_row(name)->run.value == value && find_row(name)->run.adjoint == adjoint;
  };
  CHECK(is("add", &RunOfSum::value, &RunOfSum::adjoint));
  CHECK(is("mul", &RunOfProduct::value, &RunOfProduct::adjoint));
  CHECK(is("tanh", &RunOfTanh::value, &RunOfTanh::adjoint));
  CHECK(!is("sub", &RunOfSum::value, &RunOfSum::adjoint));
}

TEST_CASE(
    "a plan gives the bits of the traced modes where sums have an order, zeros a sign, and nodes a derivative of their "
    "own") {
  const std::string vector = "param x = [0.5, -1.25, 2]\nparam W = [[1, 2, 3], [-4, 5, -6.5]]\nparam s = 0.75\n";
  const std::vector<std::string> ends = {
      "L = sum(x - s) + sum(W - x) + sum(W / x) + s",  // negated sums over broadcast elements
      "a = W * x\nb = W + x\nc = x * s\nL = sum(a) + sum(b * a) + sum(c) + sum(x)",  // sums of sums
      "L = sin(x[0]) + x[0] * x[1] + sum(x[1:3]) + x[0]",             // parts of a vector, one untouched at last
      "u = x[0:2]\nv = x[2] * s\nL = sum(u) * v + exp(s)\n",          // a first part that leaves zeros
      "c = concat(x, x)\nd = concat(x, c)\nL = sum(c * c) + sum(d)",  // one node twice
      "t = W.T\nr = reshape(W, shape=[3, 2])\nL = sum(t @ W) + sum(r * t)",
      "y = s * s\nz = stop_gradient(y) * s + y\nL = where(s, z, y) + z * z * z",
      "y = tanh(s)\nz = y * y + y\nL = z * y\nwrt s, y, x",  // a wrt node inside
      "y = leaky_relu(x, alpha=0.25)\nz = leaky_relu(x, alpha=-0.5)\nL = sum(y * z) + sum(elu(x, alpha=2))",
      "y = x * x\nz = W @ x\nL = sum(maximum(y, x)) + amax(z) + sum(softmax(W)) + logsumexp(x)",
      "a = 0 * x\nb = -a\nL = sum(a * b) - sum(b)\n",  // zeros of both signs
      "a = 1 / (x - x)\nL = sum(a * s) + log(s - s)",  // infinities and NaN
      "h = x @ W.T\nk = W.T @ h\nL = sum(h) * sum(k) + h[0] + k[2] + h @ h",
      "param B = randn(3, 71, seed=4)\na = tanh(B)\nb = sigmoid(B)\nc = exp(B)\nL = sum(a * b * c) + s",  // more than a block of a function
      "param B = randn(3, 71, seed=5)\nL = sum(softmax(B) * log_softmax(B)) + sum(logsumexp(B, axis=0)) + "
      "sum(cross_entropy(B, B * B)) + s",
      "r = sqrt(x - x[0])\nu = r * r\nL = 0 * r[0] + sum(u / x) + amax(r)",               // zeros that meet infinity
      "r = log(W - W)\nh = W @ exp(r[0]) + r @ x\nL = sum(h * 0) + sum(softmax(r)) + s",  // in products of matrices, and in lines
      "u = x / (x - x)\nv = (x - x) / u\nL = sum(v * 0 - u * s) + leaky_relu(u[0], alpha=0) + abs(u[1]) * relu(v[2])",
      "n = layer_norm(W / (W[0, 0] - 1), x, x)\nL = sum(n * W) + sum(cross_entropy(n, W)) + mse(n, W) + "
      "sum(outer(n[0], x))",
      "g = where(x - 0.5, sqrt(x - x), x) ** x\nL = sum(g) + sum(bce_logits(log(x - x), x - x)) + logsumexp(log(x - "
      "x))",
      "a = s + 1\nb = s + 2\nc = s + 3\nd = a * b * c\nunused = exp(d) * x\nL = d + c + b + a",
  };
  for (const std::string& end : ends) {
    INFO(end);
    const auto graph = shared_graph(vector + end + "\n");
    Task task = task_of(*graph);
    check_plan(graph, task);
    if (const auto inner = graph->find("y"))
      task.seeds.push_back({*inner, std::vector<double>(static_cast<std::size_t>(graph->elements(*inner)), -2.5)});
    task.seeds.push_back({*graph->find("s"), {3.0}});
    check_plan(graph, task);
  }
}

TEST_CASE("a plan sees a number that is not finite wherever it stands among those that a sweep leaves") {
  for (std::size_t count = 1; count <= 20; ++count)
    for (std::size_t at = 0; at < count; ++at) {
      std::string roots, factors;  // 0 times the slope of sqrt at 0, and 1 times that at 4 elsewhere
      for (std::size_t i = 0; i < count; ++i) {
        roots += (i == 0 ? "" : ", ") + std::string(i == at ? "0" : "4");
        factors += (i == 0 ? "" : ", ") + std::string(i == at ? "0" : "1");
      }
      INFO(count << " numbers, " << at << " of them before it");
      const auto graph = shared_graph("input c = [" + factors + "]\nparam x = [" + roots + "]\nL = sum(c * sqrt(x))\n");
      const Task task = task_of(*graph);
      const std::unique_ptr<Plan> plan = Plan::make(graph, {task.wrt, task.seeds, {}});
      REQUIRE(plan != nullptr);
      plan->set_leaves(task.leaf_values);
      plan->run_values();
      plan->run_adjoint();
      const std::vector<double> adjoints = plan->adjoints();
      for (std::size_t i = 0; i < count; ++i)
        CHECK(adjoints[static_cast<std::size_t>(graph->offset[task.wrt[0]]) + i] == (i == at ? 0.0 : 0.25));
    }
}

// A network of statements on numbers, vectors of 3 and 2×3 matrices, every row of one and two operands among them.
std::string random_text(std::uint64_t seed, int statements) {
  std::uint64_t state = seed;
  const auto below = [&](std::size_t n) {
    return static_cast<std::size_t>((state = state * 6364136223846793005u + 1442695040888963407u) >> 33) % n;
  };
  std::vector<std::string> unary;
  for (const Row& row : rows())
    if (row.broadcasts && row.arity() == 1 && row.symbol.empty()) unary.emplace_back(row.name);
  std::string text =
      "param p0 = 0.7\nparam p1 = -0.4\nparam v0 = [0.3, -0.6, 0.9]\ninput v1 = [1.5, 0.2, -0.1]\nparam m0 = [[0.1, "
      "0.2, 0.3], [-0.3, -0.2, 0.4]]\n";
  std::vector<std::string> scalars = {"p0", "p1"}, vectors = {"v0", "v1"}, matrices = {"m0"};
  for (int i = 0; i < statements; ++i) {
    auto& from = below(3) != 0 ? scalars : below(2) != 0 ? vectors : matrices;
    const auto pick = [&](const std::vector<std::string>& list) { return list[below(list.size())]; };
    const std::string name = "n" + std::to_string(i), a = pick(from);
    const char* binary[] = {" + ", " - ", " * ", " / "};
    std::string line;
    auto* to = &from;
    switch (below(8)) {
      case 0:
      case 1: line = unary[below(unary.size())] + "(" + a + ")"; break;
      case 2: line = a + binary[below(4)] + pick(scalars); break;
      case 3:
        line = &from == &scalars ? pick(vectors) + binary[below(3)] + a
                                 : pick(matrices) + binary[below(3)] + pick(vectors);
        to = &from == &scalars ? &vectors : &matrices;
        break;
      case 4:
        line = &from == &scalars ? a + " * " + pick(scalars) : "sum(" + a + ")";
        to = &scalars;
        break;
      case 5:
        line = &from == &vectors    ? a + "[" + std::to_string(below(3)) + "]"
               : &from == &matrices ? a + "[1, 2]"
                                    : a + " - 0.5";
        to = &scalars;
        break;
      case 6:
        line = &from == &matrices ? a + "[0]" : a + binary[below(3)] + pick(from);
        to = &from == &matrices ? &vectors : &from;
        break;
      default: line = "tanh(" + a + ")"; break;
    }
    text += name + " = " + line + "\n";
    to->push_back(name);
  }
  return text + "L = sum(" + vectors.back() + ") + sum(" + matrices.back() + ") + " + scalars.back() + "\noutput L\n";
}

TEST_CASE("a plan gives the bits of the traced modes on random networks") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const std::string text = random_text(seed, 10 + static_cast<int>(seed % 4) * 40);
    INFO(text);
    const auto graph = shared_graph(text);
    check_plan(graph, task_of(*graph));
  }
}

TEST_CASE("a plan that has swept with strong zeros sweeps finite numbers again as it did") {
  const auto graph = shared_graph(
      "param x = [1, 4]\nparam W = [[1, 2], [3, 4]]\nu = W @ sqrt(x)\nL = u[0] + 0 * u[1] + sum(log(x))\n");
  const Task task = task_of(*graph);
  const std::unique_ptr<Plan> plan = Plan::make(graph, {task.wrt, task.seeds, {{*graph->find("x"), {0, 1}}}});
  const auto sweep = [&](double x) {
    std::vector<double> leaves = graph->leaf_values;
    leaves[static_cast<std::size_t>(graph->offset[*graph->find("x")])] = x;
    plan->set_leaves(leaves);
    plan->run_values(), plan->run_tangent(), plan->run_adjoint();
    std::vector<double> all = plan->tangents();
    const std::vector<double> adjoints = plan->adjoints();
    all.insert(all.end(), adjoints.begin(), adjoints.end());
    return all;
  };
  const std::vector<double> before = sweep(1), edge = sweep(0);
  CHECK(std::isinf(plan->adjoints()[0]));
  CHECK(std::none_of(edge.begin(), edge.end(), [](double v) { return std::isnan(v); }));
  CHECK(differing(sweep(1), before) == 0);
}

TEST_CASE("a plan of a long chain is made and run without recursion, in little memory") {
  std::string text = "param x = 0.5\ny0 = sin(x)\n";
  for (int i = 1; i < 100'000; ++i)
    text += "y" + std::to_string(i) + " = y" + std::to_string(i - 1) + (i % 2 == 0 ? " + x\n" : " * 0.5\n");
  const auto graph = shared_graph(text);
  const std::unique_ptr<Plan> plan = Plan::make(graph, {graph->wrt, task_of(*graph).seeds, {}});
  REQUIRE(plan != nullptr);
  plan->run_values();
  plan->run_adjoint();
  CHECK(plan->adjoints()[0] == run("reverse", *graph).gradient[0]);
}

TEST_CASE("a plan takes at most 64 bytes a scalar node where levels are wide") {
  std::string text;
  const int width = 200;
  for (int i = 0; i < width; ++i) text += "param n" + std::to_string(i) + " = 0.3\n";
  for (int i = width; i < 20'000; ++i) {
    const std::string a = "n" + std::to_string(i - width),
                      b = "n" + std::to_string(i - width - i % 7 % (i - width + 1));
    text +=
        "n" + std::to_string(i) + " = " + (i % 4 == 0 ? "sin(" + a + ")" : a + (i % 2 == 0 ? " * " : " + ") + b) + "\n";
  }
  const auto graph = shared_graph(text + "output n19999\n");
  const std::unique_ptr<Plan> plan = Plan::make(graph, {graph->wrt, task_of(*graph).seeds, {}});
  REQUIRE(plan != nullptr);
  const double bytes_a_node = static_cast<double>(plan->bytes()) / graph->size();
  MESSAGE(bytes_a_node, " bytes a node");
  CHECK(bytes_a_node <= 64);
}

}  // namespace
}  // namespace bw::test
