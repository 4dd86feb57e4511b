// The kernels of a row on doubles; of rows that networks seldom have those on counting numbers, not counting: a second set of
// kernels would be more code to download than it saves time.
#pragma once

#include "ops/op.hpp"

namespace bw {

void plain_value(const Row&, const Site<double>&, double* out);
void plain_coef(const Row&, const Site<double>&, double* coef);
void plain_jvp(const Row&, const Site<double>&, const double* coef, std::span<const double* const> tangents,
               double* out);
void plain_vjp(const Row&, const Site<double>&, const double* coef, const double* adjoint,
               std::span<double* const> out);

}  // namespace bw
