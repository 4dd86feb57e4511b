// Where a tape puts contributions so that each sum is made in the order of the program.
#include <algorithm>
#include <numeric>

#include "levels.hpp"

namespace limits {
namespace {

constexpr std::int32_t kFewest = 3;  // terms whose order tells

bool has_two(const Run& run) { return run.op < kTanh; }

}  // namespace

Aim aim_in_order(Levels& t) {
  std::vector<std::int32_t> terms(static_cast<std::size_t>(t.n)), next(terms);
  for (const std::int32_t o : t.outputs) ++terms[o];
  std::vector<bool> two(static_cast<std::size_t>(t.n));
  for (const Run& run : t.runs)
    for (std::int32_t i = run.begin; i < run.end; ++i) {
      ++terms[t.a[i]];
      two[i] = has_two(run);
      if (two[i]) ++terms[t.b[i]];
    }
  Aim aim{t.a, t.b, {}, {}, {0}};
  std::int32_t slot = t.n;
  const auto gathers = [&](std::int32_t begin, std::int32_t end) {
    for (std::int32_t i = begin; i < end; ++i) {
      if (terms[i] < kFewest) continue;
      aim.gathers.push_back({i, slot, terms[i]});
      next[i] = slot;
      slot += terms[i];
    }
    std::stable_sort(aim.gathers.begin() + aim.gathered.back(), aim.gathers.end(),
                     [](const Gather& x, const Gather& y) { return x.terms < y.terms; });
    aim.gathered.push_back(static_cast<std::int32_t>(aim.gathers.size()));
  };
  gathers(0, t.leaves);
  for (const Run& run : t.runs) gathers(run.begin, run.end);
  const auto place = [&](std::int32_t i) { return terms[i] < kFewest ? i : next[i]++; };
  for (const std::int32_t o : t.outputs) aim.seeds.push_back(place(o));
  std::vector<std::int32_t> last_first(static_cast<std::size_t>(t.n - t.leaves));
  std::iota(last_first.begin(), last_first.end(), t.leaves);
  std::sort(last_first.begin(), last_first.end(),
            [&](std::int32_t i, std::int32_t j) { return t.source[i] > t.source[j]; });
  for (const std::int32_t i : last_first) {
    aim.a[i] = place(t.a[i]);
    if (two[i]) aim.b[i] = place(t.b[i]);
  }
  t.adjoint.resize(static_cast<std::size_t>(slot));
  return aim;
}

}  // namespace limits
