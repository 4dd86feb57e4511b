// The figures of a chain.
#include "modes/chain.hpp"

#include <algorithm>

namespace bw {

Chain::Chain(const Order& order) : steps_(order.size()), values_(steps_ + 1), made_(steps_ + 2), reads_(steps_ + 2) {
  for (std::uint32_t p = 1; p <= steps_; ++p) {
    Value& v = values_[p];
    v = {order.numbers[p - 1], order.hidden[p - 1], order.adjoint[p - 1], order.work[p - 1], false, false};
    for (const std::uint32_t read : order.saved.of(p - 1)) (read + 1 == p ? v.reads_itself : v.reads_last) = true;
  }
}

std::vector<std::uint32_t> Chain::positions() const {
  constexpr std::int64_t kMostWalks = 60'000'000;
  std::int64_t most = kProvenSteps;
  while (most > 8 && steps_ > kProvenSteps && most * most * steps_ / 6 > kMostWalks) most -= 4;
  const std::int64_t parts = std::min<std::int64_t>(most, steps_);
  std::vector<std::uint32_t> list;
  for (std::int64_t i = 0; i <= parts; ++i) list.push_back(static_cast<std::uint32_t>(steps_ * i / parts));
  return list;
}

std::int64_t Chain::beside(std::uint32_t b) const {
  if (b == steps_) return 0;
  return values_[steps_].numbers + values_[b].adjoint + (values_[b].reads_itself ? values_[b].numbers : 0);
}

Way Chain::whole(std::uint32_t a, std::uint32_t b, bool taped, bool& uses) {
  const bool first = b == steps_;
  std::int64_t work = 0;
  for (std::uint32_t p = b; p > a; --p) {
    const Value& v = values_[p];
    const bool above = p < b && (values_[p + 1].reads_last || made_[p + 1] != 0);
    made_[p] = !taped && (first || v.hidden > 0 || (p < b && (v.reads_itself || above)));
    if (made_[p] && !first) work += v.work;
  }
  count_reads(a, b);
  uses = reads_[a] > 0;
  if (values_[a].reads_itself) ++reads_[a];
  const std::int64_t live = beside(b) + (reads_[a] > 0 ? values_[a].numbers : 0) + (taped ? values_[b].hidden : 0);
  return {peak(a, b, live), work, kWhole};
}

void Chain::count_reads(std::uint32_t a, std::uint32_t b) {
  for (std::uint32_t p = a; p <= b; ++p)
    reads_[p] = (p > a && values_[p].reads_itself ? 1 : 0) + (p < b && values_[p + 1].reads_last ? 1 : 0) +
                (p < b && made_[p + 1] ? 1 : 0) + (p == steps_ ? 1 : 0);
}

// Values are made in their order, adjoints against it; live: what is there before.
std::int64_t Chain::peak(std::uint32_t a, std::uint32_t b, std::int64_t live) {
  const bool first = b == steps_;
  std::int64_t peak = live;
  const auto read = [&](std::uint32_t p) {
    if (--reads_[p] == 0) live -= values_[p].numbers;
  };
  for (std::uint32_t p = a + 1; p <= b; ++p) {
    if (!made_[p]) continue;
    const bool allocates = first || p < b;
    live += values_[p].hidden + (allocates ? values_[p].numbers : 0);
    peak = std::max(peak, live);
    read(p - 1);
    if (allocates && reads_[p] == 0) live -= values_[p].numbers;
  }
  if (first) live += values_[b].adjoint;
  for (std::uint32_t p = b; p > a; --p) {
    live += values_[p - 1].adjoint;
    peak = std::max(peak, live);
    live -= values_[p].adjoint + values_[p].hidden;
    if (values_[p].reads_itself) read(p);
    if (values_[p].reads_last) read(p - 1);
  }
  return peak;
}

}  // namespace bw
