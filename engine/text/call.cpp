// Calls and operators: what they mean, and the nodes that they make.
#include <algorithm>
#include <iterator>

#include "base/limits.hpp"
#include "text/emit.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

// A definition makes about as many nodes as it has parts; one that makes none may be called this often.
constexpr std::int64_t kMostWork = 20 * limits::kNodes;

Operands taken(Operands& stack, std::size_t count) {
  const auto first = stack.end() - static_cast<std::ptrdiff_t>(count);
  Operands out(std::make_move_iterator(first), std::make_move_iterator(stack.end()));
  stack.erase(first, stack.end());
  return out;
}

const OpName* of_symbol(const Item& item) {
  if (item.count == 1) return find_op_name("neg");
  static const std::vector<const OpName*> binary = [] {
    std::vector<const OpName*> list;
    for (const OpName& op : op_names())
      if (!op.symbol.empty() && op.arity == 2) list.push_back(&op);
    return list;
  }();
  std::string_view symbol = item.text;
  if (symbol == "^") symbol = "**";
  if (symbol == "·" || symbol == "×") symbol = "*";
  for (const OpName* op : binary)
    if (op->symbol == symbol) return op;
  return nullptr;
}

}  // namespace

bool Emitter::is_value(const std::string& name) const {
  const auto& parameters = readings_.back().parameters;
  return parameters.count(name) != 0 || (scope_.knows(name) && definitions_.find(name) == nullptr);
}

// stack is not valid afterwards where a definition is called.
void Emitter::operation(const Item& item, Operands& stack) {
  if (const Definition* definition = item.kind == Item::kCall ? definitions_.find(item.text) : nullptr)
    return begin_call(*definition, item, stack);
  if (static_cast<std::int64_t>(spec_.nodes.size()) > 2 * limits::kNodes) return stop(item.span);
  const bool call = item.kind == Item::kCall || item.kind == Item::kOperation;
  if (call && is_layer(item.text)) return call_layer(item, stack);
  Operands args = taken(stack, item.count);
  if (item.kind == Item::kTranspose) return stack.push_back(append("transpose", item.span, std::move(args), ends()));
  if (item.kind == Item::kOperator) {
    const OpName* op = of_symbol(item);
    stack.push_back(append(std::string(op->name), item.span, std::move(args), ends()));
    if (item.text == "·" || item.text == "×") spec_.nodes.back().sign = item.text == "·" ? "·" : "×";
    return;
  }
  const auto known = [&](const std::string& name) { return is_value(name); };
  const Called called = item.kind == Item::kMethod ? resolve_method(item.text) : resolve_call(item.text, known);
  if (!called.receiver.empty()) {
    Operands receiver;
    name({.kind = Item::kName, .text = called.receiver, .span = item.span}, receiver);
    args.insert(args.begin(), std::move(receiver.front()));
  }
  if (called.kind == Called::kOp) return stack.push_back(apply(*called.op, item.span, std::move(args), ends()));
  if (called.kind == Called::kSpelling)
    return stack.push_back(translate(*called.spelling, item, std::move(args), ends()));
  diagnostics_.add(unknown_call(item.text, called, is_value(item.text), item.span));
  stack.push_back(append("", item.span, {}, {}, ends(), true));
}

// A call of a definition: its body is read next, with the operands in place of its parameters. stack is not valid afterwards.
void Emitter::begin_call(const Definition& definition, const Item& item, Operands& stack) {
  Operands args = taken(stack, item.count);
  const bool keyword = std::any_of(args.begin(), args.end(), [](const Operand& o) { return !o.keyword.empty(); });
  for (Operand& one : args)
    if (one.kind == Operand::kList) one = stacked(std::move(one), false);
  if (definition.broken) return stack.push_back({.kind = Operand::kBad, .span = item.span});
  if (item.count != definition.parameters.size() || keyword) {
    report(Code::kArity,
           in_ticks(item.text) + " takes " + std::to_string(definition.parameters.size()) +
               " operands by their place, not " + std::to_string(item.count) + (keyword ? " with keywords." : "."),
           "Give one for each parameter of its `def`.", item.span);
    return stack.push_back({.kind = Operand::kBad, .span = item.span});
  }
  std::size_t parts = item.count + definition.expression.size();
  for (const Stated& stated : definition.derivatives) parts += stated.expression.size();
  if ((work_ += static_cast<std::int64_t>(parts)) > kMostWork) return stop(item.span);
  begin_definition(definition, std::move(args), {});
}

