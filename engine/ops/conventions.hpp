// How rows were counted by earlier versions of the counting convention: figures that were given out stay explicable.
#pragma once

#include "ops/op.hpp"

namespace bw {

// What a version of the convention changed.
struct Convention {
  int count;                              // the version
  std::span<const std::string_view> ops;  // what is counted otherwise since, as texts name it
  std::string_view doc;
};
// The first version, then those after it; the last is kCount.
std::span<const Convention> conventions();

// The row as version count counts it: the same numbers, other costs and other saved values. It is row itself where nothing
// has changed since.
const Row& counted_by(int count, const Row& row);

}  // namespace bw
