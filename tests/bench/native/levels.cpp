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

namespace {

// to, too: where contributions go. gather(r): what is to be summed before run r.
template <class F>
void sweep(Levels& t, const std::int32_t* to, const std::int32_t* too, F gather) {
  const double *v = t.value.data(), *cos_of = t.cosine.data();
  double* g = t.adjoint.data();
  const std::int32_t *p = t.a.data(), *q = t.b.data();
  for (std::size_t r = t.runs.size(); r-- > 0;) {
    gather(r);
    const Run& run = t.runs[r];
    const std::int32_t end = run.end;
    std::int32_t i = run.begin;
    switch (run.op) {
      case kAdd:
        for (; i < end; ++i) g[to[i]] += g[i], g[too[i]] += g[i];
        break;
      case kSub:
        for (; i < end; ++i) g[to[i]] += g[i], g[too[i]] -= g[i];
        break;
      case kMul:
        for (; i < end; ++i) {
          const double x = v[p[i]], y = v[q[i]];
          g[to[i]] += g[i] * y;
          g[too[i]] += g[i] * x;
        }
        break;
      case kDiv:
        for (; i < end; ++i) {
          const double by = g[i] / v[q[i]];
          g[to[i]] += by;
          g[too[i]] -= by * v[i];
        }
        break;
      case kTanh:
        for (; i < end; ++i) g[to[i]] += g[i] * (1 - v[i] * v[i]);
        break;
      case kSin:
        for (; i < end; ++i) g[to[i]] += g[i] * cos_of[i];
        break;
      case kSigmoid:
        for (; i < end; ++i) g[to[i]] += g[i] * v[i] * (1 - v[i]);
        break;
      case kLog:
        for (; i < end; ++i) g[to[i]] += g[i] / v[p[i]];
        break;
      default:
        for (; i < end; ++i) g[to[i]] += g[i] * v[i];
        break;
    }
  }
}

[[gnu::always_inline]] inline void sum_slots(double* g, const Gather& one, std::int32_t terms) {
  const double* slot = g + one.slot;
  double sum = slot[0];
  for (std::int32_t k = 1; k < terms; ++k) sum += slot[k];
  g[one.node] = sum;
}

}  // namespace

void Levels::backward() {
  std::fill(adjoint.begin(), adjoint.end(), 0.0);
  for (const std::int32_t o : outputs) adjoint[o] += 1;
  sweep(*this, a.data(), b.data(), [](std::size_t) {});
}

void Levels::backward(const Aim& aim) {
  double* g = adjoint.data();
  std::fill(adjoint.begin(), adjoint.end(), 0.0);
  for (const std::int32_t o : aim.seeds) g[o] += 1;
  const auto gather = [&](std::int32_t from, std::int32_t to) {
    const Gather *one = aim.gathers.data() + from, *end = aim.gathers.data() + to;
    for (; one != end && one->terms == 3; ++one) sum_slots(g, *one, 3);
    for (; one != end && one->terms == 4; ++one) sum_slots(g, *one, 4);
    for (; one != end; ++one) sum_slots(g, *one, one->terms);
  };
  sweep(*this, aim.a.data(), aim.b.data(), [&](std::size_t r) { gather(aim.gathered[r + 1], aim.gathered[r + 2]); });
  gather(0, aim.gathered[1]);
}

}  // namespace limits
