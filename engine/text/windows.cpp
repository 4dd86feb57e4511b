// Spellings of convolutions, pools, batch_norm and attention: read where ours compute the same, else refused.
#include <algorithm>

#include "text/emit.hpp"

namespace bw {
namespace {

constexpr Operand::Kind kAbsent = Operand::kNothing;

// A whole number, or a pair of equal ones, as in `stride=(2, 2)`.
std::optional<std::int64_t> whole_of(const Operand& value) {
  if (value.is_whole()) return static_cast<std::int64_t>(value.number);
  if (value.kind == Operand::kArray) {
    const auto& all = value.array.value;
    const bool equal = std::all_of(all.begin(), all.end(), [&](double x) { return x == all.front(); });
    return equal && all.front() == std::floor(all.front()) && std::fabs(all.front()) < 1e15
               ? std::optional(static_cast<std::int64_t>(all.front()))
               : std::nullopt;
  }
  if (value.kind != Operand::kList || value.elements->empty()) return std::nullopt;
  const Operand& first = value.elements->front();
  const bool equal = std::all_of(value.elements->begin(), value.elements->end(),
                                 [&](const Operand& one) { return one.is_whole() && one.number == first.number; });
  return equal ? std::optional(static_cast<std::int64_t>(first.number)) : std::nullopt;
}

Operands operands(Operand a, Operand b) {
  Operands out;
  out.push_back(std::move(a));
  out.push_back(std::move(b));
  return out;
}

}  // namespace

// Whether an argument is not given, or says what it would be then.
bool Emitter::says(const Operand& value, double absent) {
  return value.kind == kAbsent || (whole_of(value) && static_cast<double>(*whole_of(value)) == absent);
}

// F.conv1d(x, w, bias, stride, padding): of one channel, which has no axis of its own here.
Operand Emitter::convolution(const Spelling& spelling, const Item& item, Operands args, bool last) {
  const Call call{item.text, item.span, "Write `" + std::string(spelling.op) + "(x, w, stride=1, padding=0)`."};
  std::vector<Operand> given;
  if (!sort_arguments(call, std::move(args), {"input", "weight", "bias", "stride", "padding", "dilation", "groups"},
                      given))
    return {.kind = Operand::kBad, .span = item.span};
  const bool valid = given[4].kind == Operand::kText && given[4].id == "valid";
  if (given[0].kind == kAbsent || given[1].kind == kAbsent)
    return refuse(Code::kArity, in_ticks(item.text) + " takes an input and a kernel.", call.form, item.span);
  if (!says(given[5], 1) || !says(given[6], 1))
    return refuse(Code::kAttr, "A dilation and groups other than 1 are not read.", call.form, item.span);
  Attrs attrs;
  for (const auto& [at, name] : {std::pair{3, "stride"}, std::pair{4, "padding"}}) {
    const Operand& one = given[static_cast<std::size_t>(at)];
    if (one.kind == kAbsent || (at == 4 && valid)) continue;
    const auto number = whole_of(one);
    if (!number)
      return refuse(Code::kAttr, in_ticks(name) + " is one whole number, for both axes.", call.form, one.span);
    attrs.push_back({name, *number});
  }
  const bool shifted = given[2].kind != kAbsent;
  Operand made = append(std::string(spelling.op), item.span, operands(std::move(given[0]), std::move(given[1])),
                        std::move(attrs), last && !shifted);
  return shifted ? append("add", item.span, operands(std::move(made), std::move(given[2])), last) : made;
}

// np.convolve turns the kernel round, np.correlate does not; 'full' pads by all that the kernel reaches, 'valid' by nothing.
Operand Emitter::convolve(const Spelling& spelling, const Item& item, Operands args, bool last) {
  const bool flips = spelling.form == Form::kConvolve;
  const Call call{item.text, item.span,
                  flips ? "Write `conv1d(x, w, flip=1, full=1)`, or with `padding=1` for a kernel of 3."
                        : "Write `conv1d(x, w)`, or with `padding=1` for a kernel of 3."};
  std::vector<Operand> given;
  if (!sort_arguments(call, std::move(args), {"a", "v", "mode"}, given))
    return {.kind = Operand::kBad, .span = item.span};
  const Operand& mode = given[2];
  const std::string said = mode.kind == kAbsent          ? (flips ? "full" : "valid")
                           : mode.kind == Operand::kText ? mode.id
                                                         : "";
  if (given[0].kind == kAbsent || given[1].kind == kAbsent || (said != "full" && said != "valid"))
    return refuse(Code::kAttr, in_ticks(item.text) + " is read of two vectors, with the mode 'full' or 'valid'.",
                  call.form, item.span);
  Attrs attrs;
  if (flips) attrs.push_back({"flip", true});
  if (said == "full") attrs.push_back({"full", true});
  return append("conv1d", item.span, operands(std::move(given[0]), std::move(given[1])), std::move(attrs), last);
}

// F.max_pool1d(x, 2) pools along the last axis, F.max_pool2d(x, 2) along two.
Operand Emitter::pool(const Spelling& spelling, const Item& item, Operands args, bool last) {
  const Call call{item.text, item.span, "Write `" + std::string(spelling.op) + "(x, size=2, stride=2, padding=0)`."};
  const auto places = std::count_if(args.begin(), args.end(), [](const Operand& one) { return one.keyword.empty(); });
  std::vector<Operand> given;
  if (!sort_arguments(
          call, std::move(args),
          {"input", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices", "count_include_pad"},
          given))
    return {.kind = Operand::kBad, .span = item.span};
  if (places > 4 || !says(given[4], 1) || !says(given[5], 0) || !says(given[6], 0) || !says(given[7], 1))
    return refuse(Code::kAttr, in_ticks(item.text) + " is read with its size, stride and padding alone.", call.form,
                  item.span);
  if (given[0].kind == kAbsent || given[1].kind == kAbsent)
    return refuse(Code::kArity, in_ticks(item.text) + " takes an array and the size of its windows.", call.form,
                  item.span);
  Attrs attrs;
  for (const auto& [at, name] : {std::pair{1, "size"}, std::pair{2, "stride"}, std::pair{3, "padding"}}) {
    const Operand& one = given[static_cast<std::size_t>(at)];
    if (one.kind == kAbsent) continue;
    const auto number = whole_of(one);
    if (!number)
      return refuse(Code::kAttr, in_ticks(name) + " is one whole number, for both axes.", call.form, one.span);
    attrs.push_back({name, *number});
  }
  attrs.push_back({"axes", std::int64_t{spelling.name.find("1d") != std::string_view::npos ? 1 : 2}});
  Operands one;
  one.push_back(std::move(given[0]));
  return append(std::string(spelling.op), item.span, std::move(one), std::move(attrs), last);
}

// F.batch_norm as it trains: with the mean and variance of the batch.
Operand Emitter::batch_norm(const Item& item, Operands args, bool last) {
  const Call call{item.text, item.span, "Write `batch_norm(X, g, b)`, which has the mean and variance of the batch."};
  std::vector<Operand> given;
  if (!sort_arguments(call, std::move(args),
                      {"input", "running_mean", "running_var", "weight", "bias", "training", "momentum", "eps"}, given))
    return {.kind = Operand::kBad, .span = item.span};
  const bool trains = given[5].kind == Operand::kNumber && given[5].number == 1;
  if (given[0].kind == kAbsent || given[3].kind == kAbsent || given[4].kind == kAbsent || !trains)
    return refuse(Code::kAttr, in_ticks(item.text) + " is read with a weight, a bias and `training=True`.", call.form,
                  item.span);
  Attrs attrs;
  if (given[7].kind == Operand::kNumber) attrs.push_back({"eps", given[7].number});
  else if (given[7].kind != kAbsent) return refuse(Code::kAttr, "`eps` is a number.", call.form, given[7].span);
  Operands three = operands(std::move(given[0]), std::move(given[3]));
  three.push_back(std::move(given[4]));
  return append("batch_norm", item.span, std::move(three), std::move(attrs), last);
}

// PyTorch adds a mask of numbers to the scores, and chooses by one of True and False, which have no type of their own here.
Operand Emitter::attend(const Item& item, Operands args, bool last) {
  const Call call{item.text, item.span, "Write `attention(Q, K, V, mask)`, where the mask is 1 for what may be seen."};
  std::vector<Operand> given;
  if (!sort_arguments(call, std::move(args), {"query", "key", "value", "attn_mask", "dropout_p", "causal"}, given))
    return {.kind = Operand::kBad, .span = item.span};
  if (given[3].kind != kAbsent || !says(given[4], 0))
    return refuse(Code::kAttr, in_ticks(item.text) + " is read without a mask and without dropout.", call.form,
                  item.span);
  given[5].keyword = "causal";
  Operands three(std::make_move_iterator(given.begin()), std::make_move_iterator(given.begin() + 3));
  if (given[5].kind != kAbsent) three.push_back(std::move(given[5]));
  return layer("attention", item.span, std::move(three), last);
}

}  // namespace bw
