// A run: many elements of one elementwise row, computed in one loop over flat arrays; what a plan is made of.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bw {

struct Counted;
template <class T>
struct Element;
struct RunKernels;
struct ElementRun;
struct ElementPart;

// Loops over elements. values: of all positions, and after them what rows keep; sums: of adjoints; indices: of the plan.
using ValueLoop = void (*)(double* values, const std::uint32_t* indices, const ElementRun&);
using AdjointLoop = void (*)(const double* values, double* sums, const std::uint32_t* indices, const ElementRun&,
                             const ElementPart&);
// Tangents that a position has side by side where a sweep carries many: a line of the cache.
inline constexpr std::ptrdiff_t kManyTangents = 8;

// Several tangents for each position, lanes of them, side by side.
using TangentLoop = void (*)(const double* values, const std::uint32_t* indices, const ElementRun&, const ElementPart&,
                             double* tangents, std::ptrdiff_t lanes);

// All elements of one row, one depth and one parameter. Element i stands at position begin + i, its operand k at position
// indices[in + k * count + i]; what a row keeps of it at values[kept + i].
struct ElementRun {
  ValueLoop value;
  const RunKernels* kernels;
  double parameter;
  std::uint32_t begin, count, in, kept;
};

// A stretch of a run through which the same operands carry derivatives (carried: a bit for each). The adjoint of element i
// of it is sums[adjoint + i], and operand k is owed a contribution at sums[indices[target + k * count + i]].
struct ElementPart {
  AdjointLoop sweep;
  std::uint32_t run, begin, count;  // begin: a position
  std::uint32_t carried;
  std::uint32_t adjoint;  // 0: no path to a seed
  std::uint32_t target;
};

// Null where a row has no runs.
struct RunKernels {
  ValueLoop value = nullptr;
  TangentLoop tangent = nullptr;
  AdjointLoop adjoint = nullptr;
  const Element<Counted>* element = nullptr;  // one element on counting numbers
  std::uint32_t arity = 0;
  bool keeps = false;  // value leaves a number of each element for the other two
};

// The three of rows that networks seldom have.
void seldom_value(double* values, const std::uint32_t* indices, const ElementRun&);
void seldom_tangent(const double* values, const std::uint32_t* indices, const ElementRun&, const ElementPart&,
                    double* tangents, std::ptrdiff_t lanes);
void seldom_adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun&,
                    const ElementPart&);

// What tangent and adjoint of a run do, with strong zeros (base/strong.hpp), and slower.
void strong_tangent(const double* values, const std::uint32_t* indices, const ElementRun&, const ElementPart&,
                    double* tangents, std::ptrdiff_t lanes);
void strong_adjoint(const double* values, double* sums, const std::uint32_t* indices, const ElementRun&,
                    const ElementPart&);

}  // namespace bw