// A row by its own name.
Operand Emitter::apply(const OpName& op, const Span& span, Operands args, bool last) {
  place_attributes(op, args);
  Operands operands;
  Attrs attrs;
  bool fine = true;
  for (Operand& one : args) {
    if (one.keyword.empty()) operands.push_back(std::move(one));
    else fine = attribute(one, op, attrs) && fine;
  }
  return append(std::string(op.name), span, std::move(operands), std::move(attrs), last, !fine);
}

// Appends the operation of a row; what follows from it is broken where an operand is.
Operand Emitter::append(const std::string& op, const Span& span, Operands args, Attrs attrs, bool last, bool broken) {
  for (Operand& one : args)
    if (one.kind == Operand::kList) one = stacked(std::move(one), false);
  return add_node(op, span, std::move(args), std::move(attrs), last, broken);
}

// As append, with no list among the operands.
Operand Emitter::add_node(const std::string& op, const Span& span, Operands args, Attrs attrs, bool last, bool broken) {
  ++statement_.made;
  NodeSpec node{.id = last ? statement_.id : statement_.id + "." + std::to_string(statement_.made),
                .op = op,
                .inputs = {},
                .attrs = std::move(attrs),
                .group = "",
                .label = last ? statement_.label : op,
                .place = {span, ""}};
  node.group = group_of(node.id);
  node.broken = broken || op.empty();
  if (!last) scope_.define_inner(node.id, span.line);
  for (Operand& one : args) add_input(one, node);
  Operand out{.kind = Operand::kNode, .id = node.id, .span = span};
  spec_.nodes.push_back(std::move(node));
  return out;
}

void Emitter::add_input(Operand& value, NodeSpec& node) {
  if (value.kind == Operand::kNumber || value.kind == Operand::kArray) {
    const std::string id = node.id + ".c" + std::to_string(node.inputs.size() + 1);
    add_const(id, value, "");
    return node.inputs.push_back({id, {value.span, ""}});
  }
  if (value.kind == Operand::kFunction) wants_call(value);
  if (value.kind == Operand::kText || value.kind == Operand::kNothing)
    report(Code::kSyntax,
           "Expected a value, but there is " + in_ticks(value.kind == Operand::kText ? value.id : "None") + ".",
           "The language has no texts, only numbers and names.", value.span);
  if (value.kind != Operand::kNode) node.broken = true;
  node.inputs.push_back({value.id, {value.span, ""}});
}

// A list as one value: an array where all of it is numbers, else a stack.
Operand Emitter::stacked(Operand list, bool last) {
  const auto refuse_list = [&](Code code, std::string message, std::string hint) {
    report(code, std::move(message), std::move(hint), list.span);
    return Operand{.kind = Operand::kBad, .span = list.span};
  };
  if (list.is_tuple)
    return refuse_list(Code::kSyntax, "A `,` inside brackets that only group.",
                       "The decimal point is `.`; a vector is `[1, 2]`.");
  if (list.elements->empty())
    return refuse_list(Code::kShapeEmpty, "An empty array: it has no elements.", "Give it at least one number.");
  const auto count = static_cast<std::int64_t>(list.elements->size());
  if (!has_room(count, list.span)) return {.kind = Operand::kBad, .span = list.span};
  Operand array{.kind = Operand::kArray, .span = list.span};
  const Shape first =
      list.elements->front().kind == Operand::kArray ? list.elements->front().array.shape : Shape::scalar();
  bool numbers = first.rank < 2;
  for (const Operand& one : *list.elements) {
    const bool number = one.kind == Operand::kNumber;
    numbers = numbers && (number ? first.rank == 0 : one.kind == Operand::kArray && one.array.shape == first);
    if (number) array.array.value.push_back(one.number);
    else array.array.value.insert(array.array.value.end(), one.array.value.begin(), one.array.value.end());
  }
  if (!numbers) return add_node("stack", list.span, std::move(*list.elements), {}, last, false);
  array.array.shape = first.rank == 0 ? Shape::vector(count) : Shape::matrix(count, first.cols);
  return array;
}

void Emitter::wants_call(const Operand& function) {
  if (definitions_.find(function.id) != nullptr)
    report(Code::kUnknownName, in_ticks(function.id) + " is a definition, not a node.",
           "Call it: " + in_ticks(function.id + "(…)") + ".", function.span);
  else
    report(Code::kUnknownName, in_ticks(function.id) + " is not defined.",
           in_ticks(function.id) + " is an operation: call it, as in " + in_ticks(function.id + "(x)") + ".",
           function.span);
}

}  // namespace bw
