// Collects the families into one table. Explicit: a linker drops rows that register themselves.
#include "ops/registry.hpp"

#include <unordered_map>

#include "ops/names.hpp"

namespace bw {

const std::vector<Row>& rows() {
  static const std::vector<Row> table = [] {
    std::vector<Row> t;
    for (const std::span<const Row> family :
         {leaf_rows(),       arithmetic_rows(), elementwise_rows(),   special_rows(),     inverse_rows(),
          activation_rows(), bound_rows(),      select_rows(),        compare_rows(),     step_rows(),
          linalg_rows(),     reduce_rows(),     product_rows(),       moment_rows(),      argmax_rows(),
          logsumexp_rows(),  normalise_rows(),  layer_norm_rows(),    shape_rows(),       diagonal_rows(),
          part_rows(),       loss_rows(),       cross_entropy_rows(), convolution_rows(), pool_rows()})
      t.insert(t.end(), family.begin(), family.end());
    return t;
  }();
  return table;
}

const Row* find_row(std::string_view name) {
  static const std::unordered_map<std::string_view, const Row*> index = [] {
    std::unordered_map<std::string_view, const Row*> m;
    for (const Row& row : rows()) {
      m.emplace(row.name, &row);
      for (const std::string_view alias : row.aliases) m.emplace(alias, &row);
    }
    return m;
  }();
  const auto it = index.find(name);
  return it == index.end() ? nullptr : it->second;
}

const std::vector<OpName>& op_names() {
  static const std::vector<OpName> names = [] {
    std::vector<OpName> list;
    for (const Row& row : rows()) {
      if (row.is_leaf() || row.is_const()) continue;
      list.push_back({.name = row.name,
                      .aliases = row.aliases,
                      .symbol = row.symbol,
                      .arity = row.arity(),
                      .variadic = row.variadic,
                      .attrs = row.attrs});
    }
    return list;
  }();
  return names;
}

const OpName* find_op_name(std::string_view name) {
  static const std::unordered_map<std::string_view, const OpName*> index = [] {
    std::unordered_map<std::string_view, const OpName*> m;
    for (const OpName& op : op_names()) {
      m.emplace(op.name, &op);
      for (const std::string_view alias : op.aliases) m.emplace(alias, &op);
    }
    return m;
  }();
  const auto it = index.find(name);
  return it == index.end() ? nullptr : it->second;
}

bool is_reserved(std::string_view name) {
  // Frozen as of version 1: a later operation can be called but is never reserved, so no old link breaks. The words of
  // declarations were reserved, too, and are free since they are words only where such a statement stands.
  static constexpr std::string_view kFrozen[] = {
      "dense", "pi",      "inf",        "nan",        "neg",           "exp",        "log",        "ln",
      "log1p", "expm1",   "sqrt",       "abs",        "square",        "reciprocal", "sin",        "cos",
      "tan",   "asin",    "acos",       "atan",       "sinh",          "cosh",       "tanh",       "sigmoid",
      "σ",     "relu",    "leaky_relu", "elu",        "softplus",      "gelu",       "gelu_tanh",  "silu",
      "erf",   "maximum", "minimum",    "max",        "min",           "pow",        "sum",        "mean",
      "amax",  "amin",    "logsumexp",  "softmax",    "log_softmax",   "transpose",  "reshape",    "concat",
      "outer", "matmul",  "bce",        "bce_logits", "cross_entropy", "mse",        "layer_norm", "stop_gradient",
      "where", "zeros",   "ones",       "eye",        "linspace",      "randn",      "uniform",    "xavier",
      "he"};
  for (const std::string_view word : kFrozen)
    if (word == name) return true;
  return false;
}

}  // namespace bw
