// A network as text, one operation a line.
#pragma once

#include <string>

#include "graph/spec.hpp"

namespace bw {

// Reading the text again gives the same network. spec is in topological order, with outputs and wrt.
std::string print(const GraphSpec& spec);

}  // namespace bw
