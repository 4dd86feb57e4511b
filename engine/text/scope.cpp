// Defining and looking up names.
#include "text/scope.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "ops/names.hpp"
#include "text/absent.hpp"
#include "text/libraries.hpp"

namespace bw {

bool Scope::may_be_a_name(const NameAt& name) {
  if (static_cast<std::int64_t>(name.name.size()) > limits::kIdBytes)
    return report(Code::kId,
                  "The name " + in_ticks(name.name) + " is longer than " + std::to_string(limits::kIdBytes) + " bytes.",
                  "Choose a shorter one.", name.span),
           false;
  if (name.name.empty())
    return report(Code::kId, "A name is empty.", "Write a name between the backticks.", name.span), false;
  if (!name.quoted && is_reserved(name.name)) {
    const bool op = find_op_name(name.name) != nullptr;
    return report(Code::kReserved, in_ticks(name.name) + (op ? " is an operation." : " is a word of the language."),
                  "Choose another name.", name.span),
           false;
  }
  return true;
}

bool Scope::define_again(const NameAt& name, const std::string& id) {
  if (!may_be_a_name(name) || !define({id, true, name.span})) return false;
  names_[name.name] = {id, name.span.line};
  return true;
}

bool Scope::define(const NameAt& name) {
  if (!may_be_a_name(name)) return false;
  const auto [it, fresh] = names_.try_emplace(name.name, Known{name.name, name.span.line});
  if (!fresh) {
    return report(Code::kDupId,
                  in_ticks(name.name) + " is defined again; first on line " + std::to_string(it->second.line) + ".",
                  "A graph has no time: a name stands for one node. Give the new value a name of its own, such as " +
                      in_ticks(unused(name.name)) + ".",
                  name.span),
           false;
  }
  return true;
}

std::string Scope::unused(const std::string& name) const {
  for (int i = 2;; ++i)
    if (std::string other = name + std::to_string(i); !knows(other)) return other;
}

std::string Scope::guess(const std::string& name) const {
  if (diagnostics_.total() >= Diagnostics::kShown) return "";
  // Names that differ in their number alone are all meant: `w2` is not `w1`.
  const auto stem = [](std::string_view of) { return of.substr(0, of.find_last_not_of("0123456789") + 1); };
  std::vector<std::string_view> known;
  for (const auto& [id, _] : names_)
    if (name.find('.') != std::string::npos || stem(id) != stem(name)) known.push_back(id);
  std::sort(known.begin(), known.end());
  if (known.size() > 2000) known.resize(2000);
  return did_you_mean(name, known, "");
}

std::string Scope::hint_for(const std::string& name, const std::string& defining) const {
  const std::size_t dot = name.rfind('.');
  const auto parts = prefixed(name);
  const std::string last(parts ? parts->name : std::string_view(name));
  if (find_op_name(name) != nullptr)
    return in_ticks(name) + " is an operation: call it, as in " + in_ticks(name + "(x)") + ".";
  if (name == defining) return "A graph has no time: give the new value a name of its own.";
  if (name == "T") return "The transpose is written with a dot: `w.T`.";
  if (std::string known = guess(name); !known.empty()) return known;
  if (dot != std::string::npos && knows(name.substr(0, dot)))
    return find_spelling(name.substr(dot + 1), kAsMethod) != nullptr
               ? "Call it: " + in_ticks(name + "()") + "."
               : "After a dot stand `T`, the transpose, and calls such as `.sum()`.";
  if (name == "e") return "The number e is `exp(1)`.";
  if (name == "None") return "Leave it out.";
  if (const Absent* absent = find_absent(last); absent != nullptr && !absent->hint.empty())
    return std::string(absent->hint);
  if (const auto op = closest_op(name)) return "Did you mean the operation " + in_ticks(*op) + "?";
  return "Give it a value first, with `input`, `param` or a statement above.";
}

std::optional<std::string> Scope::resolve(const std::string& name, const Span& span, const std::string& defining) {
  const auto it = names_.find(name);
  if (it != names_.end()) return it->second.id;
  report(Code::kUnknownName,
         in_ticks(name) + " is not defined" + (name == defining ? " yet: a node cannot use itself." : "."),
         hint_for(name, defining), span);
  return std::nullopt;
}

}  // namespace bw
