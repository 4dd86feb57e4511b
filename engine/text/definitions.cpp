// Checking definitions and counting what they make.
#include "text/definitions.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "ops/names.hpp"
#include "text/subscript.hpp"
#include "text/words.hpp"

namespace bw {

const Definition* Definitions::find(const std::string& name) const {
  const auto it = all_.find(name);
  return it == all_.end() ? nullptr : &it->second;
}

std::size_t Definitions::operations(const Expression& expression) const {
  std::size_t count = 0;
  for (const Item& item : expression) {
    const Definition* definition = item.kind == Item::kCall ? find(item.text) : nullptr;
    if (definition != nullptr) count += definition->operations;
    else if (item.kind == Item::kOperator || item.kind == Item::kCall || item.kind == Item::kOperation ||
             item.kind == Item::kTranspose)
      ++count;
    else if (item.kind == Item::kSubscript) count += subscripts(item).size();
    count = std::min<std::size_t>(count, limits::kNodes);
  }
  return count;
}

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
  for (Item& item : d.expression) {
    const bool parameter = std::find(d.parameters.begin(), d.parameters.end(), item.text) != d.parameters.end();
    if (item.kind == Item::kName && !parameter && scope.sizes.count(item.text) == 0 &&
        find_op_name(item.text) == nullptr && !scope.resolve(item.text, item.span))
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
    } else if (find_op_name(item.text) != nullptr || is_layer(item.text)) {
      item.kind = Item::kOperation;
    } else {
      report(Code::kUnknownOp, "There is no operation " + in_ticks(item.text) + ".", "Define it above, with `def`.",
             item.span);
      d.broken = true;
    }
  }
  d.broken = d.broken || d.depth > kMostNested;
  if (d.depth == kMostNested + 1) {  // those that call it are not reported too
    report(Code::kDepth, "Definitions call each other more than " + std::to_string(kMostNested) + " deep.",
           "Use fewer layers of definitions, or `repeat`.", s.names[0].span);
  }
  d.operations = operations(d.expression);
  if (scope.define(s.names[0])) all_.emplace(name, std::move(d));
}

}  // namespace bw
