// From cuts to what is done: which values are made when, and how long each is read.
#include <algorithm>
#include <utility>

#include "modes/cuts.hpp"

namespace bw {
namespace {

class Writer {
 public:
  Writer(const Order& order, const Cuts& cuts, std::int64_t most)
      : order_(order), cuts_(cuts), most_(static_cast<std::size_t>(most)), stands_(order.held), part_(order.size(), 0),
        made_(order.size(), 0), kept_(order.size(), 0) {}

  std::optional<std::vector<Action>> write() {
    std::vector<std::uint32_t> waiting{0}, parts;
    while (!waiting.empty()) {
      const std::uint32_t at = waiting.back();
      waiting.pop_back();
      const Segment& s = cuts_[at];
      parts.clear();
      for (std::uint32_t part = at + 1; part < s.next; part = cuts_[part].next) parts.push_back(part);
      if (list_.size() + std::size_t{2} * (s.to - s.from) > most_) return std::nullopt;
      if (parts.empty()) end_in(s, s, at == 0);
      else {
        end_in(s, cuts_[parts.back()], at == 0, &parts);
        waiting.insert(waiting.end(), parts.begin(), parts.end() - 1);
      }
    }
    count_reads();
    return std::move(list_);
  }

 private:
  // Makes what is missing of s up to its end, keeps what the cuts between its parts keep, and sweeps the adjoints of its last
  // part.
  void end_in(const Segment& s, const Segment& last, bool first, const std::vector<std::uint32_t>* parts = nullptr) {
    if (parts != nullptr) keep_over_cuts(s, *parts);
    if (!s.taped) make(s, last, first, parts);
    for (std::uint32_t i = last.to; i-- > last.from;)
      if (order_.visited[i]) list_.push_back({i, 0, Action::Kind::kAdjoint});
  }

  // Marks what a step of a later part reads, and does not stand yet.
  void keep_over_cuts(const Segment& s, const std::vector<std::uint32_t>& parts) {
    for (std::uint32_t i = 0; i < parts.size(); ++i)
      std::fill(part_.begin() + cuts_[parts[i]].from, part_.begin() + cuts_[parts[i]].to, i);
    for (std::uint32_t i = s.from; i < s.to; ++i)
      for (const std::uint32_t operand : order_.operands.of(i))
        if (operand >= s.from && part_[operand] != part_[i] && !stands_[operand]) kept_[operand] = 1;
  }

  // The first time all values; later those that a cut is to keep or the last part needs, and what they are made of.
  void make(const Segment& s, const Segment& last, bool first, const std::vector<std::uint32_t>* parts) {
    std::fill(made_.begin() + s.from, made_.begin() + s.to, static_cast<unsigned char>(first));
    const auto need = [&](std::uint32_t i) {
      if (i >= s.from && !stands_[i]) made_[i] = 1;
    };
    for (std::uint32_t i = s.to; i-- > s.from && !first;) {
      const bool ends_here = i >= last.from;
      if (kept_[i] || (order_.hidden[i] > 0 && (ends_here || is_taped(i, parts)))) made_[i] = 1;
      if (ends_here && order_.visited[i])
        for (const std::uint32_t read : order_.saved.of(i)) need(read);
      if (made_[i])
        for (const std::uint32_t operand : order_.operands.of(i)) need(operand);
    }
    for (std::uint32_t i = s.from; i < s.to; ++i)
      if (made_[i]) list_.push_back(making(i, first, parts));
    for (std::uint32_t i = s.from; i < s.to; ++i) stands_[i] |= kept_[i], kept_[i] = 0;
  }
  bool is_taped(std::uint32_t i, const std::vector<std::uint32_t>* parts) const {
    return parts != nullptr && cuts_[(*parts)[part_[i]]].taped;
  }
  Action making(std::uint32_t i, bool first, const std::vector<std::uint32_t>* parts) const {
    Action action{i, 0, first ? Action::Kind::kMake : Action::Kind::kMakeAgain};
    action.is_there = !first && stands_[i] != 0;
    action.cut = parts != nullptr && part_[i] + 1 < parts->size() && cuts_[(*parts)[part_[i]]].to == i + 1;
    return action;
  }

  // From the end: how often each value is read before it is made again or the end comes.
  void count_reads() {
    std::vector<std::uint32_t> reads(order_.size(), 0);
    std::vector<unsigned char> hidden(order_.size(), 0);
    for (std::uint32_t i = 0; i < order_.size(); ++i) reads[i] = order_.held[i];
    for (std::size_t at = list_.size(); at-- > 0;) {
      Action& action = list_[at];
      const std::uint32_t i = action.step;
      if (action.kind == Action::Kind::kAdjoint) {
        for (const std::uint32_t read : order_.saved.of(i)) ++reads[read];
        hidden[i] = order_.hidden[i] > 0;
        continue;
      }
      action.keeps_hidden = hidden[i] != 0;
      hidden[i] = 0;
      if (!action.is_there) action.reads = std::exchange(reads[i], 0u);
      for (const std::uint32_t operand : order_.operands.of(i)) ++reads[operand];
    }
  }

  const Order& order_;
  const Cuts& cuts_;
  std::size_t most_;
  std::vector<Action> list_;
  std::vector<unsigned char> stands_;  // a cut keeps it
  std::vector<std::uint32_t> part_;    // of the segment under way: which part a step is in
  std::vector<unsigned char> made_, kept_;
};

}  // namespace

std::optional<std::vector<Action>> program(const Order& order, const Cuts& cuts, std::int64_t most) {
  return Writer(order, cuts, most).write();
}

ProgramCost cost_of(const Order& order, const std::vector<Action>& program) {
  ProgramCost out;
  std::int64_t live = 0;
  std::vector<std::uint32_t> reads(order.size(), 0);
  std::vector<unsigned char> has_adjoint(order.size(), 0), has_hidden(order.size(), 0);
  const auto begin_adjoint = [&](std::uint32_t i) {
    if (order.adjoint[i] > 0 && !std::exchange(has_adjoint[i], static_cast<unsigned char>(1))) live += order.adjoint[i];
  };
  const auto read = [&](std::uint32_t i) {
    if (--reads[i] == 0) live -= order.numbers[i];
  };
  bool going_back = false;
  for (const Action& action : program) {
    const std::uint32_t i = action.step;
    if (action.kind != Action::Kind::kAdjoint) {
      if (!action.is_there) live += order.numbers[i], reads[i] = action.reads;
      if (action.keeps_hidden) live += order.hidden[i], has_hidden[i] = 1;
      out.peak = std::max(out.peak, live);
      if (action.kind == Action::Kind::kMakeAgain) out.again += order.work[i];
      for (const std::uint32_t operand : order.operands.of(i)) read(operand);
      if (!action.is_there && action.reads == 0) live -= order.numbers[i];
      continue;
    }
    if (!std::exchange(going_back, true))
      for (std::uint32_t j = 0; j < order.size(); ++j)
        if (order.seeded[j]) begin_adjoint(j);
    out.peak = std::max(out.peak, live);
    for (const std::uint32_t operand : order.receivers.of(i)) begin_adjoint(operand);
    out.peak = std::max(out.peak, live);
    live -= order.adjoint[i];
    for (const std::uint32_t saved : order.saved.of(i)) read(saved);
    if (order.hidden[i] > 0 && has_hidden[i]) live -= order.hidden[i], has_hidden[i] = 0;
  }
  return out;
}

}  // namespace bw
