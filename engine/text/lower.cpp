// Statements to a GraphSpec.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/limits.hpp"
#include "ops/names.hpp"
#include "text/emit.hpp"
#include "text/parser.hpp"
#include "text/regroup.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

// Each node of a repetition has its statement as its label.
constexpr std::size_t kMostWritten = 64 << 20;

// Behind the name of a cell, in a repetition too: the state that it hands on beside its value.
constexpr const char* kState = ".c";

class Lowering {
 public:
  Lowering(Diagnostics& diagnostics, const Sizes& replaced, Purpose purpose, int count)
      : diagnostics_(diagnostics), replaced_(replaced), scope_(diagnostics) {
    spec_.purpose = purpose;
    spec_.count = count;
    scope_.room.most = most_elements(purpose);
  }

  GraphSpec run(const std::vector<Statement>& statements) {
    circles_ = Circles(statements);
    spec_.nodes.reserve(statements.size());
    block(statements);
    if (!spec_.outputs && loss_) spec_.outputs = {*loss_};
    if (!spec_.outputs && last_alias_) spec_.outputs = {*last_alias_};
    regroup(spec_);
    return std::move(spec_);
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): once for each `repeat` around a statement, which the parser bounds
  void block(const std::vector<Statement>& statements) {
    for (const Statement& s : statements) {
      if (!suffix_.empty() && ++repeated_ > 2 * limits::kNodes) emitter_.stop(s.span);
      if (!suffix_.empty() && (written_ += s.label.size()) > kMostWritten)
        emitter_.stop(
            "Written out, the statements of repetitions have more than " + std::to_string(kMostWritten) + " bytes.",
            "Write shorter statements, or repeat them less often.", s.span);
      if (emitter_.stopped()) return;
      switch (s.kind) {
        case Statement::kInput:
        case Statement::kParam: declare(s); break;
        case Statement::kAssign: assign(s); break;
        case Statement::kRepeat: repeat(s); break;
        default: once(s);
      }
    }
  }
  // What belongs to the network as a whole.
  void once(const Statement& s) {
    if (!suffix_.empty())
      return report(Code::kSyntax, "This statement stands inside a repetition.", "Write it before or after `repeat`.",
                    s.span);
    if (s.kind == Statement::kSize) size(s);
    if (s.kind == Statement::kDef) definitions_.add(s, circles_, scope_, diagnostics_);
    if (s.kind == Statement::kLoss || s.kind == Statement::kOutputs) refer(s, spec_.outputs);
    if (s.kind == Statement::kWrt) refer(s, spec_.wrt);
  }

  // The body again and again; h becomes h_1, h_2 … and afterwards means the last.
  // NOLINTNEXTLINE(misc-no-recursion): as block
  void repeat(const Statement& s) {
    if (s.times.empty()) return;
    const Item::Part& times = s.times[0];
    const double count = fold(s.times, numbers()).value_or(0);
    const std::string counter = s.names.empty() ? "" : s.names[0].name;
    if (!counter.empty() && !begin_counter(s.names[0])) return;
    if (count < 1 || count != std::floor(count))
      return report(Code::kNumber, "How often a repetition runs is a whole number from 1, or a `size`.",
                    "A repetition is `repeat 3 { h = tanh(h) }`.", times.span);
    if (count > static_cast<double>(limits::kNodes))
      return report(Code::kLimit, "The repetition is longer than " + std::to_string(limits::kNodes) + ".",
                    "Repeat fewer times.", times.span);
    const std::string outer = suffix_;
    const std::size_t before = diagnostics_.total();
    for (std::int64_t i = 1; i <= static_cast<std::int64_t>(count) && !emitter_.stopped(); ++i) {
      if (++repeated_ > 2 * limits::kNodes) emitter_.stop(times.span);
      suffix_ = outer + "_" + std::to_string(i);
      if (!counter.empty()) scope_.sizes[counter] = i - 1;
      block(s.body);
      if (diagnostics_.total() > before) break;  // said once
    }
    suffix_ = outer;
    scope_.sizes.erase(counter);
  }
  // `as i`: a number in the body of the repetition, under a name that nothing else has.
  bool begin_counter(const NameAt& name) {
    if (!is_reserved(name.name) && !scope_.knows(name.name) && scope_.sizes.count(name.name) == 0) return true;
    report(Code::kDupId, "The counter " + in_ticks(name.name) + " has a name that is taken.", "Choose another one.",
           name.span);
    return false;
  }
  NumberOf numbers() const {
    return [this](const std::string& name) { return emitter_.number_of(name); };
  }
  bool define(const NameAt& name) {
    return suffix_.empty() ? scope_.define(name) : scope_.define_again(name, name.name + suffix_);
  }

  void report(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
  }

  void refer(const Statement& s, std::optional<std::vector<Ref>>& list) {
    if (!list) list.emplace();
    for (const NameAt& name : s.names) {
      const auto id = scope_.resolve(name.name, name.span);
      if (!id) continue;
      list->push_back({*id, {name.span, ""}});
      if (s.kind == Statement::kWrt && aliases_.count(name.name) != 0)
        report(Code::kAlias,
               in_ticks(name.name) + " is another name of " + in_ticks(*id) + ", by which is differentiated.",
               "To make it a node of its own write " + in_ticks(name.name + " = 1 * " + *id) + ".", name.span);
    }
  }

