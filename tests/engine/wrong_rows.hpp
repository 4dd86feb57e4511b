// Plausible mistakes in rows, to show that the checks find them.
#pragma once

#include <string_view>
#include <vector>

#include "ops/op.hpp"

namespace bw::test {

struct Wrong {
  std::string_view what;
  std::string_view caught_by;  // the name of a check
  Row row;
};
std::vector<Wrong> wrong_rows();

}  // namespace bw::test
