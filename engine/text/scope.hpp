// The names of a text: what each stands for, and what is said of those that stand for nothing.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "text/literal.hpp"

namespace bw {

class Scope {
 public:
  explicit Scope(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Sizes sizes;  // and the counters of the repetitions around
  Room room;

  bool knows(const std::string& name) const { return names_.count(name) != 0; }
  // A new name, for the node of that id. False, reported, where it is the language's own or was given before.
  bool define(const NameAt& name);
  // As define, for a name inside a repetition: its node is id, and from now on the name stands for it.
  bool define_again(const NameAt& name, const std::string& id);
  // The node of an operation inside a statement, called by its id.
  void define_inner(const std::string& id, int line) { names_.try_emplace(id, Known{id, line}); }
  void forget(const std::string& name) { names_.erase(name); }
  // From now on the name stands for the node id.
  void alias(const std::string& name, const std::string& id) { names_[name].id = id; }
  // The id of a name, by that name or as another one; null where it is not known.
  const std::string* find(const std::string& name) const {
    const auto it = names_.find(name);
    return it == names_.end() ? nullptr : &it->second.id;
  }
  // The same of a name that is known.
  const std::string& id_of(const std::string& name) const { return names_.at(name).id; }
  // The id that a name stands for, or nothing, reported. defining: the name that its own statement may not use yet.
  std::optional<std::string> resolve(const std::string& name, const Span& span, const std::string& defining = "");

 private:
  struct Known {
    std::string id;
    int line;
  };
  void report(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
  }
  bool may_be_a_name(const NameAt& name);
  std::string unused(const std::string& name) const;
  std::string guess(const std::string& name) const;
  std::string hint_for(const std::string& name, const std::string& defining) const;

  Diagnostics& diagnostics_;
  std::unordered_map<std::string, Known> names_;
};

}  // namespace bw
