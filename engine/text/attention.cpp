// attention(Q, K, V, mask): softmax(Q @ K.T / sqrt(d)) @ V, written out. Where the mask is 0 a score is -1e30, whose weight is
// 0 to the last digit; a query that may see nothing sees all keys alike.

#include "text/emit.hpp"

namespace bw {
namespace {

// The score of a key that is not seen. Infinity would be no number to differentiate at.
constexpr double kHidden = -1e30;

}  // namespace

// False where it is refused, which is reported.
bool Emitter::attention(const Layer& layer, Operands args) {
  const std::string form = "Write `attention(Q, K, V)`, `attention(Q, K, V, mask)` or `attention(Q, K, V, causal=1)`.";
  std::vector<Operand> given;
  const Call call{layer.word, layer.span, form};
  if (!sort_arguments(call, std::move(args), {"Q", "K", "V", "mask", "causal"}, given)) return false;
  if (!needs_nodes(call, given, 3)) return false;
  const Operand &mask = given[3], &causal = given[4];
  const bool masked = mask.kind != Operand::kNothing;
  if (masked && mask.kind != Operand::kNode)
    return refuse_layer(Code::kType, "The mask of attention is a node: a matrix of 1 and 0.",
                        "Declare it, as in `input M = [[1, 0], [1, 1]]`.", mask.span);
  if (causal.kind != Operand::kNothing &&
      (causal.kind != Operand::kNumber || (causal.number != 0 && causal.number != 1)))
    return refuse_layer(Code::kType, "`causal` is 1 or 0.", form, causal.span);

  const std::string &q = given[0].id, &k = given[1].id, &v = given[2].id;
  std::vector<std::string> all = {q, k, v};
  if (masked) all.push_back(mask.id);
  const std::string keys = part(layer, "keys", "transpose", all, {}, DensePart::kKeys);
  const std::string products = part(layer, "products", "matmul", {q, keys});
  const std::string root = part(layer, "scores.c2", "const", {k, products}, {}, DensePart::kScale);
  std::string scores = part(layer, "scores", "div", {products, root});
  // where with a const of that number behind it, under the name that a literal there has.
  const auto hide = [&](const std::string& name, const std::string& seen) {
    const std::string hidden = layer.id + "." + name + ".c3";
    add_const(hidden, {.kind = Operand::kNumber, .number = kHidden, .span = layer.span}, "");
    scores = part(layer, name, "where", {seen, scores, hidden});
  };
  if (masked) hide("masked", mask.id);
  if (causal.number == 1) hide("causal", part(layer, "causal.c1", "const", {q, k, scores}, {}, DensePart::kCausal));
  const std::string weights = part(layer, "weights", "softmax", {scores}, {{"axis", std::int64_t{-1}}});
  part(layer, "", "matmul", {weights, v});
  return true;
}

}  // namespace bw
