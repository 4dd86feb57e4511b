// One loop a run, forward and backward.
#include "levels.hpp"

#include <algorithm>
#include <cmath>

#include "pair.hpp"

namespace limits {

namespace {

// f(i, x, x'): two nodes at once, the last alone.
template <class F>
void by_two(const std::int32_t* a, const double* v, std::int32_t i, std::int32_t end, F f) {
  for (; i + 1 < end; i += 2) f(i, Pair{v[a[i]], v[a[i + 1]]}, 2);
  if (i < end) f(i, both(v[a[i]]), 1);
}

void put(double* to, Pair p, int count) {
  to[0] = p[0];
  if (count == 2) to[1] = p[1];
}

}  // namespace

void Levels::forward() {
  double* v = value.data();
  double* cos_of = cosine.data();
  const std::int32_t *p = a.data(), *q = b.data();
  for (const Run& run : runs) {
    const std::int32_t end = run.end;
    std::int32_t i = run.begin;
    switch (run.op) {
      case kAdd:
        for (; i < end; ++i) v[i] = v[p[i]] + v[q[i]];
        break;
      case kSub:
        for (; i < end; ++i) v[i] = v[p[i]] - v[q[i]];
        break;
      case kMul:
        for (; i < end; ++i) v[i] = v[p[i]] * v[q[i]];
        break;
      case kDiv:
        for (; i < end; ++i) v[i] = v[p[i]] / v[q[i]];
        break;
      case kTanh:
        by_two(p, v, i, end, [&](std::int32_t at, Pair x, int count) { put(v + at, tanh_pair(x), count); });
        break;
      case kSin:
        by_two(p, v, i, end, [&](std::int32_t at, Pair x, int count) {
          Pair s, c;
          sincos_pair(x, s, c);
          put(v + at, s, count);
          put(cos_of + at, c, count);
        });
        break;
      case kSigmoid:
        for (; i < end; ++i) v[i] = 1 / (1 + std::exp(-v[p[i]]));
        break;
      case kLog:
        for (; i < end; ++i) v[i] = std::log(v[p[i]]);
        break;
      default:
        by_two(p, v, i, end, [&](std::int32_t at, Pair x, int count) { put(v + at, exp_pair(x), count); });
        break;
    }
  }
}

void Levels::backward() {
  std::fill(adjoint.begin(), adjoint.end(), 0.0);
  for (const std::int32_t o : outputs) adjoint[o] += 1;
  const double *v = value.data(), *cos_of = cosine.data();
  double* g = adjoint.data();
  const std::int32_t *p = a.data(), *q = b.data();
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    const std::int32_t end = run->end;
    std::int32_t i = run->begin;
    switch (run->op) {
      case kAdd:
        for (; i < end; ++i) g[p[i]] += g[i], g[q[i]] += g[i];
        break;
      case kSub:
        for (; i < end; ++i) g[p[i]] += g[i], g[q[i]] -= g[i];
        break;
      case kMul:
        for (; i < end; ++i) {
          const double x = v[p[i]], y = v[q[i]];
          g[p[i]] += g[i] * y;
          g[q[i]] += g[i] * x;
        }
        break;
      case kDiv:
        for (; i < end; ++i) {
          const double by = g[i] / v[q[i]];
          g[p[i]] += by;
          g[q[i]] -= by * v[i];
        }
        break;
      case kTanh:
        for (; i < end; ++i) g[p[i]] += g[i] * (1 - v[i] * v[i]);
        break;
      case kSin:
        for (; i < end; ++i) g[p[i]] += g[i] * cos_of[i];
        break;
      case kSigmoid:
        for (; i < end; ++i) g[p[i]] += g[i] * v[i] * (1 - v[i]);
        break;
      case kLog:
        for (; i < end; ++i) g[p[i]] += g[i] / v[p[i]];
        break;
      default:
        for (; i < end; ++i) g[p[i]] += g[i] * v[i];
        break;
    }
  }
}

}  // namespace limits
