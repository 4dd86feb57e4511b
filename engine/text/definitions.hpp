// What `def` statements define.
#pragma once

#include <string>
#include <unordered_map>

#include "text/circles.hpp"
#include "text/scope.hpp"
#include "text/syntax.hpp"

namespace bw {

// derivatives: those that it states, one for each parameter, or none. depth: how many definitions its body goes through.
// broken: a mistake in it is already reported.
struct Definition {
  std::string name;
  std::vector<std::string> parameters;
  Expression expression;
  std::vector<Stated> derivatives = {};
  int depth = 1;
  bool broken = false;
};

class Definitions {
 public:
  // Checks a definition against what stands before it; a call of anything else means the operation of that name, for good.
  // So none can reach itself, and circles, those of the whole text, say which would.
  void add(const Statement& statement, const Circles& circles, Scope& scope, Diagnostics& diagnostics);
  // nullptr if there is none.
  const Definition* find(const std::string& name) const;

 private:
  std::unordered_map<std::string, Definition> all_;
};

}  // namespace bw
