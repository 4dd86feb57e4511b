// Views of flat row-major arrays as Eigen matrices.
#pragma once

#include <Eigen/Core>

#include "base/complex.hpp"
#include "base/shape.hpp"

namespace Eigen {
template <>
struct NumTraits<bw::Counted> : NumTraits<double> {
  using Real = bw::Counted;
  using NonInteger = bw::Counted;
  using Nested = bw::Counted;
};
// An algebra of its own to Eigen, which has nothing to conjugate here.
template <>
struct NumTraits<bw::Complex> : NumTraits<double> {
  using Real = bw::Complex;
  using NonInteger = bw::Complex;
  using Nested = bw::Complex;
};
}  // namespace Eigen

namespace bw {

template <class T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// rows × cols numbers at data, row by row. The caller owns the memory.
template <class T>
Eigen::Map<const Matrix<T>> as_matrix(const T* data, std::int64_t rows, std::int64_t cols) {
  return {data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(cols)};
}
template <class T>
Eigen::Map<Matrix<T>> as_matrix(T* data, std::int64_t rows, std::int64_t cols) {
  return {data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(cols)};
}

}  // namespace bw
