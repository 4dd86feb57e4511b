// Reads postfix expressions on a stack of operands.
#include "text/emit.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "ops/names.hpp"
#include "text/subscript.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

// A definition makes about as many nodes as it has parts; one that makes none may be called this often.
constexpr std::int64_t kMostWork = 20 * limits::kNodes;

AttrValue typed(AttrType type, double number) {
  if (type == AttrType::kInteger) return static_cast<std::int64_t>(number);
  if (type == AttrType::kBoolean) return number != 0;
  return number;
}

}  // namespace

std::string group_of(const std::string& id) {
  std::size_t end = id.size();
  while (true) {
    std::size_t i = end;
    while (i > 0 && id[i - 1] >= '0' && id[i - 1] <= '9') --i;
    if (i == end || i < 2 || id[i - 1] != '.') return id.substr(0, end);
    end = i - 1;
  }
}

void Emitter::stop(const Span& span) {
  if (stopped_) return;
  report(Code::kLimit, "Written out, the network is larger than " + std::to_string(limits::kNodes) + " nodes.",
         "Use vectors and matrices for many numbers.", span);
  stopped_ = true;
}

Operand Emitter::run(const Expression& expression, Current statement, std::string defining) {
  statement_ = std::move(statement);
  defining_ = std::move(defining);
  readings_.clear();
  readings_.push_back({.expression = &expression});
  while (!stopped_) {
    Reading& reading = readings_.back();
    if (reading.next < reading.expression->size()) {
      evaluate((*reading.expression)[reading.next++], reading.stack);
    } else if (readings_.size() > 1) {
      Operand result = std::move(reading.stack.back());
      readings_.pop_back();
      readings_.back().stack.push_back(std::move(result));
    } else {
      break;
    }
  }
  if (stopped_) return {};
  std::vector<Operand>& stack = readings_.back().stack;
  if (stack.back().kind == Operand::kList) no_list(stack.back().span);
  if (stack.back().kind == Operand::kOperation)
    scope_.resolve(stack.back().id, stack.back().span);  // says that it wants a call
  return std::move(stack.back());
}

void Emitter::add_const(const std::string& id, double number, const Span& span, const std::string& label) {
  spec_.nodes.push_back({.id = id,
                         .op = "const",
                         .inputs = {},
                         .attrs = {{"value", number}},
                         .group = group_of(id),
                         .label = label,
                         .place = {span, ""}});
}

void Emitter::evaluate(const Item& item, std::vector<Operand>& stack) {
  switch (item.kind) {
    case Item::kNumber: stack.push_back({.kind = Operand::kNumber, .number = item.number, .span = item.span}); return;
    case Item::kName: return name(item, stack);
    case Item::kKeyword: stack.back().keyword = item.text, stack.back().keyword_span = item.span; return;
    case Item::kList: return list(item, stack);
    case Item::kSubscript: return subscript(item, stack);
    default: operation(item, stack);
  }
}

void Emitter::name(const Item& item, std::vector<Operand>& stack) {
  const auto& parameters = readings_.back().parameters;
  if (const auto it = parameters.find(item.text); it != parameters.end()) return stack.push_back(it->second);
  if (!scope_.knows(item.text) && find_op_name(item.text) != nullptr)
    return stack.push_back({.kind = Operand::kOperation, .id = item.text, .span = item.span});
  if (definitions_.find(item.text) != nullptr) {
    report(Code::kUnknownName, in_ticks(item.text) + " is a definition, not a node.",
           "Call it: " + in_ticks(item.text + "(…)") + ".", item.span);
    return stack.push_back({.kind = Operand::kBad, .span = item.span});
  }
  if (const auto size = scope_.sizes.find(item.text); size != scope_.sizes.end())
    return stack.push_back({.kind = Operand::kNumber, .number = static_cast<double>(size->second), .span = item.span});
  const auto id = scope_.resolve(item.text, item.span, defining_);
  stack.push_back({.kind = id ? Operand::kNode : Operand::kBad, .id = id.value_or(""), .span = item.span});
}

// Whole numbers for an attribute; anything else is refused where it is used.
void Emitter::list(const Item& item, std::vector<Operand>& stack) {
  Operand out{.kind = Operand::kList, .span = item.span};
  for (auto it = stack.end() - static_cast<std::ptrdiff_t>(item.count); it != stack.end(); ++it) {
    if (it->is_whole()) out.list.push_back(static_cast<std::int64_t>(it->number));
    else out.kind = Operand::kBad;
  }
  if (out.kind == Operand::kBad) no_list(item.span);
  stack.resize(stack.size() - item.count);
  stack.push_back(std::move(out));
}
void Emitter::no_list(const Span& span) {
  report(Code::kSyntax, "A vector or matrix inside an expression.", "Declare it: `input c = [1, 2]`, then use `c`.",
         span);
}

void Emitter::subscript(const Item& item, std::vector<Operand>& stack) {
  for (const Subscript& part : subscripts(item)) add_operation(part.op, item, part.attrs, stack);
}
void Emitter::add_operation(const std::string& op, const Item& item, const Attrs& attrs, std::vector<Operand>& stack) {
  Item call = item;
  call.kind = Item::kOperation;
  call.text = op;
  call.count = 1;
  operation(call, stack);
  spec_.nodes.back().attrs = attrs;
}

