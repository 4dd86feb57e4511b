// Statements to a GraphSpec: names resolved, literals evaluated, operations numbered.
#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "ops/names.hpp"
#include "text/literal.hpp"
#include "text/parser.hpp"
#include "text/scope.hpp"
#include "text/subscript.hpp"

namespace bw {
namespace {

// What stands on the stack while a postfix expression is read: a number, a node, or something reported as wrong.
struct Operand {
  enum Kind { kNumber, kNode, kList, kBad } kind = kBad;
  double number = 0;
  std::vector<std::int64_t> list = {};  // kList: whole numbers, for an attribute
  std::string id = {};
  Span span = {};
  std::string keyword = {};
  Span keyword_span = {};
};

std::string group_of(const std::string& id) {
  std::size_t end = id.size();
  while (true) {
    std::size_t i = end;
    while (i > 0 && id[i - 1] >= '0' && id[i - 1] <= '9') --i;
    if (i == end || i < 2 || id[i - 1] != '.') return id.substr(0, end);
    end = i - 1;
  }
}

class Lowering {
 public:
  explicit Lowering(Diagnostics& diagnostics) : diagnostics_(diagnostics), scope_(diagnostics) {}

  GraphSpec run(const std::vector<Statement>& statements) {
    for (const Statement& s : statements) {
      switch (s.kind) {
        case Statement::kInput:
        case Statement::kParam: declare(s); break;
        case Statement::kAssign: assign(s); break;
        case Statement::kSize: size(s); break;
        case Statement::kLoss:
        case Statement::kOutputs: refer(s, spec_.outputs); break;
        case Statement::kWrt: refer(s, spec_.wrt); break;
      }
    }
    if (!spec_.outputs && last_alias_) spec_.outputs = {*last_alias_};
    return std::move(spec_);
  }

 private:
  void report(Code code, std::string message, std::string hint, const Span& span) { diagnostics_.add({code, std::move(message), std::move(hint), "", span}); }

  void refer(const Statement& s, std::optional<std::vector<Ref>>& list) {
    if (!list) list.emplace();
    for (const NameAt& name : s.names)
      if (const auto id = scope_.resolve(name.name, name.span)) list->push_back({*id, {name.span, ""}});
  }

  // ---- declarations

  void declare(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    const std::optional<Array> array = literal(s.expression, scope_.sizes, diagnostics_);
    if (!scope_.define(name)) return;
    last_alias_.reset();
    LeafSpec leaf{.id = name.name, .differentiable = s.kind == Statement::kParam, .shape = std::nullopt, .value = {}, .label = s.label, .place = {name.span, ""}};
    if (array) {
      leaf.shape = array->shape;
      leaf.value = array->value;
      spec_.leaves.push_back(std::move(leaf));
    } else {
      broken_leaf(name);
    }
  }
  // A whole number that generators may use, and expressions as a literal.
  void size(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    const std::optional<Array> array = literal(s.expression, scope_.sizes, diagnostics_);
    if (!scope_.define(name)) return;
    const bool good = array && array->shape.rank == 0 && array->value[0] >= 1 && array->value[0] <= 1e9 && array->value[0] == std::floor(array->value[0]);
    if (array && !good) report(Code::kNumber, "The size " + in_ticks(name.name) + " is not a whole number from 1.", "Write `size n = 4`.", name.span);
    scope_.sizes[name.name] = good ? static_cast<std::int64_t>(array->value[0]) : 1;
  }
  // The parser has reported this statement; nothing more is said of its name.
  void define_broken(const NameAt& name) {
    if (!scope_.knows(name.name) && scope_.define(name)) broken_leaf(name);
  }
  // So that uses of the name are not reported too.
  void broken_leaf(const NameAt& name) {
    spec_.nodes.push_back({.id = name.name, .op = "", .inputs = {}, .attrs = {}, .group = "", .label = "", .place = {name.span, ""}, .broken = true});
  }

  // ---- statements

  void assign(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    defining_ = !scope_.knows(name.name) ? name.name : "";
    std::size_t total = static_cast<std::size_t>(std::count_if(s.expression.begin(), s.expression.end(), [](const Item& i) { return i.kind == Item::kOperator || i.kind == Item::kCall || i.kind == Item::kTranspose; }));
    for (const Item& item : s.expression)
      if (item.kind == Item::kSubscript) total += subscripts(item).size();
    statement_ = Current{name.name, s.label, total, 0};
    std::vector<Operand> stack;
    for (const Item& item : s.expression) evaluate(item, stack);
    Operand result = std::move(stack.back());
    defining_.clear();
    if (!scope_.define(name)) {
      if (total > 0) spec_.nodes.pop_back();  // the node that bears the refused name
      return;
    }
    last_alias_.reset();
    if (total > 0) return;
    if (result.kind == Operand::kNumber) {
      add_const(name.name, result.number, result.span, s.label);
    } else if (result.kind == Operand::kNode) {
      scope_.alias(name.name, result.id);
      last_alias_ = Ref{result.id, {name.span, ""}};
    } else {
      broken_leaf(name);
    }
  }

  void add_const(const std::string& id, double number, const Span& span, const std::string& label) {
    spec_.nodes.push_back({.id = id, .op = "const", .inputs = {}, .attrs = {{"value", number}}, .group = group_of(id), .label = label, .place = {span, ""}});
  }

