// Colourings of patterns, and Jacobians of random networks by every schedule that skips what is structurally zero.
#include <algorithm>
#include <cmath>

#include "analysis/compare.hpp"
#include "modes/colouring.hpp"
#include "random_graph.hpp"
#include "support.hpp"
#include "text/printer.hpp"

namespace bw::test {
namespace {

using Rows = std::vector<std::vector<std::uint32_t>>;

Lists lists_of(const Rows& rows) {
  Lists out;
  for (const auto& row : rows) {
    for (const std::uint32_t item : row) out.add(item);
    out.end_list();
  }
  return out;
}

// Columns of a matrix of so many, given by its rows.
Colouring coloured_columns(const Rows& rows, std::size_t columns) {
  const Lists by_row = lists_of(rows);
  return *coloured(transposed(by_row, columns), by_row);
}

// No two of one colour have a place in common.
bool is_valid(const Colouring& c) {
  for (std::size_t a = 0; a < c.of.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      for (const std::uint32_t place : c.met.of(a))
        if (c.of[a] == c.of[b] && c.meets(static_cast<std::int64_t>(b), place)) return false;
  return true;
}

// The fewest colours, by trying all.
std::int64_t fewest(const Colouring& c) {
  const std::size_t n = c.of.size();
  std::vector<std::uint32_t> of(n, 0);
  const auto fits = [&](std::size_t a) {
    for (std::size_t b = 0; b < a; ++b)
      for (const std::uint32_t place : c.met.of(a))
        if (of[a] == of[b] && c.meets(static_cast<std::int64_t>(b), place)) return false;
    return true;
  };
  for (std::uint32_t most = 1;; ++most) {
    const auto place = [&](auto self, std::size_t at) -> bool {
      for (of[at] = 0; of[at] < most; ++of[at])
        if (fits(at) && (at + 1 == n || self(self, at + 1))) return true;
      return false;
    };
    if (place(place, 0)) return most;
  }
}

TEST_CASE("colours by hand") {
  Rows band, arrow, full, diagonal;
  for (std::uint32_t i = 0; i < 9; ++i) {
    band.push_back(i == 0 ? std::vector{0U, 1U} : i == 8 ? std::vector{7U, 8U} : std::vector{i - 1, i, i + 1});
    arrow.push_back(i == 0 ? std::vector{0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U} : std::vector{0U, i});
    full.push_back({0, 1, 2, 3, 4, 5, 6, 7, 8});
    diagonal.push_back({i});
  }
  // Three neighbours meet in a row, and what is three apart does not. The end columns meet in two rows, the others in three.
  const Colouring tridiagonal = coloured_columns(band, 9);
  CHECK(tridiagonal.colours == 3);
  CHECK(tridiagonal.at_least == 3);
  CHECK(is_valid(tridiagonal));
  // The first row has all columns; of the rows all meet in the first column.
  CHECK(coloured_columns(arrow, 9).colours == 9);
  CHECK(coloured(lists_of(arrow), transposed(lists_of(arrow), 9))->colours == 9);
  CHECK(coloured_columns(full, 9).of == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(coloured_columns(diagonal, 9).colours == 1);
  CHECK(coloured_columns({}, 3).of == std::vector<std::uint32_t>{0, 0, 0});
  CHECK(coloured_columns({}, 0).colours == 0);
}

TEST_CASE("the lower bound may not be reached: a triangle of columns that meet two by two") {
  // Each row has two of three columns, and no two of them go together.
  const Colouring c = coloured_columns({{0, 1}, {1, 2}, {0, 2}}, 3);
  CHECK(c.at_least == 2);
  CHECK(c.colours == 3);
  CHECK(fewest(c) == 3);
}

TEST_CASE(
    "random patterns: valid, between the bound and one more than most neighbours, now and then more than the fewest") {
  Dice dice(5);
  int best = 0, all = 0;
  for (int i = 0; i < 200; ++i) {
    const auto columns = 1 + dice.below(8);
    Rows rows(1 + dice.below(10));
    for (auto& row : rows)
      for (std::uint32_t c = 0; c < columns; ++c)
        if (dice.chance(0.3)) row.push_back(c);
    const Colouring c = coloured_columns(rows, columns);
    REQUIRE(is_valid(c));
    const std::int64_t least = fewest(c);
    REQUIRE(c.at_least <= least);
    REQUIRE(least <= c.colours);
    REQUIRE(c.colours <= static_cast<std::int64_t>(columns));
    std::uint32_t next = 0;
    for (const std::uint32_t colour : c.of) {
      REQUIRE(colour <= next);
      next = std::max(next, colour + 1);
    }
    REQUIRE(next == c.colours);
    ++all, best += least == c.colours ? 1 : 0;
  }
  CHECK(10 * best >= 9 * all);
}

// y_i = x_i x_{i+1}: row i has columns i and i + 1.
constexpr const char* kPairs = "param x = [2, 3, 5, 7]\ny = x[0:3] * x[1:4]\noutput y\n";

Outcome jacobian(const Graph& graph, const char* mode, Options options = {}) {
  Task task = task_of(graph, options);
  task.jacobian = true;
  return find_mode(mode)->run(task);
}

TEST_CASE("a chain of pairs, by hand") {
  const Graph graph = graph_of(kPairs);
  const std::vector<double> j = {3, 2, 0, 0, 0, 5, 3, 0, 0, 0, 7, 5};
  const auto has = [&](const char* mode, Options options, std::int64_t sweeps, const Cost& value,
                       const Cost& derivative) {
    INFO(mode);
    const Outcome out = jacobian(graph, mode, options);
    CHECK(out.jacobian == j);
    CHECK(out.sweeps == sweeps);
    CHECK(narrowed(out.trace.value) == value);
    CHECK(narrowed(out.trace.derivative) == derivative);
  };
  // A value sweep: three products. A tangent: six products and three sums; slices are free. Four columns: 0 and 2, 1 and 3 share.
  has("forward", {.chunk = 1}, 4, {.mul = 12}, {.add = 12, .mul = 24});
  has("forward_coloured", {.chunk = 1}, 2, {.mul = 6}, {.add = 6, .mul = 12});
  has("forward_coloured", {.chunk = {}, .all = true}, 1, {.mul = 3}, {.add = 6, .mul = 12});
  // Back: six products; the second slice adds its three elements to what the first stored. Rows 0 and 2 share.
  has("reverse", {.chunk = 1}, 3, {.mul = 3}, {.add = 9, .mul = 18});
  has("reverse", {.chunk = {}, .all = true}, 1, {.mul = 3}, {.add = 9, .mul = 18});
  has("reverse_coloured", {.chunk = 1}, 2, {.mul = 3}, {.add = 6, .mul = 12});
  // On paper each number is written once: two products a row. No number has two contributions of one row.
  has("reverse_sparse", {}, 1, {.mul = 3}, {.mul = 6});
  has("forward_sparse", {}, 1, {.mul = 3}, {.mul = 6});
}

TEST_CASE("backward on paper, bytes by hand") {
  // Kept: what the three products read, six copies of elements (48 B), and y itself, held to the end (24 B). The first step back is
  // that of y[2]: these nine, three cotangents, and the two adjoints that it makes: 14 numbers, 112 B. Each step after it has one
  // cotangent and two copies fewer and two adjoints more, 13 and 12. What the copies hand on is the answer.
  const Outcome out = jacobian(graph_of(kPairs), "reverse_sparse");
  CHECK(out.trace.memory.saved_bytes == 72);
  CHECK(out.trace.memory.saved_for_adjoint_bytes == 48);
  CHECK(out.trace.memory.inner_peak_bytes == 112);
}

// By each row of a Jacobian the largest sum over paths of |products|.
std::vector<double> row_scales(const Graph& g, const Task& task) {
  std::vector<double> scales;
  for (const NodeId of : g.outputs)
    for (std::int64_t i = 0; i < g.elements(of); ++i) {
      Task one = task;
      one.jacobian = false;
      one.keep_nodes = true;
      one.seeds = {{of, std::vector<double>(static_cast<std::size_t>(g.elements(of)), 0.0)}};
      one.seeds[0].value[static_cast<std::size_t>(i)] = 1;
      const Outcome out = find_mode("reverse")->run(one);
      const Pulled pulled = pull(g, Activity(g, one.wrt, {of}), one.seeds, out.values,
                                 std::vector<double>(out.values.size(), 0.0), out.adjoints, false);
      double scale = 0;
      for (const NodeId n : g.wrt) scale = std::max(scale, pulled.path_scale[n]);
      scales.push_back(scale);
    }
  return scales;
}

TEST_CASE("400 random networks: one Jacobian by every schedule, and the formulas count what runs") {
  struct Way {
    const char* mode;
    Options options;
  };
  const std::vector<Way> ways = {{"forward", {.chunk = 1}},
                                 {"forward_sparse", {}},
                                 {"forward_coloured", {}},
                                 {"forward_coloured", {.chunk = 2, .keep_values = true}},
                                 {"reverse", {.chunk = 2}},
                                 {"reverse", {.chunk = {}, .all = true}},
                                 {"reverse_sparse", {}},
                                 {"reverse_coloured", {}},
                                 {"reverse_coloured", {.all = true}}};
  int shared = 0;
  for (int i = 0; i < 400; ++i) {
    Dice dice(7'000 + static_cast<std::uint64_t>(i));
    const Graph graph = random_graph(dice, i % 2 == 0 ? Rank::kScalars : Rank::kTensors);
    const Outcome plain = jacobian(graph, "reverse", {.chunk = 1});
    const std::vector<double> scales = row_scales(graph, task_of(graph));
    for (const Way& way : ways) {
      INFO(way.mode, "\n", print(to_spec(graph)));
      Task task = task_of(graph, way.options);
      task.jacobian = true;
      const Outcome out = find_mode(way.mode)->run(task);
      REQUIRE(out.jacobian.size() == plain.jacobian.size());
      const std::size_t columns = plain.jacobian.size() / scales.size();
      for (std::size_t at = 0; at < out.jacobian.size(); ++at)
        REQUIRE(relative_difference(out.jacobian[at], plain.jacobian[at], std::max(scales[at / columns], 1e-290)) <=
                1e-12);
      task.predict = true;
      const Outcome predicted = find_mode(way.mode)->run(task);
      REQUIRE(predicted.trace.value == out.trace.value);
      REQUIRE(predicted.trace.derivative == out.trace.derivative);
      REQUIRE(predicted.trace.memory.peak_bytes == out.trace.memory.peak_bytes);
      REQUIRE(predicted.trace.memory.inner_peak_bytes == out.trace.memory.inner_peak_bytes);
      REQUIRE(predicted.trace.memory.saved_bytes == out.trace.memory.saved_bytes);
      if (!out.colouring) continue;
      REQUIRE(is_valid(*out.colouring));
      shared += out.colouring->colours < static_cast<std::int64_t>(out.colouring->of.size()) ? 1 : 0;
    }
  }
  CHECK(shared >= 200);
}

TEST_CASE("on scalars no adjoint is left over: what is allocated is freed, but for the answer and what is held") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const Graph graph = graph_of(network.text);
    Task task = task_of(graph);
    task.jacobian = true;
    task.keep.steps = true;
    const Outcome out = find_mode("reverse_sparse")->run(task);
    Wide live = 0, held = 0;
    for (const Step& step : out.trace.steps) {
      for (const Buffer& b : step.allocates) live += b.bytes;
      for (const Buffer& b : step.frees) live -= b.bytes;
    }
    const Graph& scalars = *out.traced_graph;
    for (const NodeId n : scalars.outputs) held += scalars.is_given(n) ? 0 : 8;
    Wide answer = 0;  // numbers of the Jacobian that are not structurally zero
    for (const Step& step : out.trace.steps) {
      const auto is_answer = [&](NodeId n) { return std::count(scalars.wrt.begin(), scalars.wrt.end(), n) > 0; };
      for (const Buffer& b : step.allocates) answer += b.what == What::kAdjoint && is_answer(b.node) ? b.bytes : 0;
    }
    CHECK(live == held + answer);
  }
}

}  // namespace
}  // namespace bw::test
