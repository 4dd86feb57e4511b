// Reads postfix expressions on a stack of operands.
#include "text/emit.hpp"

#include <algorithm>
#include <memory>

#include "base/limits.hpp"
#include "text/subscript.hpp"

namespace bw {

std::string group_of(const std::string& id) {
  std::size_t end = id.size();
  while (true) {
    std::size_t i = end;
    while (i > 0 && id[i - 1] >= '0' && id[i - 1] <= '9') --i;
    if (i == end || i < 2 || id[i - 1] != '.') return id.substr(0, end);
    end = i - 1;
  }
}

namespace {

// A seed that follows from the id of a layer, as that of another id; cells draw one after the other. Others stay.
std::int64_t reseeded(std::int64_t seed, std::uint64_t old, std::uint64_t fresh) {
  constexpr std::uint64_t kMostDrawn = 8;
  const std::uint64_t drawn = static_cast<std::uint64_t>(seed) - old;
  return drawn < kMostDrawn ? static_cast<std::int64_t>(fresh + drawn) : seed;
}

}  // namespace

void Emitter::stop(const Span& span) {
  stop("Written out, the network is larger than " + std::to_string(limits::kNodes) + " nodes.",
       "Use vectors and matrices for many numbers.", span);
}

void Emitter::stop(std::string message, std::string hint, const Span& span) {
  if (!stopped_) report(Code::kLimit, std::move(message), std::move(hint), span);
  stopped_ = true;
}

bool Emitter::has_room(std::int64_t numbers, const Span& span) {
  scope_.room.asked += numbers;
  scope_.room.made += numbers;
  if (scope_.room.asked > scope_.room.most || scope_.room.made > limits::kElements)
    stop("Written out, the lists up to here hold more than " + std::to_string(limits::kElements) + " numbers together.",
         "Use smaller arrays.", span);
  return !stopped_;
}

Operand Emitter::run(const Expression& expression, Current statement, std::string defining) {
  const std::size_t first = spec_.nodes.size();
  statement_ = std::move(statement);
  defining_ = std::move(defining);
  readings_.clear();
  readings_.push_back({.expression = &expression});
  readings_.back().stack.reserve(3);
  while (!stopped_) {
    Reading& reading = readings_.back();
    if (reading.next < reading.expression->size()) evaluate((*reading.expression)[reading.next++], reading.stack);
    else if (readings_.size() > 1) end_reading();
    else break;
  }
  if (stopped_) return {};
  Operand result = std::move(readings_.back().stack.back());
  if (result.kind == Operand::kFunction) wants_call(result);
  if (result.kind == Operand::kFunction || result.kind == Operand::kText || result.kind == Operand::kNothing)
    result.kind = Operand::kBad;
  if (result.kind == Operand::kNode) rename_last(result, first);
  readings_.clear();
  return result;
}

// The result of a definition is an operand of the one that called it.
void Emitter::end_reading() {
  if (readings_.back().stating != nullptr && goes_on_stating()) return;
  Operand result = std::move(readings_.back().stack.back());
  if (readings_.back().within) statement_ = std::move(*readings_.back().within);
  readings_.pop_back();
  readings_.back().stack.push_back(std::move(result));
}

// Whether what is appended now is the last of its statement: nothing is left to read.
bool Emitter::ends() const {
  for (auto it = readings_.rbegin(); it != readings_.rend(); ++it) {
    if (it->next < it->expression->size() || (it->stating != nullptr && !it->stating->whole)) return false;
    if (it->within) return true;
  }
  return true;
}

// Where definitions only handed on the last operation of a statement, it bears the id of the statement all the same.
// first: the first node of the statement.
void Emitter::rename_last(Operand& result, std::size_t first) {
  const std::string old = statement_.id + "." + std::to_string(statement_.made), id = statement_.id;
  if (result.id != old || first == spec_.nodes.size() || spec_.nodes.back().id != old) return;
  const auto renamed = [&](std::string& name) {
    if (name == old || (name.size() > old.size() && name.compare(0, old.size(), old) == 0 && name[old.size()] == '.'))
      name.replace(0, old.size(), id);
  };
  for (std::size_t i = first; i < spec_.nodes.size(); ++i) {
    NodeSpec& node = spec_.nodes[i];
    if (node.id == old) node.label = statement_.label;
    const std::string before = node.id;
    renamed(node.id);
    if (node.group == before) node.group = node.id;
    for (Attr& attr : node.attrs)
      if (node.dense == DensePart::kWeights && attr.name == "seed")
        attr.value = reseeded(std::get<std::int64_t>(attr.value), seed_of(old), seed_of(id));
    for (Ref& ref : node.inputs) renamed(ref.id);
  }
  scope_.forget(old);
  result.id = id;
}

void Emitter::add_const(const std::string& id, const Operand& value, const std::string& label) {
  const bool number = value.kind == Operand::kNumber;
  spec_.nodes.push_back({.id = id,
                         .op = "const",
                         .inputs = {},
                         .attrs = {{"value", number ? AttrValue(value.number)
                                                    : AttrValue(Numbers{value.array.shape, value.array.value})}},
                         .group = group_of(id),
                         .label = label,
                         .place = {value.span, ""}});
}

void Emitter::evaluate(const Item& item, Operands& stack) {
  switch (item.kind) {
    case Item::kNumber: stack.push_back({.kind = Operand::kNumber, .number = item.number, .span = item.span}); return;
    case Item::kText: stack.push_back({.kind = Operand::kText, .id = item.text, .span = item.span}); return;
    case Item::kName: return name(item, stack);
    case Item::kKeyword: stack.back().keyword = item.text, stack.back().keyword_span = item.span; return;
    case Item::kList: return list(item, stack);
    case Item::kArray: return array(item, stack);
    case Item::kFolded: return count(item, stack);
    case Item::kSubscript: return subscript(item, stack);
    default: operation(item, stack);
  }
}

std::optional<double> Emitter::number_of(const std::string& name) const {
  if (!readings_.empty()) {
    const auto& parameters = readings_.back().parameters;
    const auto it = parameters.find(name);
    if (it != parameters.end())
      return it->second.kind == Operand::kNumber ? std::optional(it->second.number) : std::nullopt;
  }
  if (const auto size = scope_.sizes.find(name); size != scope_.sizes.end()) return static_cast<double>(size->second);
  return scope_.knows(name) ? std::nullopt : constant_of(name);
}

void Emitter::name(const Item& item, Operands& stack) {
  const auto& parameters = readings_.back().parameters;
  if (const auto it = parameters.find(item.text); it != parameters.end()) return stack.push_back(it->second);
  const std::string* known = scope_.find(item.text);
  if (definitions_.find(item.text) != nullptr || (known == nullptr && find_op_name(item.text) != nullptr))
    return stack.push_back({.kind = Operand::kFunction, .id = item.text, .span = item.span});
  if (const auto number = number_of(item.text))
    return stack.push_back({.kind = Operand::kNumber, .number = *number, .span = item.span});
  if (known != nullptr) return stack.push_back({.kind = Operand::kNode, .id = *known, .span = item.span});
  if (item.text == "None") return stack.push_back({.kind = Operand::kNothing, .span = item.span});
  if (!is_value(item.text.substr(0, item.text.rfind('.')))) {
    const Called called = resolve_call(item.text, [](const std::string&) { return false; });
    if (called.kind == Called::kSpelling)
      return stack.push_back({.kind = Operand::kFunction, .id = item.text, .span = item.span});
  }
  scope_.resolve(item.text, item.span, defining_);  // reports it
  stack.push_back({.kind = Operand::kBad, .span = item.span});
}

void Emitter::array(const Item& item, Operands& stack) {
  Operand out{.kind = Operand::kBad, .span = item.span};
  const bool empty = item.parts.size() == 1 && item.parts[0].kind == Item::kList;
  if (empty && item.argument) {  // shape=[]
    out.kind = Operand::kList;
    out.elements = std::make_shared<Operands>();
  } else {
    const std::int64_t before = scope_.room.asked;
    std::optional<Array> made = literal({item}, numbers(), scope_.room, diagnostics_);
    if (made && !has_room(made->shape.elements() - (scope_.room.asked - before), item.span)) return;
    if (made && !write_out(*made, scope_.room)) return void(has_room(0, item.span));
    if (made) {
      out.kind = made->shape.rank == 0 ? Operand::kNumber : Operand::kArray;
      out.number = made->value[0];
      out.array = std::move(*made);
    }
  }
  stack.push_back(std::move(out));
}

// A list that is an argument waits for the call, which may take its operands one by one.
void Emitter::list(const Item& item, Operands& stack) {
  const auto first = stack.end() - static_cast<std::ptrdiff_t>(item.count);
  Operand out{.kind = Operand::kList, .is_tuple = item.text == "(", .span = item.span};
  out.elements = std::make_shared<Operands>(std::make_move_iterator(first), std::make_move_iterator(stack.end()));
  stack.erase(first, stack.end());
  if (!item.argument) out = stacked(std::move(out), ends());
  stack.push_back(std::move(out));
}

void Emitter::subscript(const Item& item, Operands& stack) {
  for (const Selector& s : item.selectors)
    if (!has_room(static_cast<std::int64_t>(s.list.size()), item.span)) return;
  const auto parts = subscripts(item, numbers(), diagnostics_);
  Operand x = std::move(stack.back());
  stack.pop_back();
  if (!parts) x = {.kind = Operand::kBad, .span = item.span};
  for (std::size_t i = 0; parts && i < parts->size(); ++i) {
    Operands args;
    args.push_back(std::move(x));
    x = append((*parts)[i].op, item.span, std::move(args), (*parts)[i].attrs, ends() && i + 1 == parts->size());
  }
  stack.push_back(std::move(x));
}

// A count of numbers alone is one; where it has a node in it, it is an expression as any.
void Emitter::count(const Item& item, Operands& stack) {
  if (const auto number = fold(item.parts, numbers()))
    return stack.push_back({.kind = Operand::kNumber, .number = *number, .span = item.span});
  auto own = std::make_shared<Expression>();
  for (const Item::Part& part : item.parts)
    own->push_back(
        {.kind = part.kind, .text = part.text, .number = part.number, .count = part.count, .span = part.span});
  readings_.push_back({.expression = own.get(), .parameters = readings_.back().parameters, .own = own});
}

}  // namespace bw