  void evaluate(const Item& item, std::vector<Operand>& stack) {
    switch (item.kind) {
      case Item::kNumber: stack.push_back({.kind = Operand::kNumber, .number = item.number, .span = item.span}); return;
      case Item::kName: {
        if (const auto size = scope_.sizes.find(item.text); size != scope_.sizes.end()) return stack.push_back({.kind = Operand::kNumber, .number = static_cast<double>(size->second), .span = item.span});
        const auto id = scope_.resolve(item.text, item.span, defining_);
        stack.push_back({.kind = id ? Operand::kNode : Operand::kBad, .id = id.value_or(""), .span = item.span});
        return;
      }
      case Item::kKeyword: stack.back().keyword = item.text, stack.back().keyword_span = item.span; return;
      case Item::kList: return list(item, stack);
      case Item::kSubscript: return subscript(item, stack);
      default: operation(item, stack);
    }
  }

  // Whole numbers for an attribute; anything else is refused where it is used.
  void list(const Item& item, std::vector<Operand>& stack) {
    Operand out{.kind = Operand::kList, .span = item.span};
    for (auto it = stack.end() - static_cast<std::ptrdiff_t>(item.count); it != stack.end(); ++it) {
      if (it->kind == Operand::kNumber && it->number == std::floor(it->number) && std::fabs(it->number) < 1e15) out.list.push_back(static_cast<std::int64_t>(it->number));
      else out.kind = Operand::kBad;
    }
    if (out.kind == Operand::kBad) no_list(item.span);
    stack.resize(stack.size() - item.count);
    stack.push_back(std::move(out));
  }
  void no_list(const Span& span) { report(Code::kSyntax, "A vector or matrix inside an expression.", "Declare it: `input c = [1, 2]`, then use `c`.", span); }

  void subscript(const Item& item, std::vector<Operand>& stack) {
    for (const Subscript& part : subscripts(item)) add_operation(part.op, item, part.attrs, stack);
  }
  void add_operation(const std::string& op, const Item& item, const Attrs& attrs, std::vector<Operand>& stack) {
    Item call = item;
    call.kind = Item::kCall;
    call.text = op;
    call.count = 1;
    operation(call, stack);
    spec_.nodes.back().attrs = attrs;
  }

  // The row that an operator or a call means, or empty, reported.
  std::string row_of(const Item& item) {
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
    const auto guess = closest(item.text, names);
    std::string hint = guess ? "Did you mean " + in_ticks(*guess) + "?" : "";
    if (scope_.knows(item.text)) hint = in_ticks(item.text) + " is a node, not an operation; a product needs `*`.";
    report(Code::kUnknownOp, "There is no operation " + in_ticks(item.text) + ".", hint, item.span);
    return "";
  }

  void operation(const Item& item, std::vector<Operand>& stack) {
    const std::string op = row_of(item);
    ++statement_.made;
    NodeSpec node{.id = statement_.made == statement_.total ? statement_.name : statement_.name + "." + std::to_string(statement_.made), .op = op, .inputs = {}, .attrs = {}, .group = "", .label = "", .place = {item.span, ""}};
    node.group = group_of(node.id);
    node.label = statement_.made == statement_.total ? statement_.label : op;
    node.broken = op.empty();
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
        if (it->kind != Operand::kNode) node.broken = true;
        node.inputs.push_back({it->id, {it->span, ""}});
      }
    }
    stack.erase(first, stack.end());
    stack.push_back({.kind = Operand::kNode, .id = node.id, .span = item.span});
    spec_.nodes.push_back(std::move(node));
  }

  // A keyword argument: a number for axis, 1 or 0 for keepdims.
  void attribute(const Operand& value, NodeSpec& node) {
    if (find(node.attrs, value.keyword) != nullptr) {
      node.broken = true;
      return report(Code::kDupKey, "The attribute " + in_ticks(value.keyword) + " is given twice.", "Give it once.", value.keyword_span);
    }
    const OpName* op = find_op_name(node.op);
    const AttrSpec* spec = nullptr;
    for (std::size_t i = 0; op != nullptr && i < op->attrs.size(); ++i)
      if (op->attrs[i].name == value.keyword) spec = &op->attrs[i];
    const bool whole = value.kind == Operand::kNumber && value.number == std::floor(value.number) && std::fabs(value.number) < 1e15;
    if (value.kind == Operand::kList && spec != nullptr && spec->type == AttrType::kIntegers) return node.attrs.push_back({value.keyword, value.list});
    const AttrType type = spec != nullptr ? spec->type : AttrType::kReal;  // an unknown one is reported when the graph is built
    if (type != AttrType::kReal && !whole) {
      node.broken = true;
      return report(Code::kType, "The attribute " + in_ticks(value.keyword) + " takes a whole number.", std::string(spec->doc), value.span);
    }
    node.attrs.push_back({value.keyword, typed(type, value.number)});
  }
  static AttrValue typed(AttrType type, double number) {
    if (type == AttrType::kInteger) return static_cast<std::int64_t>(number);
    if (type == AttrType::kBoolean) return number != 0;
    return number;
  }

  struct Current {
    std::string name, label;
    std::size_t total, made;
  };
  Diagnostics& diagnostics_;
  GraphSpec spec_;
  Scope scope_;
  std::optional<Ref> last_alias_;
  std::string defining_;
  Current statement_{};
};

}  // namespace

GraphSpec lower(const std::vector<Statement>& statements, Diagnostics& diagnostics) { return Lowering(diagnostics).run(statements); }

}  // namespace bw
