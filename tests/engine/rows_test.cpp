// The table test: one loop over all rows, so that a new row is tested with no test edited; and wrong rows, to show
// that each check can fail.
#include <doctest/doctest.h>

#include <algorithm>

#include "ops/elementwise.hpp"
#include "ops/registry.hpp"
#include "row_checks.hpp"

namespace bw::test {
namespace {

RowText words(const char* name, Few<std::string_view, kMostPorts> ports) {
  return {.name = name, .category = "test", .ports = ports, .doc = "A wrong row.", .latex = "", .derivative_latex = {}, .domain = {0.5, 2}, .torch = "", .jax = "", .numpy = ""};
}

Row tanh_with(Saves saves, double sign) {
  if (sign > 0) return elementwise(words("tanh", {"x"}), [](const auto& at) { return num::tanh(at.x[0]); }, times_coef(saves, [](const auto& at) { return 1.0 + at.y * at.y; }));
  return elementwise(words("tanh", {"x"}), [](const auto& at) { return num::tanh(at.x[0]); }, times_coef(saves, [](const auto& at) { return 1.0 - at.y * at.y; }));
}

Row copy_of(std::string_view name) { return *find_row(name); }

struct Wrong {
  const char* what;
  const char* caught_by;
  Row row;
};

std::vector<Wrong> wrong_rows() {
  std::vector<Wrong> list;
  list.push_back({"tanh' = 1 + y²", "jvp", tanh_with(kOutput, +1)});
  list.push_back({"tanh that forgets to save y", "saves", tanh_with(kNothing, -1)});
  list.push_back({"mul that saves only one operand", "saves", copy_of("mul")});
  list.back().row.saves = {kSecond, kNothing};
  list.push_back({"sub whose adjoint keeps its sign", "vjp", copy_of("sub")});
  list.back().row.negated = {false, false};
  list.push_back({"matmul with the adjoints of its operands exchanged", "vjp", copy_of("matmul")});
  list.back().row.kernels.vjp = [](const Site<Counted>& s, const Counted*, const Counted* g, std::span<Counted* const> out) {
    for (std::size_t port = 0; port < 2; ++port)
      for (std::int64_t i = 0; i < s.dims.in[port].elements(); ++i) out[port][i] = s.in[port][i] * g[0];
  };
  list.push_back({"sum with a free value", "costs", copy_of("sum")});
  list.back().row.cost.value = [](const Dims&) { return Cost{}; };
  list.push_back({"mse whose jvp formula forgets one add", "costs", copy_of("mse")});
  list.back().row.cost.jvp = [](const Dims& d, Active) { return Cost{.mul = d.in[0].elements()}; };
  list.push_back({"matmul on scalars without its sums", "expansion", copy_of("matmul")});
  list.back().row.expand = [](const Dims& d, ScalarBuilder& b) {
    for (std::int64_t i = 0; i < d.out.elements(); ++i) b.result(b.op("mul", {b.operand(0, 0), b.operand(1, 0)}));
  };
  return list;
}

TEST_CASE("every row passes every check") {
  int rows_seen = 0;
  for (const Row& row : rows()) {
    if (row.is_leaf() || row.is_const()) continue;
    ++rows_seen;
    for (const Check& check : kChecks) {
      INFO(row.name, ", ", check.name);
      const Findings findings = check.run(row);
      CHECK(findings.size() == 0);
      if (!findings.empty()) MESSAGE(findings.front());
    }
  }
  CHECK(rows_seen >= 55);
}

TEST_CASE("a wrong row is caught, by each check") {
  std::vector<std::string> used;
  for (const Wrong& wrong : wrong_rows()) {
    for (const Check& check : kChecks) {
      if (std::string_view(check.name) != wrong.caught_by) continue;
      INFO(wrong.what);
      CHECK(!check.run(wrong.row).empty());
      used.emplace_back(check.name);
    }
  }
  for (const Check& check : kChecks) CHECK(std::find(used.begin(), used.end(), check.name) != used.end());
}

TEST_CASE("the words of a row are complete") {
  for (const Row& row : rows()) {
    INFO(row.name);
    CHECK(!row.doc.empty());
    if (row.is_leaf() || row.is_const()) continue;
    CHECK(row.derivative_latex.size() == row.arity());
    CHECK(row.saves.size() == row.arity());
    CHECK(row.negated.size() == row.arity());
    CHECK(!row.latex.empty());
    CHECK(!row.torch.empty());
    CHECK(!row.jax.empty());
    CHECK(!row.numpy.empty());
  }
}

}  // namespace
}  // namespace bw::test
