// Layers that were written out, by this program when it printed a network, are groups again when they are read.
#pragma once

#include "graph/spec.hpp"

namespace bw {

// Gives the named parts of an attention, a gru or an lstm the group of its result, where all of them are there.
void regroup(GraphSpec& spec);

}  // namespace bw
