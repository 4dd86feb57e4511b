// adolc FILE MS: ADOL-C's gradient of the sum of the outputs, recorded once and replayed with new values.
#include <adolc/adolc.h>

#include <cstdlib>

#include "program.hpp"

namespace {

adouble apply(std::int32_t op, const adouble& a, const adouble& b) {
  switch (op) {
    case limits::kAdd: return a + b;
    case limits::kSub: return a - b;
    case limits::kMul: return a * b;
    case limits::kDiv: return a / b;
    case limits::kTanh: return tanh(a);
    case limits::kSin: return sin(a);
    case limits::kSigmoid: return 1 / (1 + exp(-a));
    case limits::kLog: return log(a);
    default: return exp(a);
  }
}

// Buffers that hold the whole recording, so that nothing goes to a file.
void record(short tag, const limits::Case& c) {
  const limits::Levels& t = c.levels;
  const unsigned buffer = 16 * static_cast<unsigned>(t.n) + 65536;
  trace_on(tag, 0, buffer, buffer, buffer, buffer, 0);
  std::vector<adouble> v(static_cast<std::size_t>(t.n));
  for (std::int32_t i = 0; i < t.leaves; ++i) {
    if (i < c.wrt) v[i] <<= c.sets[0][i];
    else v[i] = t.value[i];
  }
  for (std::int32_t i = t.leaves; i < t.n; ++i) v[i] = apply(c.op[i], v[t.a[i]], v[t.b[i]]);
  adouble sum = 0;
  for (const std::int32_t o : t.outputs) sum += v[o];
  double value = 0;
  sum >>= value;
  trace_off();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "adolc FILE MS\n"), 2;
  limits::Case c = limits::read_file(argv[1]);
  record(1, c);
  std::vector<double> found(static_cast<std::size_t>(c.wrt));
  const auto run = [&](std::size_t i) { gradient(1, c.wrt, c.sets[i % 2].data(), found.data()); };
  const double ns = limits::time_ns(run, std::atof(argv[2]));
  run(1);
  limits::print(ns, found);
}
