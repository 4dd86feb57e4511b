// The engine when memory fails, and over many requests. This program has operators new and delete of its own.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "allocator.hpp"
#include "api/handle.hpp"
#include "base/generate.hpp"
#include "graph/build.hpp"
#include "plan/plan.hpp"
#include "text/parser.hpp"

namespace bw::test {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '\n' ? "\\n" : c == '"' ? "\\\"" : std::string(1, c);
  return out + "\"";
}
std::string differentiate(const std::string& text, const std::string& more = "") {
  return R"({"v": 1, "kind": "differentiate", "network": {"text": )" + quoted(text) + "}" + more + "}";
}

const std::string kTwoLayers =
    "input x = [0.5, -1.2]\ninput y = 1\nparam W = [[0.1, 0.4], [-0.3, 0.2]]\nparam b = zeros(2)\nparam v = randn(2, "
    "seed=1)\nh = relu(W @ x + b)\nL = bce(sigmoid(v @ h), y) + amax(h) + sum(layer_norm(h, v, b))\n";
const std::string kEverything =
    R"(, "include": ["value", "tangent", "adjoint", "gradient_forward", "local", "contributions", "cost", "graph", "steps", "timeline"], "modes": [{"mode": "forward", "chunk": 2}, {"mode": "forward_sparse"}, {"mode": "reverse"}, {"mode": "checkpointed", "segments": 3}, {"mode": "checkpointed", "budget_bytes": 100000}, {"mode": "difference"}, {"mode": "complex_step"}])";

struct Named {
  const char* name;
  std::string request;
};
const std::vector<Named>& six_requests() {
  static const std::vector<Named> list = {
      {"catalogue", R"({"v": 1, "kind": "catalogue"})"},
      {"graph of a text", R"({"v": 1, "kind": "graph", "expand": true, "network": {"text": )" +
                              quoted("param h = [1, 2]\nsize n = 3\ndef f(x) = sin(x) * x\nrepeat n { h = f(h) + "
                                     "dense(h, 2, tanh) }\nL = sum(h[0:1])") +
                              "}}"},
      {"everything about two layers", differentiate(kTwoLayers, kEverything)},
      {"a Jacobian, network as JSON",
       R"({"v": 1, "kind": "differentiate", "want": "jacobian", "at": {"x": [3, 4]}, "network": {"inputs": [{"id": "x", "shape": [2], "value": [1, 2], "diff": true}], "nodes": [{"id": "y", "op": "mul", "in": ["x", "x"]}, {"id": "z", "op": "softmax", "in": ["y"], "attrs": {"axis": 0}}], "outputs": ["z", "y"]}})"},
      {"mistakes", differentiate("param x = 1\ny = sine(x) + z\nx = 2\nq = [[1, 2], [3]] @ x\nloss w\n",
                                 R"(, "include": ["value"])")},
      {"paths", R"({"v": 1, "kind": "paths", "from": "W", "network": {"text": )" + quoted(kTwoLayers) + "}}"},
  };
  return list;
}

bool is_refusal(const std::string& got) {
  return got.find("\"E_MEMORY\"") != std::string::npos && got.find("\"ok\":false") != std::string::npos;
}

// The network of the last request is kept, so blocks are counted when the same request has just been answered.
void check_failures(const Named& named) {
  const std::string good = handle(named.request);
  fail_at(1);
  CHECK(is_refusal(handle(named.request)));
  fail_at(0);
  REQUIRE(handle(named.request) == good);  // what is built once is built, for good answers and for refusals
  INFO(std::string(named.name));
  const Live before = live();
  std::int64_t n = 1, refused = 0;
  for (bool reached = true; reached; ++n) {
    fail_at(n);
    bool is_good = false, is_memory = false, thrown = false;
    try {
      const std::string got = handle(named.request);
      reached = has_failed();
      is_good = got == good;
      is_memory = !is_good && is_refusal(got);
    } catch (...) {
      reached = has_failed();
      thrown = true;
    }
    fail_at(0);
    refused += is_memory;
    if (thrown || !(is_good || is_memory))
      FAIL_CHECK("allocation ", n, thrown ? ": thrown out of handle" : ": another answer");
    if (handle(named.request) != good) FAIL_CHECK("after allocation ", n, " failed the answer is another");
    if (!(live() == before)) FAIL_CHECK("allocation ", n, ": a leak of ", live().bytes - before.bytes, " bytes");
  }
  CHECK(refused > 20);
  MESSAGE(std::string(named.name), ": ", n - 1, " allocations, ", refused, " answered with E_MEMORY");
}

