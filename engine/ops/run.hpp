// A run: many elements of one elementwise row, computed in one loop over flat arrays; what a plan is made of.
#pragma once

#include <cstdint>

namespace bw {

// Element i of the run is at out[i]. Its operand k is values[in[k * in_stride + i]].
// carried: a bit for each operand that a derivative passes from.
struct RunSite {
  const double* values = nullptr;
  const std::uint32_t* in = nullptr;
  std::int64_t in_stride = 0;
  double* out = nullptr;
  std::int64_t count = 0;
  double parameter = 0;
  unsigned carried = 0;
  // Tangents: lanes of them for each position, side by side.
  std::int64_t lanes = 0;
  const double* tangents = nullptr;
  double* out_tangents = nullptr;
  // Adjoints of the run, and the sums that contributions to operand k are added to: sums[target[k * target_stride + i]].
  const double* adjoint = nullptr;
  double* sums = nullptr;
  const std::uint32_t* target = nullptr;
  std::int64_t target_stride = 0;
};

// Null where a row has no runs.
struct RunKernels {
  void (*value)(const RunSite&) = nullptr;
  void (*tangent)(const RunSite&) = nullptr;
  void (*adjoint)(const RunSite&) = nullptr;
};

}  // namespace bw