// The row that an operator or a call means, or empty, reported.
std::string Emitter::row_of(const Item& item) {
  if (item.kind == Item::kTranspose) return "transpose";
  if (item.kind == Item::kOperator) {
    if (item.count == 1) return "neg";
    const std::string symbol = item.text == "^" ? "**" : item.text;
    for (const OpName& op : op_names())
      if (op.symbol == symbol && op.arity == 2) return std::string(op.name);
  }
  if (const OpName* op = find_op_name(item.text)) return std::string(op->name);
  std::vector<std::string_view> names;
  for (const OpName& op : op_names()) {
    names.push_back(op.name);
    names.insert(names.end(), op.aliases.begin(), op.aliases.end());
  }
  std::string hint = did_you_mean(item.text, names, "Define it with `def`, or see the catalogue for what there is.");
  if (scope_.knows(item.text)) hint = in_ticks(item.text) + " is a node, not an operation; a product needs `*`.";
  report(Code::kUnknownOp, "There is no operation " + in_ticks(item.text) + ".", hint, item.span);
  return "";
}

// A call of a definition: its body is read next, with the operands in place of its parameters. stack is not valid afterwards.
void Emitter::begin_call(const Definition& definition, const Item& item, std::vector<Operand>& stack) {
  const auto first = stack.end() - static_cast<std::ptrdiff_t>(item.count);
  const bool keyword = std::any_of(first, stack.end(), [](const Operand& o) { return !o.keyword.empty(); });
  if (item.count != definition.parameters.size() || keyword) {
    report(Code::kArity,
           in_ticks(item.text) + " takes " + std::to_string(definition.parameters.size()) +
               " operands by their place, not " + std::to_string(item.count) + (keyword ? " with keywords." : "."),
           "Give one for each parameter of its `def`.", item.span);
  } else if ((work_ += static_cast<std::int64_t>(item.count + definition.expression.size())) > kMostWork) {
    return stop(item.span);
  } else if (!definition.broken) {
    Reading body{.expression = &definition.expression};
    for (std::size_t i = 0; i < item.count; ++i)
      body.parameters.emplace(definition.parameters[i], std::move(first[static_cast<std::ptrdiff_t>(i)]));
    stack.erase(first, stack.end());
    return readings_.push_back(std::move(body));
  }
  stack.erase(first, stack.end());
  stack.push_back({.kind = Operand::kBad, .span = item.span});
}

void Emitter::operation(const Item& item, std::vector<Operand>& stack) {
  if (const Definition* definition = item.kind == Item::kCall ? definitions_.find(item.text) : nullptr)
    return begin_call(*definition, item, stack);
  if (static_cast<std::int64_t>(spec_.nodes.size()) > 2 * limits::kNodes) { return stop(item.span); }
  if ((item.kind == Item::kCall || item.kind == Item::kOperation) && is_layer(item.text)) return dense(item, stack);
  const std::string op = row_of(item);
  ++statement_.made;
  NodeSpec node{
      .id = statement_.made == statement_.total ? statement_.id : statement_.id + "." + std::to_string(statement_.made),
      .op = op,
      .inputs = {},
      .attrs = {},
      .group = "",
      .label = "",
      .place = {item.span, ""}};
  node.group = group_of(node.id);
  node.label = statement_.made == statement_.total ? statement_.label : op;
  node.broken = op.empty();
  if (statement_.made < statement_.total) scope_.define_inner(node.id, item.span.line);
  const auto first = stack.end() - static_cast<std::ptrdiff_t>(item.count);
  for (auto it = first; it != stack.end(); ++it) {
    if (!it->keyword.empty()) {
      attribute(*it, node);
    } else if (it->kind == Operand::kNumber) {
      const std::string id = node.id + ".c" + std::to_string(node.inputs.size() + 1);
      add_const(id, it->number, it->span, "");
      node.inputs.push_back({id, {it->span, ""}});
    } else {
      if (it->kind == Operand::kList) no_list(it->span);
      if (it->kind == Operand::kOperation) scope_.resolve(it->id, it->span);  // says that it wants a call
      if (it->kind != Operand::kNode) node.broken = true;
      node.inputs.push_back({it->id, {it->span, ""}});
    }
  }
  stack.erase(first, stack.end());
  stack.push_back({.kind = Operand::kNode, .id = node.id, .span = item.span});
  spec_.nodes.push_back(std::move(node));
}

// A keyword argument: a number for axis, 1 or 0 for keepdims.
void Emitter::attribute(const Operand& value, NodeSpec& node) {
  if (find(node.attrs, value.keyword) != nullptr) {
    node.broken = true;
    return report(Code::kDupKey, "The attribute " + in_ticks(value.keyword) + " is given twice.", "Give it once.",
                  value.keyword_span);
  }
  if (value.kind == Operand::kBad) return void(node.broken = true);
  const OpName* op = find_op_name(node.op);
  const AttrSpec* spec = nullptr;
  for (std::size_t i = 0; op != nullptr && i < op->attrs.size(); ++i)
    if (op->attrs[i].name == value.keyword) spec = &op->attrs[i];
  if (value.kind == Operand::kList && spec != nullptr && spec->type == AttrType::kIntegers)
    return node.attrs.push_back({value.keyword, value.list});
  const AttrType type =
      spec != nullptr ? spec->type : AttrType::kReal;  // an unknown one is reported when the graph is built
  if (value.kind != Operand::kNumber || (type != AttrType::kReal && !value.is_whole())) {
    node.broken = true;
    return report(Code::kType,
                  "The attribute " + in_ticks(value.keyword) + " takes a " +
                      (type == AttrType::kReal ? "number." : "whole number."),
                  spec != nullptr ? std::string(spec->doc) : "", value.span);
  }
  node.attrs.push_back({value.keyword, typed(type, value.number)});
}

}  // namespace bw
