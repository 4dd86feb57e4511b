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

}  // namespace

void Definitions::add(const Statement& s, const Circles& circles, Scope& scope, Diagnostics& diagnostics) {
  constexpr int kMostNested = 50;
  const std::string& name = s.names[0].name;
  const auto report = [&](Code code, std::string message, std::string hint, const Span& span) {
    diagnostics.add({code, std::move(message), std::move(hint), "", span});
  };
  Definition d;
  d.expression = s.expression;
  d.broken = s.expression.empty();
  for (const NameAt& parameter : s.parameters) {
    if (std::find(d.parameters.begin(), d.parameters.end(), parameter.name) != d.parameters.end()) {
      report(Code::kDupId, "The parameter " + in_ticks(parameter.name) + " stands twice.",
             "Give each parameter a name of its own.", parameter.span);
      d.broken = true;
    }
    d.parameters.push_back(parameter.name);
  }
  const auto is_parameter = [&](const std::string& one) {
    return std::find(d.parameters.begin(), d.parameters.end(), one) != d.parameters.end();
  };
  const auto is_value = [&](const std::string& one) {
    return is_parameter(one) || (scope.knows(one) && find(one) == nullptr);
  };
  for (Item& item : d.expression) {
    if (item.kind == Item::kName && !is_parameter(item.text) && !stands_for_something(item.text, scope) &&
        !scope.resolve(item.text, item.span))
      d.broken = true;
    if (item.kind != Item::kCall) continue;
    if (const Definition* called = find(item.text)) {
      d.depth = std::max(d.depth, called->depth + 1);
    } else if (circles.closes(name, item.text)) {
      const bool itself = item.text == name, operation = find_op_name(item.text) != nullptr;
      report(Code::kRecursion,
             in_ticks(name) + " calls " +
                 (itself ? "itself: written out, it has no end."
                         : in_ticks(item.text) + ", which comes back to " + in_ticks(name) +
                               ": written out, they have no end."),
             operation ? "To mean the operation " + in_ticks(item.text) + ", give the definition another name."
                       : "For a repetition write `repeat 3 { h = … }`.",
             item.span);
      d.broken = true;
    } else if (const Called call = resolve_call(item.text, is_value);
               call.kind == Called::kUnknown && !is_layer(item.text)) {
      diagnostics.add(unknown_call(item.text, call, is_value(item.text), item.span));
      d.broken = true;
    } else {
      item.kind = Item::kOperation;
    }
  }
  d.broken = d.broken || d.depth > kMostNested;
  if (d.depth == kMostNested + 1) {  // those that call it are not reported too
    report(Code::kDepth, "Definitions call each other more than " + std::to_string(kMostNested) + " deep.",
           "Use fewer layers of definitions, or `repeat`.", s.names[0].span);
  }
  if (scope.define(s.names[0])) all_.emplace(name, std::move(d));
}

}  // namespace bw
