// The table test: one loop over all rows, so that a new row is tested with no test edited; and wrong rows, to show
// that each check can fail.
#include <doctest/doctest.h>

#include <algorithm>

#include "ops/registry.hpp"
#include "row_checks.hpp"
#include "wrong_rows.hpp"

namespace bw::test {
namespace {

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

TEST_CASE("the operations of the language are rows") {
  for (const char* name : {"add",       "sub",        "mul",           "div",           "neg",
                           "exp",       "log",        "log1p",         "expm1",         "sqrt",
                           "abs",       "square",     "reciprocal",    "sin",           "cos",
                           "tan",       "asin",       "acos",          "atan",          "sinh",
                           "cosh",      "tanh",       "sigmoid",       "relu",          "leaky_relu",
                           "elu",       "softplus",   "gelu",          "gelu_tanh",     "silu",
                           "erf",       "maximum",    "minimum",       "pow",           "sum",
                           "mean",      "amax",       "amin",          "logsumexp",     "softmax",
                           "less",      "less_equal", "greater",       "greater_equal", "equal",
                           "not_equal", "stack",      "take",          "log_softmax",   "matmul",
                           "transpose", "reshape",    "concat",        "slice",         "index",
                           "outer",     "dot",        "bce",           "bce_logits",    "cross_entropy",
                           "mse",       "layer_norm", "stop_gradient", "where",         "with_derivative",
                           "clip",      "sign",       "floor",         "ceil",          "round",
                           "log2",      "log10",      "asinh",         "acosh",         "atanh",
                           "atan2",     "softsign",   "hardtanh",      "huber",         "logaddexp",
                           "hypot",     "prod",       "var",           "std",           "norm",
                           "cumsum",    "argmax",     "trace",         "diag",          "conv1d",
                           "conv2d",    "max_pool",   "avg_pool",      "batch_norm"}) {
    INFO(name);
    REQUIRE(find_row(name) != nullptr);
    CHECK(find_row(name)->name == name);
  }
}

TEST_CASE("every row has points") {
  for (const Row& row : rows()) {
    if (row.is_leaf() || row.is_const()) continue;
    INFO(row.name);
    CHECK(std::find(point_ops().begin(), point_ops().end(), row.name) != point_ops().end());
  }
}

TEST_CASE("every wrong row is caught, and by every check one") {
  const std::vector<Wrong> all = wrong_rows();
  CHECK(all.size() >= 25);
  for (const Wrong& wrong : all) {
    const auto check =
        std::find_if(kChecks.begin(), kChecks.end(), [&](const Check& c) { return wrong.caught_by == c.name; });
    INFO(wrong.what);
    REQUIRE(check != kChecks.end());
    CHECK(!check->run(wrong.row).empty());
  }
  for (const Check& check : kChecks) {
    INFO(check.name);
    CHECK(std::any_of(all.begin(), all.end(), [&](const Wrong& wrong) { return wrong.caught_by == check.name; }));
  }
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
