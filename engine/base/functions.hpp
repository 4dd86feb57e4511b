// exp, tanh, sigmoid, sin and cos: the same code, and so the same digits, natively and in WebAssembly. At most 2 ulp.
#pragma once

#include "base/pair.hpp"

namespace bw::num {

// On both lanes; a lane does not depend on what is in the other.
Pair exp(Pair x);
Pair tanh(Pair x);
// 1 / (1 + e^-x).
Pair sigmoid(Pair x);
Pair sin(Pair x);
Pair cos(Pair x);

inline double exp(double x) { return exp(Pair(x)).first(); }
inline double tanh(double x) { return tanh(Pair(x)).first(); }
inline double sigmoid(double x) { return sigmoid(Pair(x)).first(); }
inline double sin(double x) { return sin(Pair(x)).first(); }
inline double cos(double x) { return cos(Pair(x)).first(); }

}  // namespace bw::num
