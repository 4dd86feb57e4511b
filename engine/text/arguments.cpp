// The arguments of a call: which are operands, and which attributes.
#include <algorithm>
#include <iterator>

#include "text/emit.hpp"

namespace bw {
namespace {

AttrValue typed(AttrType type, double number) {
  if (type == AttrType::kInteger) return static_cast<std::int64_t>(number);
  if (type == AttrType::kBoolean) return number != 0;
  return number;
}

const AttrSpec* attribute_named(const OpName& op, std::string_view name) {
  for (std::size_t i = 0; i < op.attrs.size(); ++i)
    if (op.attrs[i].name == name) return &op.attrs[i];
  return nullptr;
}

// The whole numbers of a list, or nothing where it holds others.
std::optional<std::vector<std::int64_t>> wholes(const Operand& value) {
  std::vector<std::int64_t> out;
  if (value.kind == Operand::kArray && value.array.shape.rank == 1) {
    for (const double x : value.array.value) {
      if (x != std::floor(x) || std::fabs(x) > 1e15) return std::nullopt;
      out.push_back(static_cast<std::int64_t>(x));
    }
    return out;
  }
  if (value.kind != Operand::kList) return std::nullopt;
  for (const Operand& one : *value.elements) {
    if (!one.is_whole()) return std::nullopt;
    out.push_back(static_cast<std::int64_t>(one.number));
  }
  return out;
}

// Whether the first operand is a list of the others: alone, or with an axis behind it.
bool holds_operands(const Operands& args) {
  const auto places = std::count_if(args.begin(), args.end(), [](const Operand& one) { return one.keyword.empty(); });
  const bool list =
      !args.empty() && args[0].keyword.empty() && (args[0].kind == Operand::kList || args[0].kind == Operand::kArray);
  return list && (places == 1 || (places == 2 && args[1].kind == Operand::kNumber));
}
// The numbers of a literal vector, the rows of a literal matrix.
Operands rows_of(const Operand& array) {
  Operands out;
  const Shape& shape = array.array.shape;
  for (std::size_t i = 0; i < array.array.value.size();
       i += static_cast<std::size_t>(shape.rank == 2 ? shape.cols : 1)) {
    const auto first = array.array.value.begin() + static_cast<std::ptrdiff_t>(i);
    Operand one{.kind = shape.rank == 2 ? Operand::kArray : Operand::kNumber, .number = *first, .span = array.span};
    if (shape.rank == 2) one.array = {Shape::vector(shape.cols), {first, first + shape.cols}};
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

// Operands behind those of the row become its attributes, in their order, and other names of attributes ours; a list given
// to a row that takes any number of operands becomes these.
void Emitter::place_attributes(const OpName& op, Operands& args) {
  for (Operand& one : args)
    if (attribute_named(op, one.keyword) == nullptr) one.keyword = std::string(attribute_of(one.keyword));
  std::size_t operands = op.arity;
  if (op.variadic) {
    operands = args.size();
    if (holds_operands(args)) {
      Operands spread = args[0].kind == Operand::kList ? *args[0].elements : rows_of(args[0]);
      operands = spread.size();
      spread.insert(spread.end(), std::make_move_iterator(args.begin() + 1), std::make_move_iterator(args.end()));
      args = std::move(spread);
    }
  }
  if (op.attrs.size() == 1 && op.attrs[0].type == AttrType::kIntegers && args.size() > operands + 1) {
    Operand shape{.kind = Operand::kList,
                  .elements = std::make_shared<Operands>(),
                  .span = args[operands].span};  // reshape(x, 2, 3)
    for (std::size_t i = operands; i < args.size(); ++i) {
      if (!args[i].keyword.empty()) return;
      shape.elements->push_back(std::move(args[i]));
    }
    args.resize(operands);
    args.push_back(std::move(shape));
  }
  for (std::size_t i = operands; i < args.size(); ++i) {
    Operand& one = args[i];
    const bool value = one.kind == Operand::kNumber || one.kind == Operand::kArray || one.kind == Operand::kList;
    if (!one.keyword.empty() || i - operands >= op.attrs.size() || !value) continue;
    one.keyword = std::string(op.attrs[i - operands].name);
    one.keyword_span = one.span;
  }
}

// A keyword argument: a number for axis, 1 or 0 for keepdims. False where it is wrong, which is reported.
bool Emitter::attribute(const Operand& value, const OpName& op, Attrs& attrs) {
  if (find(attrs, value.keyword) != nullptr)
    return report(Code::kDupKey, "The attribute " + in_ticks(value.keyword) + " is given twice.", "Give it once.",
                  value.keyword_span),
           false;
  if (value.kind == Operand::kBad) return false;
  const AttrSpec* spec = attribute_named(op, value.keyword);
  if (spec == nullptr) return attrs.push_back({value.keyword, 0.0}), true;  // reported when the graph is built
  if (value.kind == Operand::kNothing) return true;
  if (spec->type == AttrType::kIntegers) {
    if (auto list = wholes(value)) return attrs.push_back({value.keyword, std::move(*list)}), true;
    if (value.is_whole())  // reshape(x, 6)
      return attrs.push_back({value.keyword, std::vector{static_cast<std::int64_t>(value.number)}}), true;
  }
  if (value.kind != Operand::kNumber || spec->type == AttrType::kIntegers ||
      (spec->type != AttrType::kReal && !value.is_whole()))
    return report(Code::kType,
                  "The attribute " + in_ticks(value.keyword) + " takes " +
                      (spec->type == AttrType::kReal       ? "a number."
                       : spec->type == AttrType::kIntegers ? "a list of whole numbers."
                                                           : "a whole number."),
                  std::string(spec->doc), value.span),
           false;
  attrs.push_back({value.keyword, typed(spec->type, value.number)});
  return true;
}

}  // namespace bw
