// Dense layers, recurrent cells, attention: what each part is made of, and which operands they refuse.
#include "graph/layers.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

using Part = std::variant<LayerNode, Problem>;

std::string seen(const Graph& g, NodeId n) { return in_ticks(g.text[n].id) + " is " + in_words(g.shape[n]); }

// An input and the state of a cell: two vectors, or two matrices with a row for each example of a batch.
std::optional<Problem> bad_cell(const Graph& g, NodeId x, NodeId h) {
  const Shape &a = g.shape[x], &b = g.shape[h];
  const std::string both = seen(g, x) + ", " + seen(g, h);
  if (a.rank == 0 || a.rank != b.rank)
    return Problem{Code::kRank, both + ": a cell takes two vectors, or two matrices whose rows are a batch",
                   "Begin with a state such as `input h = zeros(4)`."};
  if (a.rank == 2 && a.rows != b.rows)
    return Problem{Code::kShape,
                   both + ": " + std::to_string(a.rows) + " examples and " + std::to_string(b.rows) + " states",
                   "Each row of the input has a row of the state."};
  return std::nullopt;
}

// Params for an operand x: as many outputs as units says, or as the state, the second operand, has.
Part weights(const Graph& g, const NodeSpec& n, std::span<const NodeId> operands) {
  const Shape& x = g.shape[operands[0]];
  const AttrValue *units = find(n.attrs, "units"), *seed = find(n.attrs, "seed");
  if (units != nullptr && x.rank == 0)
    return Problem{Code::kRank, seen(g, operands[0]) + ": `dense` takes a vector, or a matrix whose rows are a batch",
                   "Declare an array, as in `input x = [1, 2]`."};
  if (units == nullptr)
    if (auto problem = bad_cell(g, operands[0], operands[1])) return *problem;
  const std::int64_t outputs = units != nullptr ? std::get<std::int64_t>(*units) : g.shape[operands[1]].cols;
  const Row* param = find_row("param");
  if (n.dense == DensePart::kBias)
    return LayerNode{.row = param, .shape = Shape::vector(outputs), .recipe = Recipe{Rule::kZeros}};
  return LayerNode{.row = param,
                   .shape = x.rank == 2 ? Shape::matrix(x.cols, outputs) : Shape::matrix(outputs, x.cols),
                   .recipe = Recipe{Rule::kXavier, static_cast<std::uint64_t>(std::get<std::int64_t>(*seed))}};
}

// Operand 0 is the weights, operand 1 what they weigh; a third belongs to the same cell.
Part product(const Graph& g, const NodeSpec& n, std::span<const NodeId> operands) {
  if (n.waits > 0)
    if (auto problem = bad_cell(g, operands[1], operands[2])) return *problem;
  std::vector<NodeId> in = {operands[0], operands[1]};
  if (g.shape[in[1]].rank == 2) std::swap(in[0], in[1]);
  const std::vector<Shape> shapes = {g.shape[in[0]], g.shape[in[1]]};
  const std::vector<std::string_view> names = {g.text[in[0]].id, g.text[in[1]].id};
  const Row* row = find_row("matmul");
  const ShapeAnswer answer = row->shape({shapes, names, {}});
  if (const auto* problem = std::get_if<Problem>(&answer)) return *problem;
  return LayerNode{.row = row, .shape = std::get<Shape>(answer), .in = std::move(in)};
}

// Queries, keys, values, and perhaps a mask.
std::optional<Problem> bad_attention(const Graph& g, std::span<const NodeId> operands) {
  const Shape &q = g.shape[operands[0]], &k = g.shape[operands[1]], &v = g.shape[operands[2]];
  const auto pair = [&](std::size_t a, std::size_t b) { return seen(g, operands[a]) + ", " + seen(g, operands[b]); };
  const auto say = [](std::int64_t count) { return std::to_string(count); };
  if (q.rank == 0)
    return Problem{Code::kRank, seen(g, operands[0]) + ": a query is a vector, and several are the rows of a matrix",
                   "Write `attention(Q, K, V)`."};
  for (const std::size_t at : {1, 2})
    if (g.shape[operands[at]].rank != 2)
      return Problem{Code::kRank, seen(g, operands[at]) + ": keys and values are the rows of a matrix",
                     "Write `attention(Q, K, V)`."};
  if (q.cols != k.cols)
    return Problem{Code::kShape, pair(0, 1) + ": queries of " + say(q.cols) + " and keys of " + say(k.cols),
                   "Queries are multiplied with keys: both have as many columns."};
  if (k.rows != v.rows)
    return Problem{Code::kShape, pair(1, 2) + ": " + say(k.rows) + " keys and " + say(v.rows) + " values",
                   "Keys and values go in pairs: both have as many rows."};
  const Shape scores = q.rank == 2 ? Shape::matrix(q.rows, k.rows) : Shape::vector(k.rows);
  if (operands.size() > 3 && broadcast(g.shape[operands[3]], scores) != scores)
    return Problem{Code::kShape, seen(g, operands[3]) + ": a mask of scores that are " + in_words(scores),
                   "Its rows are the queries and its columns the keys: 1 where they may be seen, else 0."};
  return std::nullopt;
}

// Behind all operands of the attention, which are looked at here.
Part keys(const Graph& g, std::span<const NodeId> operands) {
  if (auto problem = bad_attention(g, operands)) return *problem;
  const Shape& k = g.shape[operands[1]];
  return LayerNode{.row = find_row("transpose"), .shape = Shape::matrix(k.cols, k.rows), .in = {operands[1]}};
}

// The root of the width of keys, the first operand.
Part scale(const Graph& g, std::span<const NodeId> operands) {
  const double root = std::sqrt(static_cast<double>(g.shape[operands[0]].cols));
  return LayerNode{.row = find_row("const"), .shape = {}, .attrs = {{"value", root}}};
}

// Of queries and keys: 1 where a query may see a key that does not come later.
Part causal(const Graph& g, std::span<const NodeId> operands) {
  const Shape &q = g.shape[operands[0]], &k = g.shape[operands[1]];
  const Shape shape = q.rank == 2 ? Shape::matrix(q.rows, k.rows) : Shape::vector(k.rows);
  if (shape.all_elements() > limits::kElements)
    return Problem{Code::kLimit, "The mask of what comes later is " + in_words(shape) + ": too many numbers",
                   "Use fewer queries or keys, or no mask."};
  std::vector<double> seen_from(static_cast<std::size_t>(shape.elements()), 0.0);
  for (std::int64_t r = 0; r < shape.rows; ++r)
    for (std::int64_t c = 0; c <= std::min(r, shape.cols - 1); ++c)
      seen_from[static_cast<std::size_t>(r * shape.cols + c)] = 1;
  return LayerNode{
      .row = find_row("const"), .shape = shape, .attrs = {{"value", Numbers{shape, std::move(seen_from)}}}};
}

}  // namespace

std::variant<LayerNode, Problem> layer_part(const Graph& g, const NodeSpec& n, std::span<const NodeId> operands) {
  switch (n.dense) {
    case DensePart::kProduct: return product(g, n, operands);
    case DensePart::kKeys: return keys(g, operands);
    case DensePart::kScale: return scale(g, operands);
    case DensePart::kCausal: return causal(g, operands);
    default: return weights(g, n, operands);
  }
}

}  // namespace bw
