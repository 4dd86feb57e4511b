// Paths: counts against counts by walking, derivatives along them against the modes, on networks small and too large to
// list; and the natural numbers that count.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "analysis/path_list.hpp"
#include "analysis/paths.hpp"
#include "api/find_paths.hpp"
#include "random_graph.hpp"
#include "support.hpp"
#include "text/printer.hpp"

namespace bw::test {
namespace {

// 2^1000, by other means.
const std::string kTwoTo1000 =
    "107150860718626732094842504906000181056140481170553360744375038837035105112493612249319837881569585812759467291755"
    "314682518714528569231404359845775746985748039345677748242309854210746050623711418779541821530464749835819412673987"
    "67559165543946077062914571196477686542167660429831652624386837205668069376";

Natural power_of_two(int exponent) {
  Natural n(1);
  for (int i = 0; i < exponent; ++i) n.add(n);
  return n;
}

TEST_CASE("natural numbers: carries, zeros inside, one less") {
  CHECK(Natural().text() == "0");
  CHECK(Natural(0) == Natural());
  CHECK(Natural(kLimbBase - 1).text() == "999999999999999999");
  Natural n(kLimbBase - 1);
  n.add(Natural(1));
  CHECK(n.text() == "1000000000000000000");
  n.add(Natural(7));
  CHECK(n.text() == "1000000000000000007");
  for (int i = 0; i < 8; ++i) n.decrement();
  CHECK(n.text() == "999999999999999999");
  CHECK(n == Natural(kLimbBase - 1));
  // 10^36 - 1 and 1: the carry runs through two limbs, and back.
  Natural nines(kLimbBase - 1), step(kLimbBase - 1);
  for (int i = 0; i < 18; ++i) {
    const Natural one_of_ten = step;
    for (int k = 0; k < 9; ++k) step.add(one_of_ten);
  }
  nines.add(step);
  CHECK(nines.text() == std::string(36, '9'));
  Natural more = nines;
  more.add(Natural(1));
  CHECK(more.text() == "1" + std::string(36, '0'));
  CHECK(more.limbs() == 3);
  more.decrement();
  CHECK(more == nines);
  Natural none;
  none.decrement();
  CHECK(none == Natural());
  Natural one(1);
  one.decrement();
  CHECK(one == Natural());
  CHECK(power_of_two(30).text() == "1073741824");
  CHECK(power_of_two(100).text() == "1267650600228229401496703205376");
  CHECK(power_of_two(1000).text() == kTwoTo1000);
  CHECK(kTwoTo1000.size() == 302);
}

PathCount counted(const Between& between) {
  PathCount out;
  REQUIRE(count_paths(between, out));
  return out;
}
// Length and count, where there is one.
std::map<std::int64_t, std::string> lengths_of(const Between& between) {
  LengthCounts out;
  REQUIRE(count_lengths(between, counted(between).paths, out));
  std::map<std::int64_t, std::string> lengths;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out.text(i) != "0") lengths[out.shortest + static_cast<std::int64_t>(i)] = out.text(i);
  return lengths;
}
PathList listed(const Graph& g, const Between& between, std::int64_t most) {
  PathList list;
  list_paths(g, between, g.leaf_values, most, list);
  return list;
}

std::string chain(int n, const std::string& step) {
  std::string text = "param x0 = 1\n";
  for (int i = 0; i < n; ++i) {
    std::string line = step;
    for (std::size_t at; (at = line.find("y")) != std::string::npos;) line.replace(at, 1, "x" + std::to_string(i + 1));
    for (std::size_t at; (at = line.find("@")) != std::string::npos;) line.replace(at, 1, "x" + std::to_string(i));
    text += line + "\n";
  }
  return text;
}

TEST_CASE("a chain of doublings: exact counts from one edge of digits to many") {
  for (const int n : {1, 2, 30, 1000}) {
    const Graph g = graph_of(chain(n, "y = @ + @"));
    const Between between(g, g.wrt[0], g.outputs[0]);
    const PathCount count = counted(between);
    CHECK(count.paths == power_of_two(n));
    CHECK(between.edges.size() == static_cast<std::size_t>(2 * n));
    Natural all_but_one = power_of_two(n), products;
    all_but_one.decrement();
    for (int i = 1; i < n; ++i) products.add(power_of_two(n));
    CHECK(count.work.adds == all_but_one);
    CHECK(count.work.products == products);
    for (const FactoredWork work : {work_along(between), work_against(between)}) {
      CHECK(work.products == 2 * n);
      CHECK(work.adds == n);
    }
    CHECK(lengths_of(between) == std::map<std::int64_t, std::string>{{n, count.paths.text()}});
  }
}

TEST_CASE("lengths of residual blocks are the binomials, also those of two limbs") {
  constexpr int kBlocks = 70;  // the middle one has 21 digits
  const Graph g = graph_of(chain(kBlocks, "y = @ + tanh(@)"));
  const Between between(g, g.wrt[0], g.outputs[0]);
  const auto lengths = lengths_of(between);
  REQUIRE(lengths.size() == kBlocks + 1);
  std::vector<Natural> row{Natural(1)};
  for (int n = 1; n <= kBlocks; ++n) {
    row.emplace_back();
    for (std::size_t k = row.size() - 1; k > 0; --k) row[k].add(row[k - 1]);
  }
  for (std::size_t k = 0; k < row.size(); ++k)
    CHECK(lengths.at(kBlocks + static_cast<std::int64_t>(k)) == row[k].text());
  CHECK(lengths.at(kBlocks + kBlocks / 2) == "112186277816662845432");
}

// All paths, found by trying every use of every node, dead ends and all.
struct Walked {
  std::int64_t paths = 0, products = 0;
  std::map<std::int64_t, int> lengths;
  std::vector<std::vector<Use>> list;
};
void walk(const Graph& g, NodeId n, NodeId to, std::vector<Use>& path, Walked& out) {
  if (n == to) {
    const auto length = static_cast<std::int64_t>(path.size());
    ++out.paths;
    out.products += std::max<std::int64_t>(length - 1, 0);
    ++out.lengths[length];
    out.list.push_back(path);
    return;
  }
  for (const Use& use : g.used_by(n)) {
    if (!g.row[use.node]->passes(use.port) || out.paths > 20'000) continue;
    path.push_back(use);
    walk(g, use.node, to, path, out);
    path.pop_back();
  }
}

void check_by_walking(const Graph& g, NodeId from, NodeId to) {
  Walked want;
  std::vector<Use> path;
  walk(g, from, to, path, want);
  if (want.paths > 20'000) return;
  const Between between(g, from, to);
  const PathCount count = counted(between);
  CHECK(count.paths.text() == std::to_string(want.paths));
  CHECK(count.work.products.text() == std::to_string(want.products));
  CHECK(count.work.adds.text() == std::to_string(std::max<std::int64_t>(want.paths - 1, 0)));
  const auto lengths = lengths_of(between);
  REQUIRE(lengths.size() == want.lengths.size());
  for (const auto& [length, number] : want.lengths) CHECK(lengths.at(length) == std::to_string(number));
  for (const std::int64_t most : {std::int64_t{1}, std::int64_t{7}, limits::kPaths}) {
    const PathList list = listed(g, between, most);
    REQUIRE(list.cut == "");
    REQUIRE(list.size() == static_cast<std::size_t>(std::min(most, want.paths)));
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto edges = list.path(i);
      REQUIRE(edges.size() == want.list[i].size());
      for (std::size_t k = 0; k < edges.size(); ++k) {
        const Edge& edge = between.edges[edges[k]];
        CHECK(between.nodes[edge.to] == want.list[i][k].node);
        CHECK(edge.port == want.list[i][k].port);
        CHECK(between.nodes[edge.from] == (k == 0 ? from : want.list[i][k - 1].node));
      }
    }
  }
}

// The derivatives of one element after the other of a node, added up from absolute products: the scale of rounding.
void check_by_modes(const Graph& g, NodeId from, NodeId to) {
  PathsRequest request;
  request.jacobian = true;
  request.network.text = print(to_spec(g));
  request.from = g.text[from].id;
  request.to = g.text[to].id;
  request.limit = limits::kPaths;
  Diagnostics diagnostics;
  const std::optional<PathsFound> answer = find_paths(request, diagnostics);
  REQUIRE_MESSAGE(answer.has_value(), *request.network.text);
  const PathsFound& found = *answer;
  if (found.rows * found.columns > limits::kShownNumbers || !found.all_listed) {
    CHECK(!found.sum.has_value());
    return;
  }
  INFO(*request.network.text, "from ", *request.from, " to ", *request.to);
  REQUIRE((found.sum && found.forward && found.reverse));
  REQUIRE(found.forward->size() == found.sum->size());
  REQUIRE(found.reverse->size() == found.sum->size());
  for (std::size_t i = 0; i < found.sum->size(); ++i) {
    double scale = std::numeric_limits<double>::min();
    for (std::size_t k = 0; k < found.list.size(); ++k) scale += std::fabs(found.list.product(k)[i]);
    CHECK(std::fabs((*found.sum)[i] - (*found.forward)[i]) <= 1e-12 * scale);
    CHECK(std::fabs((*found.sum)[i] - (*found.reverse)[i]) <= 1e-12 * scale);
  }
}

void check_random(Rank rank) {
  int connected = 0, inner = 0;
  for (int i = 0; i < 420; ++i) {
    Dice dice(20261127 + static_cast<std::uint64_t>(i));
    const Graph g = random_graph(dice, rank);
    for (int k = 0; k < 3; ++k) {
      const NodeId from = static_cast<NodeId>(dice.below(g.size())),
                   to = k == 0 ? g.outputs[0] : static_cast<NodeId>(dice.below(g.size()));
      if (g.row[from]->is_const()) continue;
      check_by_walking(g, from, to);
      check_by_modes(g, from, to);
      connected += Between(g, from, to).size() > 1;
      inner += !g.is_given(from);
    }
  }
  CHECK(connected > 150);
  CHECK(inner > 150);
}
TEST_CASE("paths of random scalar networks: as walked, and their sum is what the modes find") {
  check_random(Rank::kScalars);
}
TEST_CASE("paths of random tensor networks: as walked, and their sum is what the modes find") {
  check_random(Rank::kTensors);
}

TEST_CASE("the product of a path is that of its factors, matrices in their order") {
  const Graph g = graph_of(
      "param x = [0.3, -0.7, 1.1]\nparam W = randn(2, 3, seed=1)\nparam V = randn(4, 2, seed=2)\nh = tanh(W @ x)\nz = "
      "V @ h\ny = softmax(z)\n");
  const Between between(g, *g.find("x"), g.outputs[0]);
  const PathList list = listed(g, between, 10);
  REQUIRE(list.size() == 1);
  std::vector<double> product{1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::size_t rows = 3;
  for (const std::uint32_t e : list.path(0)) {
    const Shown& factor = list.factors[e];
    REQUIRE(factor.has_value());
    const std::size_t next = factor->size() / rows;
    std::vector<double> out(next * 3, 0.0);
    for (std::size_t i = 0; i < next; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t k = 0; k < rows; ++k) out[i * 3 + j] += (*factor)[i * rows + k] * product[k * 3 + j];
    product = std::move(out);
    rows = next;
  }
  CHECK(rows == 4);
  CHECK(distance(list.products, product, 1e-3) < 1e-14);
}

TEST_CASE("what no derivative passes is no edge: constant operands, and what stands before from") {
  const Graph g = graph_of("param x = 2\nparam c = 3\ny = x * c\nz = where(y, x, y)\nL = z * y\n");
  const auto paths = [&](const char* from, const char* to) {
    return counted(Between(g, *g.find(from), *g.find(to))).paths.text();
  };
  CHECK(paths("x", "z") == "2");  // the condition passes nothing
  CHECK(paths("y", "z") == "1");
  CHECK(paths("x", "L") == "3");
  CHECK(paths("y", "L") == "2");
  CHECK(paths("L", "x") == "0");
  CHECK(paths("c", "x") == "0");
  CHECK(paths("y", "y") == "1");
}

TEST_CASE("limits of the list: nodes, numbers, operations") {
  const auto list_of = [](const std::string& text, const char* from, std::int64_t most) {
    const Graph g = graph_of(text);
    return listed(g, Between(g, *g.find(from), g.outputs[0]), most);
  };
  // One path of 120,002 nodes fits, another does not.
  const PathList nodes = list_of(chain(120'000, "y = sin(@)") + "z = x120000 + x120000\n", "x0", 20);
  CHECK(nodes.cut == "nodes");
  CHECK(nodes.size() == 1);
  CHECK(nodes.path(0).size() == 120'001);
  // 11 factors and a product of 64 numbers each.
  const PathList numbers = list_of("param x0 = ones(8)\n" + chain(11, "y = @ + @").substr(13), "x0", limits::kPaths);
  CHECK(numbers.cut == "numbers");
  CHECK(numbers.size() == static_cast<std::size_t>(limits::kPathNumbers / (12 * 64)));
  CHECK(numbers.products.size() == 64 * numbers.size());
  // 8 tangents of 100,000 numbers each, again and again.
  const PathList operations = list_of("param p = ones(8)\ninput c = ones(100000)\nx0 = sum(p) * c\n" +
                                          chain(12, "y = @ + @").substr(13) + "L = sum(x12)\n",
                                      "p", limits::kPaths);
  CHECK(operations.cut == "operations");
  CHECK(operations.size() < 100);
  CHECK(operations.size() > 0);
}

TEST_CASE("limits of counting") {
  // 3,000 blocks: 904 digits, and up to 3,001 lengths.
  const Graph blocks = graph_of(chain(3'000, "y = @ + tanh(@)"));
  const Between between(blocks, blocks.wrt[0], blocks.outputs[0]);
  const Natural paths = counted(between).paths;
  CHECK(paths == power_of_two(3'000));
  LengthCounts lengths;
  CHECK(!count_lengths(between, paths, lengths));
  const Graph long_one = graph_of("param h = 1\nrepeat 199000 { h = h + h }\n");
  PathCount count;
  CHECK(!count_paths(Between(long_one, long_one.wrt[0], long_one.outputs[0]), count));
}

}  // namespace
}  // namespace bw::test
