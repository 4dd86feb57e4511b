// Resolving the names of calls, and what is said of those that stand for nothing.
#include "text/calls.hpp"

#include "text/absent.hpp"

namespace bw {

Called resolve_method(std::string_view name) {
  const Spelling* spelling = find_spelling(name, kAsMethod);
  return {.kind = spelling != nullptr ? Called::kSpelling : Called::kUnknown, .spelling = spelling, .method = name};
}

Called resolve_call(const std::string& name, const IsValue& is_value) {
  if (const Spelling* own = find_spelling(name, kPlain)) return {.kind = Called::kSpelling, .spelling = own};
  if (const OpName* op = find_op_name(name)) return {.kind = Called::kOp, .op = op};
  for (std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0; dot = name.rfind('.', dot - 1)) {
    if (!is_value(name.substr(0, dot))) continue;
    Called called = resolve_method(std::string_view(name).substr(dot + 1));
    called.receiver = name.substr(0, dot);
    return called;
  }
  const auto parts = prefixed(name);
  const Spelling* spelling = parts ? find_spelling(parts->name, parts->library) : nullptr;
  return {.kind = spelling != nullptr ? Called::kSpelling : Called::kUnknown, .spelling = spelling};
}

namespace {

std::string closest_operation(const std::string& name) {
  const auto op = closest_op(name);
  return op ? "Did you mean " + in_ticks(*op) + "?"
            : "Define it above, with `def`; the syntax card lists what there is.";
}

}  // namespace

Diagnostic unknown_call(const std::string& name, const Called& called, bool value, const Span& span) {
  const auto parts = prefixed(name);
  const std::string last(!called.receiver.empty() || !called.method.empty() ? called.method
                         : parts                                            ? parts->name
                                                                            : std::string_view(name));
  const auto say = [&](std::string message, std::string hint) {
    return Diagnostic{Code::kUnknownOp, std::move(message), std::move(hint), "", span};
  };
  if (value && called.receiver.empty())
    return say("There is no operation " + in_ticks(name) + ".",
               in_ticks(name) + " is a node, not an operation; a product needs `*`.");
  const bool plain = find_op_name(last) != nullptr;
  const Absent* absent = find_absent(last);
  if (absent != nullptr && !plain)
    return say(std::string(absent->later ? "There is no " + in_ticks(last) + " yet."
                                         : "There is no operation " + in_ticks(last) + "."),
               std::string(absent->hint));
  if (!called.method.empty()) {
    return say("There is no method " + in_ticks(last) + ".", plain && absent != nullptr ? std::string(absent->hint)
                                                             : plain
                                                                 ? "Write it as a call: " + in_ticks(last + "(…)") + "."
                                                                 : closest_operation(last));
  }
  if (parts) {
    return say(in_ticks(name) + " is not one of the spellings that are read.",
               plain ? "Ours is written without a prefix: " + in_ticks(last + "(…)") + "."
                     : "The syntax card lists the operations that there are.");
  }
  return say("There is no operation " + in_ticks(name) + ".", closest_operation(name));
}

}  // namespace bw
