// Which definitions of a text come back to themselves through what they call.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/syntax.hpp"

namespace bw {

// Two definitions are in one circle where each reaches the other; of two with one name the first counts.
class Circles {
 public:
  Circles() = default;
  explicit Circles(const std::vector<Statement>& statements);
  // Whether a call of that name in the body of caller reaches caller again.
  bool closes(const std::string& caller, const std::string& called) const;

 private:
  std::unordered_map<std::string, std::int64_t> circle_of_;
};

}  // namespace bw
