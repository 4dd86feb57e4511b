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

// The loss of a perceptron in ADOL-C's numbers, written as one writes it: weights are active, data are not, and layers overwrite
// what they no longer need.
adouble loss_of(const limits::Mlp& m, const std::vector<adouble>& params) {
  const auto cases = static_cast<std::size_t>(m.batch), first = static_cast<std::size_t>(m.sizes.front()),
             classes = static_cast<std::size_t>(m.sizes.back());
  adouble total = 0;
  for (std::size_t row = 0; row < cases; ++row) {
    std::vector<adouble> h, next;
    std::size_t at = 0;
    for (std::size_t k = 1; k < m.sizes.size(); ++k) {
      const auto in = static_cast<std::size_t>(m.sizes[k - 1]), out = static_cast<std::size_t>(m.sizes[k]);
      next.assign(out, adouble());
      for (std::size_t j = 0; j < out; ++j) {
        adouble z = params[at + in * out + j];
        for (std::size_t i = 0; i < in; ++i) {
          if (k == 1) z += m.x[row * first + i] * params[at + i * out + j];
          else z += h[i] * params[at + i * out + j];
        }
        next[j] = k + 1 < m.sizes.size() ? tanh(z) : z;
      }
      h.swap(next);
      at += (in + 1) * out;
    }
    const double* y = m.y.data() + row * classes;
    if (classes == 1) {
      const adouble p = 1 / (1 + exp(-h[0]));
      total -= y[0] * log(p) + (1 - y[0]) * log(1 - p);
      continue;
    }
    adouble sum = 0;
    for (std::size_t j = 0; j < classes; ++j) sum += exp(h[j]);
    total += log(sum) / static_cast<double>(cases);
    for (std::size_t j = 0; j < classes; ++j)
      if (y[j] != 0) total -= y[j] / static_cast<double>(cases) * h[j];
  }
  return total;
}

// Buffers that hold the whole recording, so that nothing goes to a file.
void record(short tag, const limits::Case& c) {
  const limits::Levels& t = c.levels;
  const unsigned buffer = 16 * static_cast<unsigned>(t.n) + 65536;
  trace_on(tag, 0, buffer, buffer, buffer, buffer, 0);
  double value = 0;
  if (c.mlp) {
    std::vector<adouble> params(static_cast<std::size_t>(c.wrt));
    for (std::int32_t i = 0; i < c.wrt; ++i)
      params[static_cast<std::size_t>(i)] <<= c.sets[0][static_cast<std::size_t>(i)];
    loss_of(*c.mlp, params) >>= value;
    return trace_off(), void();
  }
  std::vector<adouble> v(static_cast<std::size_t>(t.n));
  for (std::int32_t i = 0; i < t.leaves; ++i) {
    if (i < c.wrt) v[i] <<= c.sets[0][i];
    else v[i] = t.value[i];
  }
  for (std::int32_t i = t.leaves; i < t.n; ++i) v[i] = apply(c.op[i], v[t.a[i]], v[t.b[i]]);
  adouble sum = 0;
  for (const std::int32_t o : t.outputs) sum += v[o];
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
