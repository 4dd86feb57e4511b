// Spellings of other libraries, one function a form: what they compute is what ours compute, or they are refused.
#include <algorithm>
#include <cmath>

#include "text/emit.hpp"

namespace bw {
namespace {

constexpr int kClipIsOne = 3;

// Takes the operand of that keyword out of args; nothing where it is not given, or None.
std::optional<Operand> take(Operands& args, std::initializer_list<std::string_view> keywords) {
  for (auto it = args.begin(); it != args.end(); ++it) {
    if (it->keyword.empty() || std::find(keywords.begin(), keywords.end(), it->keyword) == keywords.end()) continue;
    Operand value = std::move(*it);
    args.erase(it);
    if (value.kind == Operand::kNothing) return std::nullopt;
    value.keyword.clear();
    return value;
  }
  return std::nullopt;
}
std::size_t places(const Operands& args) {
  return static_cast<std::size_t>(
      std::count_if(args.begin(), args.end(), [](const Operand& one) { return one.keyword.empty(); }));
}
Operands both(Operand a, Operand b) {
  Operands out;
  out.push_back(std::move(a));
  out.push_back(std::move(b));
  return out;
}
Operands only(Operand a) {
  Operands out;
  out.push_back(std::move(a));
  return out;
}

}  // namespace

Operand Emitter::refuse(Code code, std::string message, std::string hint, const Span& span) {
  report(code, std::move(message), std::move(hint), span);
  return {.kind = Operand::kBad, .span = span};
}

Operand Emitter::translate(const Spelling& spelling, const Item& item, Operands args, bool last) {
  const auto row = [&](std::string_view name) { return apply(*find_op_name(name), item.span, std::move(args), last); };
  const auto needs = [&](std::size_t least, std::size_t most) { return args.size() >= least && args.size() <= most; };
  const auto wrong_count = [&] {
    return refuse(Code::kArity, in_ticks(item.text) + " is read with fewer or more operands than these.",
                  "Give its operands by their place, as its library has them.", item.span);
  };
  switch (spelling.form) {
    case Form::kSame: return row(spelling.op);
    case Form::kLastAxis: {
      const bool given = places(args) > 1 || std::any_of(args.begin(), args.end(), [](const Operand& one) {
                           return attribute_of(one.keyword) == "axis" && one.kind != Operand::kNothing;
                         });
      if (given) return row(spelling.op);
      return append(std::string(spelling.op), item.span, std::move(args), {{"axis", std::int64_t{-1}}}, last);
    }
    case Form::kClamp: return clamp(item, std::move(args), last);
    case Form::kGelu:
    case Form::kGeluTanh: return gelu(spelling, item, std::move(args), last);
    case Form::kMean:
    case Form::kHuber:
    case Form::kMse:
    case Form::kAbsolute: return loss(spelling, item, std::move(args), last);
    case Form::kUnbiased: return spread(spelling, item, std::move(args), last);
    case Form::kLength: return length(item, std::move(args), last);
    case Form::kDiagonal: return needs(1, 1) ? row(spelling.op) : wrong_count();
    case Form::kLinear: return needs(2, 3) ? linear(item, std::move(args), last) : wrong_count();
    case Form::kExtreme: return extreme(spelling, item, std::move(args), last);
    case Form::kTranspose: return needs(1, 3) ? transposed(item, std::move(args), last) : wrong_count();
    case Form::kFlatten:
      if (!needs(1, 1)) return wrong_count();
      return append("reshape", item.span, std::move(args), {{"shape", std::vector<std::int64_t>{-1}}}, last);
    case Form::kLogSigmoid: {
      if (!needs(1, 1)) return wrong_count();
      Operand x = append("neg", item.span, std::move(args), false);
      x = append("softplus", item.span, only(std::move(x)), false);
      return append("neg", item.span, only(std::move(x)), last);
    }
    case Form::kConvolution: return convolution(spelling, item, std::move(args), last);
    case Form::kConvolve:
    case Form::kCorrelate: return convolve(spelling, item, std::move(args), last);
    case Form::kPool: return pool(spelling, item, std::move(args), last);
    case Form::kBatchNorm: return batch_norm(item, std::move(args), last);
    case Form::kAttention: return attend(item, std::move(args), last);
    case Form::kItself: break;
  }
  if (!needs(1, 1) || !args[0].keyword.empty())
    return refuse(Code::kArity, in_ticks(item.text) + " takes one list here.",
                  "Numbers have 64 bits, and a weight is declared: `param w = [1, 2]`.", item.span);
  return args[0].kind == Operand::kList ? stacked(std::move(args[0]), last) : std::move(args[0]);
}

// clip(x, low, high), where either may be left out. Before version 3 of the counting convention it was written as two.
Operand Emitter::clamp(const Item& item, Operands args, bool last) {
  std::optional<Operand> low = take(args, {"min", "a_min", "low", "clip_value_min"});
  std::optional<Operand> high = take(args, {"max", "a_max", "high", "clip_value_max"});
  const std::size_t given = args.size();
  const bool known = places(args) == given && given >= 1 && given <= 3 && !(given > 1 && low) && !(given > 2 && high);
  if (known && given > 1 && args[1].kind != Operand::kNothing) low = std::move(args[1]);
  if (known && given > 2 && args[2].kind != Operand::kNothing) high = std::move(args[2]);
  if (!known || (!low && !high))
    return refuse(Code::kArity, in_ticks(item.text) + " takes a value and its bounds.",
                  "Write `clip(x, 0, 1)`, `clip(x, min=0)` or `clip(x, max=1)`.", item.span);
  Operand x = std::move(args[0]);
  if (low && high && spec_.count >= kClipIsOne) {
    Operands three = both(std::move(x), std::move(*low));
    three.push_back(std::move(*high));
    return append("clip", item.span, std::move(three), last);
  }
  if (low) x = append("maximum", item.span, both(std::move(x), std::move(*low)), last && !high);
  if (high) x = append("minimum", item.span, both(std::move(x), std::move(*high)), last);
  return x;
}

// PyTorch's gelu is exact unless approximate='tanh'; JAX's is the tanh form unless approximate=False.
Operand Emitter::gelu(const Spelling& spelling, const Item& item, Operands args, bool last) {
  bool tanh = spelling.form == Form::kGeluTanh;
  if (const std::optional<Operand> asked = take(args, {"approximate"})) {
    if (asked->kind == Operand::kNumber) tanh = asked->number != 0;
    else if (asked->kind == Operand::kText && (asked->id == "tanh" || asked->id == "none")) tanh = asked->id == "tanh";
    else
      return refuse(Code::kAttr, "`approximate` is 'tanh' or 'none', True or False.",
                    "Ours are `gelu(x)` and `gelu_tanh(x)`.", item.span);
  }
  return apply(*find_op_name(tanh ? "gelu_tanh" : "gelu"), item.span, std::move(args), last);
}

// Losses of PyTorch average over all elements (cross_entropy: over the rows) unless reduction says otherwise.
Operand Emitter::loss(const Spelling& spelling, const Item& item, Operands args, bool last) {
  std::string reduction = "mean";
  if (const std::optional<Operand> asked = take(args, {"reduction"})) {
    if (asked->kind != Operand::kText || (asked->id != "mean" && asked->id != "sum" && asked->id != "none"))
      return refuse(Code::kAttr, "`reduction` is 'mean', 'sum' or 'none'.", "It is 'mean' where it is left out.",
                    item.span);
    reduction = asked->id;
  }
  Attrs attrs;
  if (const std::optional<Operand> delta = spelling.form == Form::kHuber ? take(args, {"delta"}) : std::nullopt) {
    if (delta->kind != Operand::kNumber)
      return refuse(Code::kAttr, "`delta` is a number.", "It is 1 where it is left out.", item.span);
    attrs.push_back({"delta", delta->number});
  }
  if (args.size() != 2 || places(args) != 2)
    return refuse(Code::kArity, in_ticks(item.text) + " is read with its two operands and `reduction` alone.",
                  "Give what is predicted, and what it should be.", item.span);
  const bool reduced = reduction != "none";
  Operand each;
  if (spelling.form == Form::kMean || spelling.form == Form::kHuber) {
    each = append(std::string(spelling.op), item.span, std::move(args), std::move(attrs), last && !reduced);
  } else if (spelling.form == Form::kMse && reduction == "mean") {
    return append(std::string(spelling.op), item.span, std::move(args), last);
  } else {
    Operand difference = append("sub", item.span, std::move(args), false);
    each = append(spelling.form == Form::kMse ? "square" : "abs", item.span, only(std::move(difference)),
                  last && !reduced);
  }
  return reduced ? append(reduction, item.span, only(std::move(each)), last) : each;
}

// torch.var(x), torch.std(x): by n - 1 where nothing else is said.
Operand Emitter::spread(const Spelling& spelling, const Item& item, Operands args, bool last) {
  std::int64_t ddof = 1;
  if (const std::optional<Operand> asked = take(args, {"correction", "unbiased", "ddof"})) {
    if (!asked->is_whole())
      return refuse(Code::kAttr, "`correction` is a whole number, `unbiased` True or False.",
                    "It is 1, or True, where it is left out.", item.span);
    ddof = static_cast<std::int64_t>(asked->number);
  }
  if (places(args) > 2)
    return refuse(Code::kArity, in_ticks(item.text) + " is read with an array, its axis, and names for the rest.",
                  "Write `var(x, axis=0, ddof=1)`.", item.span);
  Operand by{.kind = Operand::kNumber, .number = static_cast<double>(ddof), .span = item.span, .keyword = "ddof"};
  args.push_back(std::move(by));
  return apply(*find_op_name(spelling.op), item.span, std::move(args), last);
}

// The second argument of a norm is its order in one library and its axis in ours.
Operand Emitter::length(const Item& item, Operands args, bool last) {
  const std::optional<Operand> order = take(args, {"ord", "p"});
  if (order || places(args) != 1)
    return refuse(Code::kAttr, in_ticks(item.text) + " is read as the Euclidean length alone, without an order.",
                  "Of order 1 write `sum(abs(x))`, of order infinity `amax(abs(x))`.", item.span);
  return apply(*find_op_name("norm"), item.span, std::move(args), last);
}

// F.linear(x, W, b) = x @ W.T + b
Operand Emitter::linear(const Item& item, Operands args, bool last) {
  const bool shifted = args.size() == 3 && args[2].kind != Operand::kNothing;
  Operand shift = shifted ? std::move(args[2]) : Operand{};
  shift.keyword.clear();
  Operand turned = append("transpose", item.span, only(std::move(args[1])), false);
  Operand product = append("matmul", item.span, both(std::move(args[0]), std::move(turned)), last && !shifted);
  return shifted ? append("add", item.span, both(std::move(product), std::move(shift)), last) : product;
}

// torch.max(x) is a reduction, torch.max(a, b) the larger of two, torch.max(x, dim) a pair of arrays.
Operand Emitter::extreme(const Spelling& spelling, const Item& item, Operands args, bool last) {
  const std::string name(spelling.op);
  if (args.size() == 1 && places(args) == 1)
    return append(name == "max" ? "amax" : "amin", item.span, std::move(args), last);
  if (args.size() == 2 && places(args) == 2 && args[1].kind == Operand::kNode)
    return append(name == "max" ? "maximum" : "minimum", item.span, std::move(args), last);
  return refuse(Code::kAttr, in_ticks(item.text) + " along an axis gives a pair in PyTorch: values and places.",
                "Write `a" + name + "(x, axis=1)` for the values.", item.span);
}

// Two axes can only change places.
Operand Emitter::transposed(const Item& item, Operands args, bool last) {
  Operands axes(std::make_move_iterator(args.begin() + 1), std::make_move_iterator(args.end()));
  args.resize(1);
  if (axes.size() == 1 && axes[0].kind == Operand::kList) axes = Operands(*axes[0].elements);
  else if (axes.size() == 1 && axes[0].kind == Operand::kNothing) axes.clear();
  bool good = axes.empty() || axes.size() == 2;
  for (const Operand& one : axes) good = good && one.is_whole() && one.number >= -2 && one.number < 2;
  if (good && axes.size() == 2)
    good =
        std::fmod(axes[0].number + 2, 2) != std::fmod(axes[1].number + 2, 2) && (axes[0].number + 2) != axes[1].number;
  if (!good)
    return refuse(Code::kAttr, in_ticks(item.text) + " is read where it changes the two axes of a matrix.",
                  "The transpose is `x.T`.", item.span);
  return append("transpose", item.span, std::move(args), last);
}

}  // namespace bw
