// Checking definitions and counting what they make.
#include "text/definitions.hpp"

#include <algorithm>

#include "ops/names.hpp"
#include "text/calls.hpp"
#include "text/words.hpp"

namespace bw {

const Definition* Definitions::find(const std::string& name) const {
  const auto it = all_.find(name);
  return it == all_.end() ? nullptr : &it->second;
}

namespace {

// A name in a body that is no parameter and need not be a node: a size, an operation, a definition, `np.pi`, `None`.
bool stands_for_something(const std::string& name, const Scope& scope) {
  if (scope.sizes.count(name) != 0 || find_op_name(name) != nullptr) return true;
  if (scope.knows(name)) return false;
  return constant_of(name) || name == "None" ||
         resolve_call(name, [](const std::string&) { return false; }).kind == Called::kSpelling;
}

constexpr int kMostNested = 50;

// A definition held against what stands before it.
class Checked {
 public:
  Checked(const Definitions& all, const Circles& circles, Scope& scope, Diagnostics& diagnostics)
      : all_(all), circles_(circles), scope_(scope), diagnostics_(diagnostics) {}

  Definition run(const Statement& s) {
    d_.name = s.names[0].name;
    d_.expression = s.expression;
    d_.derivatives = s.derivatives;
    d_.broken = s.expression.empty();
    for (const NameAt& parameter : s.parameters) {
      if (is_parameter(parameter.name))
        refuse(Code::kDupId, "The parameter " + in_ticks(parameter.name) + " stands twice.",
               "Give each parameter a name of its own.", parameter.span);
      d_.parameters.push_back(parameter.name);
    }
    for (Item& item : d_.expression) check(item, false);
    for (Stated& stated : d_.derivatives)
      for (Item& item : stated.expression) check(item, true);
    d_.broken = d_.broken || d_.depth > kMostNested;
    if (d_.depth == kMostNested + 1)  // those that call it are not reported too
      refuse(Code::kDepth, "Definitions call each other more than " + std::to_string(kMostNested) + " deep.",
             "Use fewer layers of definitions, or `repeat`.", s.names[0].span);
    return std::move(d_);
  }

 private:
  void refuse(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
    d_.broken = true;
  }
  bool is_parameter(const std::string& name) const {
    return std::find(d_.parameters.begin(), d_.parameters.end(), name) != d_.parameters.end();
  }
  bool is_value(const std::string& name) const {
    return is_parameter(name) || (scope_.knows(name) && all_.find(name) == nullptr);
  }

  // states: in a derivative, where the definition's own name is its value.
  void check(Item& item, bool states) {
    if (item.kind == Item::kName && !is_parameter(item.text) && !(states && item.text == d_.name) &&
        !stands_for_something(item.text, scope_) && !scope_.resolve(item.text, item.span))
      d_.broken = true;
    if (item.kind == Item::kCall) call(item, states);
  }
  void call(Item& item, bool states) {
    if (const Definition* called = all_.find(item.text)) {
      d_.depth = std::max(d_.depth, called->depth + 1);
    } else if (circles_.closes(d_.name, item.text)) {
      reaches_itself(item, states);
    } else if (const Called known = resolve_call(item.text, [&](const std::string& one) { return is_value(one); });
               known.kind == Called::kUnknown && !is_layer(item.text)) {
      diagnostics_.add(unknown_call(item.text, known, is_value(item.text), item.span));
      d_.broken = true;
    } else {
      item.kind = Item::kOperation;
    }
  }
  void reaches_itself(const Item& item, bool states) {
    const bool itself = item.text == d_.name, operation = find_op_name(item.text) != nullptr;
    refuse(Code::kRecursion,
           in_ticks(d_.name) + " calls " +
               (itself ? "itself: written out, it has no end."
                       : in_ticks(item.text) + ", which comes back to " + in_ticks(d_.name) +
                             ": written out, they have no end."),
           itself && states
               ? "In its derivative " + in_ticks(d_.name) + " alone is its value: write it without brackets."
           : operation ? "To mean the operation " + in_ticks(item.text) + ", give the definition another name."
                       : "For a repetition write `repeat 3 { h = … }`.",
           item.span);
  }

  const Definitions& all_;
  const Circles& circles_;
  Scope& scope_;
  Diagnostics& diagnostics_;
  Definition d_;
};

}  // namespace

void Definitions::add(const Statement& s, const Circles& circles, Scope& scope, Diagnostics& diagnostics) {
  Definition d = Checked(*this, circles, scope, diagnostics).run(s);
  if (scope.define(s.names[0])) all_.emplace(s.names[0].name, std::move(d));
}

}  // namespace bw
