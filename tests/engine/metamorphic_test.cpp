// Changes to a network that change no derivative: other names, another order, + 0, × 1, copies, batches.
#include <algorithm>
#include <cmath>
#include <functional>

#include "base/number.hpp"
#include "graph/build.hpp"
#include "modes/registry.hpp"
#include "ops/registry.hpp"
#include "random_graph.hpp"
#include "support.hpp"
#include "text/printer.hpp"
#include "ways.hpp"

namespace bw::test {
namespace {

// A network and, by the id of each wrt, its gradient both ways.
using Gradients = std::vector<std::pair<std::string, std::vector<double>>>;
Gradients gradients(const Graph& g, const char* mode) {
  const std::vector<double> flat = find_mode(mode)->run(weighted_task(g)).gradient;
  Gradients out;
  auto at = flat.begin();
  for (const NodeId n : g.wrt) {
    out.emplace_back(g.text[n].id, std::vector<double>(at, at + g.elements(n)));
    at += g.elements(n);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<Graph> built(const GraphSpec& spec) {
  Diagnostics diagnostics;
  std::optional<Graph> graph = build(spec, diagnostics);
  std::string wrong;
  for (const Diagnostic& d : diagnostics.shown()) wrong += d.message;
  CHECK_MESSAGE(graph.has_value(), wrong);
  return graph;
}

// Every golden network that is finite, and 200 random ones.
std::vector<Graph> networks() {
  std::vector<Graph> list;
  for (const Network& network : golden_networks()) list.push_back(graph_of(network.text));
  for (std::uint64_t i = 0; i < 200; ++i) {
    Dice dice(4000 + i);
    list.push_back(random_graph(dice, i % 2 == 0 ? Rank::kScalars : Rank::kTensors));
  }
  return list;
}

// change: makes of a spec one with the same derivatives. slack 0 demands the same bits.
template <class F>
void check_unchanged(double slack, F change) {
  for (const Graph& before : networks()) {
    const std::string text = print(to_spec(before));
    GraphSpec spec = to_spec(before);
    const auto rename = change(spec);
    const auto after = built(spec);
    if (!after) continue;
    INFO(text, "\nbecame\n", print(to_spec(*after)));
    CHECK(verify(*after).value_or("") == "");
    for (const char* mode : {"forward", "reverse"}) {
      Gradients expected = gradients(before, mode);
      for (auto& [id, value] : expected) id = rename(id);
      std::sort(expected.begin(), expected.end());
      const Gradients got = gradients(*after, mode);
      REQUIRE(got.size() == expected.size());
      for (std::size_t i = 0; i < got.size(); ++i) {
        CHECK(got[i].first == expected[i].first);
        double scale = 0;
        for (const double x : expected[i].second) scale = std::max(scale, std::fabs(x));
        REQUIRE(got[i].second.size() == expected[i].second.size());
        for (std::size_t k = 0; k < got[i].second.size(); ++k) {
          const double a = got[i].second[k], b = expected[i].second[k];
          CHECK_MESSAGE((a == b || (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= slack * scale), shortest(a),
                        " and ", shortest(b));
        }
      }
    }
  }
}
const auto kSameName = [](const std::string& id) { return id; };

void rename_all(GraphSpec& spec, const std::function<std::string(const std::string&)>& name) {
  const auto refs = [&](std::vector<Ref>& list) {
    for (Ref& ref : list) ref.id = name(ref.id);
  };
  for (LeafSpec& leaf : spec.leaves) leaf.id = name(leaf.id);
  for (NodeSpec& node : spec.nodes) node.id = name(node.id), refs(node.inputs);
  refs(*spec.outputs);
  refs(*spec.wrt);
}

TEST_CASE("other names change nothing") {
  check_unchanged(0, [](GraphSpec& spec) {
    const auto name = [](const std::string& id) { return "ψ_" + std::string(id.rbegin(), id.rend()); };
    rename_all(spec, name);
    return name;
  });
}

TEST_CASE("statements in another order change nothing but roundings") {
  // What is ready first comes first again; leaves are declared the other way round, so are their uses.
  check_unchanged(1e-12, [](GraphSpec& spec) {
    std::reverse(spec.leaves.begin(), spec.leaves.end());
    std::reverse(spec.nodes.begin(), spec.nodes.end());
    return kSameName;
  });
}

// Puts one more node behind every leaf and node: op(x) for its old uses.
void behind_all(GraphSpec& spec, const std::function<NodeSpec(const std::string&)>& make) {
  std::vector<std::string> ids;
  for (const LeafSpec& leaf : spec.leaves) ids.push_back(leaf.id);
  for (const NodeSpec& node : spec.nodes)
    if (node.op != "const") ids.push_back(node.id);
  const auto behind = [&](const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end() ? id + ".more" : id;
  };
  for (NodeSpec& node : spec.nodes)
    for (Ref& ref : node.inputs) ref.id = behind(ref.id);
  for (Ref& ref : *spec.outputs) ref.id = behind(ref.id);
  // In the order of the program, so that sums are taken in the same order.
  std::vector<NodeSpec> nodes;
  const auto add = [&](const std::string& id) {
    nodes.push_back(make(id));
    nodes.back().id = id + ".more";
  };
  for (const LeafSpec& leaf : spec.leaves) add(leaf.id);
  for (NodeSpec& node : spec.nodes) {
    const std::string id = node.id;
    const bool is_const = node.op == "const";
    nodes.push_back(std::move(node));
    if (!is_const) add(id);
  }
  spec.nodes = std::move(nodes);
}
NodeSpec const_node(const std::string& id, double value) {
  return {.id = id, .op = "const", .inputs = {}, .attrs = {{"value", value}}, .group = "", .label = "", .place = {}};
}
NodeSpec op_node(const std::string& op, std::vector<Ref> inputs) {
  return {.id = "", .op = op, .inputs = std::move(inputs), .attrs = {}, .group = "", .label = "", .place = {}};
}

TEST_CASE("+ 0 behind every node changes nothing") {
  check_unchanged(0, [](GraphSpec& spec) {
    behind_all(spec, [](const std::string& id) { return op_node("add", {{id, {}}, {"zero", {}}}); });
    spec.nodes.push_back(const_node("zero", 0));
    return kSameName;
  });
}

TEST_CASE("× 1 and ÷ 1 behind every node change nothing") {
  for (const char* op : {"mul", "div"}) {
    check_unchanged(0, [&](GraphSpec& spec) {
      behind_all(spec, [&](const std::string& id) { return op_node(op, {{id, {}}, {"one", {}}}); });
      spec.nodes.push_back(const_node("one", 1));
      return kSameName;
    });
  }
}

TEST_CASE("a copy for every use changes nothing but roundings") {
  check_unchanged(1e-12, [](GraphSpec& spec) {
    std::vector<NodeSpec> copies;
    for (NodeSpec& node : spec.nodes) {
      for (std::size_t port = 0; port < node.inputs.size(); ++port) {
        copies.push_back(op_node("add", {node.inputs[port], {"zero", {}}}));
        copies.back().id = node.id + ".from" + std::to_string(port);
        node.inputs[port].id = copies.back().id;
      }
    }
    spec.nodes.insert(spec.nodes.end(), copies.begin(), copies.end());
    spec.nodes.push_back(const_node("zero", 0));
    return kSameName;
  });
}

TEST_CASE("a fan-out split in two: the adjoint is the sum of the two halves") {
  for (const Graph& before : networks()) {
    const Gradients whole = gradients(before, "reverse");
    for (const NodeId n : before.wrt) {
      if (!before.row[n]->is_leaf() || before.used_by(n).size() < 2) continue;
      const std::string id = before.text[n].id;
      GraphSpec spec = to_spec(before);
      // The last use reads a param of its own with the same value.
      const Use use = before.used_by(n).back();
      for (NodeSpec& node : spec.nodes)
        if (node.id == before.text[use.node].id) node.inputs[use.port].id = "half";
      for (std::size_t i = 0; i < spec.leaves.size(); ++i) {
        if (spec.leaves[i].id != id) continue;
        LeafSpec half = spec.leaves[i];
        half.id = "half";
        spec.leaves.push_back(std::move(half));
        break;
      }
      spec.wrt->push_back({"half", {}});
      const auto after = built(spec);
      REQUIRE(after.has_value());
      const Gradients parts = gradients(*after, "reverse");
      const auto of = [](const Gradients& list, const std::string& name) {
        return std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.first == name; })->second;
      };
      const auto sum = of(whole, id), one = of(parts, id), other = of(parts, "half");
      for (std::size_t i = 0; i < sum.size(); ++i) {
        INFO(print(to_spec(before)), "\nby ", id);
        const double scale = std::fabs(one[i]) + std::fabs(other[i]);
        CHECK((std::fabs(sum[i] - (one[i] + other[i])) <= 1e-13 * scale ||
               (std::isnan(sum[i]) && std::isnan(one[i] + other[i])) || sum[i] == one[i] + other[i]));
      }
    }
  }
}

TEST_CASE("the gradient of a batch is the sum over its rows") {
  // Rows of X through a dense network; the loss is a sum over them, so each row alone adds its part.
  const std::string net =
      "param W = xavier(3, 4, seed=1)\nparam b = randn(4, seed=2)\nparam V = xavier(4, 2, seed=3)\nparam g = ones(4)\n";
  for (const char* body :
       {"h = tanh(X @ W + b)\nL = sum(square(h @ V))\n", "h = gelu(X @ W + b) * g\nL = sum(logsumexp(h @ V, axis=1))\n",
        "h = layer_norm(X @ W, g, b)\nL = sum(softmax(h @ V, axis=1) * h[:, 0:2])\n",
        "h = maximum(X @ W + b, 0.1)\nL = -sum(log_softmax(h @ V, axis=-1)[:, 0])\n",
        "h = silu(X @ W + b)\nL = sum(cross_entropy(h @ V, h[:, 1:3]))\n",
        "h = sigmoid(X @ W + b)\nL = sum(bce(h, outer(X[:, 0], g) * 0 + 0.25))\n"}) {
    constexpr int kRows = 7;
    const auto x = generate({Rule::kNormal, 9}, Shape::matrix(kRows, 3));
    const auto batch = [&](int first, int last) {
      std::string text = net + "input X = [";
      for (int r = first; r < last; ++r)
        text += (r > first ? ", [" : "[") + shortest(x[static_cast<std::size_t>(3 * r)]) + ", " +
                shortest(x[static_cast<std::size_t>(3 * r + 1)]) + ", " +
                shortest(x[static_cast<std::size_t>(3 * r + 2)]) + "]";
      return graph_of(text + "]\n" + body);
    };
    for (const char* mode : {"forward", "reverse", "checkpointed", "forward_sparse"}) {
      const Graph all = batch(0, kRows);
      const std::vector<double> whole = find_mode(mode)->run(weighted_task(all)).gradient;
      std::vector<double> sum(whole.size(), 0.0), terms(whole.size(), 1e-300);
      for (int r = 0; r < kRows; ++r) {
        const Graph one = batch(r, r + 1);
        const std::vector<double> part = find_mode(mode)->run(weighted_task(one)).gradient;
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += part[i], terms[i] += std::fabs(part[i]);
      }
      INFO(body, mode);
      for (std::size_t i = 0; i < sum.size(); ++i)
        CHECK(std::fabs(whole[i] - sum[i]) <= 1e-12 * std::max(terms[i], 1e-3));
    }
  }
}

}  // namespace
}  // namespace bw::test