  // ---- declarations

  void declare(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    const std::optional<Array> array = literal(s.expression, numbers(), scope_.room, diagnostics_);
    if (!define(name)) return;
    last_alias_.reset();
    LeafSpec leaf{.id = name.name + suffix_,
                  .differentiable = s.kind == Statement::kParam,
                  .shape = std::nullopt,
                  .value = {},
                  .recipe = std::nullopt,
                  .label = s.label,
                  .place = {name.span, ""}};
    if (array) {
      leaf.shape = array->shape;
      leaf.value = array->value;
      leaf.recipe = array->recipe;
      spec_.leaves.push_back(std::move(leaf));
    } else {
      broken_leaf(name);
    }
  }
  // A whole number that generators may use, and expressions as a literal.
  void size(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    const std::optional<Array> array = literal(s.expression, numbers(), scope_.room, diagnostics_);
    if (!scope_.define(name)) return;
    const bool good = array && array->shape.rank == 0 && array->value[0] >= 1 && array->value[0] <= 1e9 &&
                      array->value[0] == std::floor(array->value[0]);
    if (array && !good)
      report(Code::kNumber, "The size " + in_ticks(name.name) + " is not a whole number from 1.", "Write `size n = 4`.",
             name.span);
    const auto other = replaced_.find(name.name);
    const std::int64_t value = other != replaced_.end() ? other->second
                               : good                   ? static_cast<std::int64_t>(array->value[0])
                                                        : 1;
    scope_.sizes[name.name] = value;
    spec_.sizes.push_back({name.name, value, name.span, extent(s.expression)});
  }
  // From the first place of an expression to its last.
  static Span extent(const Expression& expression) {
    Span all = expression.front().span;
    for (const Item& item : expression) {
      const Span& s = item.span;
      if (std::pair(s.line, s.column) < std::pair(all.line, all.column)) all.line = s.line, all.column = s.column;
      if (std::pair(s.end_line, s.end_column) > std::pair(all.end_line, all.end_column))
        all.end_line = s.end_line, all.end_column = s.end_column;
    }
    return all;
  }
  // The parser has reported this statement; nothing more is said of its name.
  void define_broken(const NameAt& name) {
    if (!scope_.knows(name.name + suffix_) && define(name)) broken_leaf(name);
  }
  // So that uses of the name are not reported too.
  void broken_leaf(const NameAt& name) {
    spec_.nodes.push_back({.id = name.name + suffix_,
                           .op = "",
                           .inputs = {},
                           .attrs = {},
                           .group = "",
                           .label = "",
                           .place = {name.span, ""},
                           .broken = true});
  }

  // ---- statements

  void assign(const Statement& s) {
    const NameAt& name = s.names[0];
    if (s.expression.empty()) return define_broken(name);
    const std::string id = name.name + suffix_;
    const Operand result = emitter_.run(s.expression, {id, s.label}, scope_.knows(name.name) ? "" : name.name);
    if (emitter_.stopped()) return;
    if (!define(name)) {
      if (!spec_.nodes.empty() && spec_.nodes.back().id == id)
        spec_.nodes.pop_back();  // the node that bears the refused name
      return;
    }
    last_alias_.reset();
    if (result.kind == Operand::kNumber || result.kind == Operand::kArray) {
      emitter_.add_const(id, result, s.label);
    } else if (result.kind != Operand::kNode) {
      if (spec_.nodes.empty() || spec_.nodes.back().id != id) broken_leaf(name);
    } else if (result.id != id) {
      scope_.alias(name.name, result.id);
      aliases_.insert(name.name);
      last_alias_ = Ref{result.id, {name.span, ""}};
    } else if (const std::string* state = suffix_.empty() ? nullptr : scope_.find(id + kState)) {
      scope_.alias(name.name + kState, *state);
    }
    const bool top = suffix_.empty() && !name.quoted && name.name == word_of(Statement::kLoss);
    if (top) loss_ = Ref{result.kind == Operand::kNode ? result.id : id, {name.span, ""}};
  }

  Diagnostics& diagnostics_;
  const Sizes& replaced_;
  GraphSpec spec_;
  Scope scope_;
  Circles circles_;
  Definitions definitions_;
  std::string suffix_;         // of names inside repetitions: _3, or _3_1
  std::int64_t repeated_ = 0;  // repetitions, and the statements in them
  std::size_t written_ = 0;    // bytes of the labels that repetitions write again
  Emitter emitter_{scope_, definitions_, spec_, diagnostics_};
  std::optional<Ref> last_alias_;
  std::optional<Ref> loss_;                  // of a statement `loss = …`
  std::unordered_set<std::string> aliases_;  // names that are other names of nodes
};

}  // namespace

GraphSpec lower(const std::vector<Statement>& statements, Diagnostics& diagnostics, const Sizes& replaced,
                Purpose purpose, int count) {
  return Lowering(diagnostics, replaced, purpose, count).run(statements);
}

}  // namespace bw
