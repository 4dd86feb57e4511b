// Compares adjoints in the order of the sweep back, and fills the sentence of the engine.
#include "analysis/mistake.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "analysis/compare.hpp"

namespace bw {
namespace {

constexpr std::size_t kListed = 4;  // contributions that a sentence shows

std::string figure(double x) {
  if (std::isnan(x)) return "NaN";
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", x);
  return text;
}

void fill(std::string& sentence, std::string_view slot, const std::string& text) {
  if (const std::size_t at = sentence.find(slot); at != std::string::npos) sentence.replace(at, slot.size(), text);
}

}  // namespace

std::uint32_t Judge::most_visited(const std::vector<Term>& terms, const Attempt& attempt) {
  std::uint32_t most = kNone;
  for (const Term& t : terms)
    if (t.consumer != kNone && !attempt.visits_at.empty() &&
        (most == kNone || attempt.visits_at[t.consumer] > attempt.visits_at[most]))
      most = t.consumer;
  return most;
}

Judge::Judge(const Graph& graph, const Tape& tape, std::vector<double> right)
    : graph_(graph), tape_(tape), right_(std::move(right)), absolute_(tape.size(), 0.0) {
  for (const TapeSeed& seed : tape.seeds) absolute_[seed.place] = std::fabs(seed.value);
  for (std::uint32_t n = tape.size(); n-- > 0;)
    for (const TapeEdge& edge : tape.operands(n))
      absolute_[edge.operand] += num::strong_product(std::fabs(edge.local), absolute_[n]);
}

bool Judge::agrees(const Attempt& attempt, std::uint32_t place) const {
  const double tolerance =
      std::max(1e-12, static_cast<double>(attempt.visits) * std::numeric_limits<double>::epsilon());
  const double scale = std::isfinite(absolute_[place]) ? absolute_[place] : std::fabs(right_[place]);
  return relative_difference(attempt.adjoints[place], right_[place], scale) <= tolerance;
}

// In the order in which the right sweep adds them.
std::vector<Judge::Term> Judge::terms(std::uint32_t place) const {
  std::vector<Term> list;
  for (const TapeSeed& seed : tape_.seeds)
    if (seed.place == place) list.push_back({kNone, seed.value});
  for (std::uint32_t n = tape_.size(); n-- > place;)
    for (const TapeEdge& edge : tape_.operands(n))
      if (edge.operand == place) list.push_back({n, num::strong_product(edge.local, right_[n])});
  return list;
}

std::string Judge::name(std::uint32_t place) const { return in_ticks(graph_.text[tape_.nodes[place]].id); }

std::string Judge::listed(const std::vector<Term>& terms) const {
  std::string text;
  for (std::size_t i = 0; i < terms.size() && i < kListed; ++i) {
    const bool last = i + 1 == terms.size();
    text += (i == 0 ? ""
             : last ? " and "
                    : ", ") +
            figure(terms[i].value) + " from " + (terms[i].consumer == kNone ? "its seed" : name(terms[i].consumer));
  }
  if (terms.size() > kListed) text += " and so on";
  return text;
}

std::optional<Mistake> Judge::first_mistake(const BrokenEngine& engine, const Attempt& attempt) const {
  for (std::uint32_t n = tape_.size(); n-- > 0;) {
    if (agrees(attempt, n)) continue;
    Mistake out{n, attempt.adjoints[n], right_[n], std::string(engine.here)};
    const std::vector<Term> list = terms(n);
    if (const std::uint32_t consumer = most_visited(list, attempt); consumer != kNone) {
      fill(out.why, "{consumer}", name(consumer));
      fill(out.why, "{visits}", std::to_string(attempt.visits_at[consumer]));
    }
    fill(out.why, "{count}", std::to_string(list.size()));
    fill(out.why, "{got}", figure(out.got));
    fill(out.why, "{right}", figure(out.right));
    fill(out.why, "{contributions}", listed(list));
    fill(out.why, "{node}", name(n));
    return out;
  }
  return std::nullopt;
}

}  // namespace bw
