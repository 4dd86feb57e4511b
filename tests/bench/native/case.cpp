// Reading a workload.
#include "case.hpp"

#include <algorithm>
#include <cstring>

namespace limits {

namespace {

struct Reader {
  const unsigned char* at;

  template <class T>
  std::vector<T> list(std::int32_t count) {
    std::vector<T> all(static_cast<std::size_t>(count));
    std::memcpy(all.data(), at, all.size() * sizeof(T));
    at += all.size() * sizeof(T);
    return all;
  }
};

}  // namespace

Case read_case(const unsigned char* bytes) {
  Reader r{bytes};
  const auto head = r.list<std::int32_t>(8);
  const std::int32_t leaves = head[0], n = head[1], outputs = head[2], runs = head[3], wrt = head[4], sizes = head[5];
  const std::int32_t batch = head[6], sets = head[7];
  Case c;
  c.wrt = wrt;
  c.levels.leaves = leaves;
  c.levels.n = n;
  c.op = r.list<std::int32_t>(n);
  c.levels.a = r.list<std::int32_t>(n);
  c.levels.b = r.list<std::int32_t>(n);
  c.levels.outputs = r.list<std::int32_t>(outputs);
  for (std::int32_t i = 0; i < runs; ++i) {
    const auto run = r.list<std::int32_t>(3);
    c.levels.runs.push_back({run[0], run[1], run[2]});
  }
  c.levels.source = r.list<std::int32_t>(n);
  auto layers = r.list<std::int32_t>(sizes);
  c.levels.value = r.list<double>(leaves);
  c.levels.value.resize(static_cast<std::size_t>(n));
  c.levels.adjoint.resize(static_cast<std::size_t>(n));
  c.levels.cosine.resize(static_cast<std::size_t>(n));
  c.in_order = aim_in_order(c.levels);
  for (std::int32_t i = 0; i < sets; ++i) c.sets.push_back(r.list<double>(wrt));
  if (sizes > 0) {
    c.mlp = make_mlp(layers, batch);
    c.mlp->x = r.list<double>(batch * layers.front());
    c.mlp->y = r.list<double>(batch * layers.back());
  }
  return c;
}

void run_levels(Case& c, const std::vector<double>& x) {
  std::copy(x.begin(), x.end(), c.levels.value.begin());
  c.levels.forward();
  c.levels.backward();
}

void run_in_order(Case& c, const std::vector<double>& x) {
  std::copy(x.begin(), x.end(), c.levels.value.begin());
  c.levels.forward();
  c.levels.backward(c.in_order);
}

void run_mlp(Case& c, const std::vector<double>& x) {
  std::copy(x.begin(), x.end(), c.mlp->params.begin());
  c.mlp->run();
}

}  // namespace limits
