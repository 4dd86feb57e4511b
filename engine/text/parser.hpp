// Network text to a GraphSpec.
#pragma once

#include <string_view>

#include "graph/spec.hpp"
#include "text/literal.hpp"

namespace bw {

// All statements that can be read; mistakes go to diagnostics, and reading goes on at the next line.
std::vector<Statement> parse_statements(std::string_view source, Diagnostics& diagnostics);

// Statements with names resolved and operations numbered. Where diagnostics has errors, the spec is what could be
// understood, so that its shapes can still be checked. replaced: values of sizes in place of those in the text. count: the
// version of the counting convention, by which one operation may be written as two.
GraphSpec lower(const std::vector<Statement>& statements, Diagnostics& diagnostics, const Sizes& replaced = {},
                Purpose purpose = Purpose::kRun, int count = kCount);

inline GraphSpec parse(std::string_view source, Diagnostics& diagnostics, Purpose purpose = Purpose::kRun,
                       int count = kCount) {
  return lower(parse_statements(source, diagnostics), diagnostics, {}, purpose, count);
}

}  // namespace bw