TEST_CASE("the n-th allocation fails: catalogue") { check_failures(six_requests()[0]); }
TEST_CASE("the n-th allocation fails: graph") { check_failures(six_requests()[1]); }
TEST_CASE("the n-th allocation fails: gradients") { check_failures(six_requests()[2]); }
TEST_CASE("the n-th allocation fails: Jacobian") { check_failures(six_requests()[3]); }
TEST_CASE("the n-th allocation fails: mistakes") { check_failures(six_requests()[4]); }
TEST_CASE("the n-th allocation fails: paths") { check_failures(six_requests()[5]); }

// What request number i is: good and bad, large and small.
std::string mixed(Random& random, int i) {
  const auto number = [&] { return std::to_string(random.uniform()); };
  switch (random.next() % 10) {
    case 0: return "";
    case 1: return R"({"v": 1, "kind": "differentiate", "network": )";
    case 2: return differentiate("param x = " + number() + "\ny = x *\nz = q(x)\n");
    case 3: return differentiate("param x = [" + number() + ", 1]\nparam W = zeros(3, 3)\ny = W @ x\n");
    case 4: return six_requests()[random.next() % 6].request;
    case 5: return differentiate("param x = " + number() + "\ny = log(0 - x) * x / 0\n");
    case 6: {
      std::string text = "param x0 = " + number() + "\n";
      for (int k = 0; k < 40; ++k) text += "x" + std::to_string(k + 1) + " = sin(x" + std::to_string(k) + ") * x0\n";
      return differentiate(text, kEverything);
    }
    case 7:
      return i % 50 == 7
                 ? differentiate("param W = randn(60, 60, seed=" + std::to_string(i) + ")\ny = sum(tanh(W @ W))\n",
                                 R"(, "modes": [{"mode": "reverse"}])")
                 : std::string(2000, '[');
    case 8:
      return differentiate("param x = [" + number() + ", " + number() + "]\ny = softmax(x)\n",
                           R"(, "want": "jacobian")");
    default: return differentiate("param x = " + number() + "\ny = relu(x) + x ** 2\n");
  }
}

TEST_CASE("10,000 mixed requests leave nothing behind") {
  Random random(11);
  const std::string last = six_requests()[4].request;  // the network of the last request is kept
  for (const Named& named : six_requests()) CHECK(!handle(named.request).empty());
  for (int i = 0; i < 200; ++i) CHECK(!handle(mixed(random, i)).empty());
  const std::string good = handle(last);
  const Live before = live();
  for (int i = 0; i < 10'000; ++i) {
    const std::string request = mixed(random, i);
    const std::string answer = handle(request);
    if (answer.empty() || answer.front() != '{') FAIL_CHECK(i, ": ", answer);
  }
  CHECK(handle(last) == good);
  CHECK(live().bytes == before.bytes);
  CHECK(live().blocks == before.blocks);
}

TEST_CASE("the sweeps of a plan take no memory, at ordinary numbers and where zeros meet infinity") {
  Diagnostics none;
  const auto graph = std::make_shared<const Graph>(
      std::move(*build(parse("param x = [0, 1, 4]\nparam W = randn(3, 3, seed=1)\nr = sqrt(x)\nh = softmax(W @ r) * W "
                             "+ layer_norm(r, x, x)\nL = 0 * r[0] + sum(h) + logsumexp(h)\n",
                             none),
                       none)));
  const std::unique_ptr<Plan> plan =
      Plan::make(graph, {graph->wrt, {{graph->outputs[0], {1}}}, {{graph->wrt[0], {0, 1, 0}}}});
  std::vector<double> leaves = graph->leaf_values;
  for (const double first : {0.0, 2.0}) {
    leaves[0] = first;
    plan->set_leaves(leaves);
    fail_at(1);
    plan->run_values(), plan->run_tangent(), plan->run_adjoint();
    const bool asked = has_failed();
    fail_at(0);
    CHECK(!asked);
    CHECK((plan->adjoints()[0] - plan->adjoints()[0] == 0) == (first > 0));
  }
}

TEST_CASE("the allocator counts and fails as it is told") {
  // Called by name: a new-expression whose result is not used may be left out by the compiler.
  const auto take = [] { return ::operator new(400); };
  const Live before = live();
  void* first = take();
  CHECK(live().blocks == before.blocks + 1);
  CHECK(live().bytes == before.bytes + 400);
  ::operator delete(first);
  CHECK(live() == before);
  fail_at(2);
  first = take();
  CHECK_FALSE(has_failed());
  CHECK_THROWS_AS(static_cast<void>(take()), std::bad_alloc);
  CHECK(has_failed());
  void* third = take();
  fail_at(0);
  ::operator delete(third);
  ::operator delete(first);
  CHECK(live() == before);
}

}  // namespace
}  // namespace bw::test
