// The row of a broken engine: backpropagation with one typical mistake in it, and what is said about the mistake. Its
// numbers are shown as wrong, beside the right ones; it is no mode and in no agreement.
#pragma once

#include <optional>
#include <string_view>

#include "base/natural.hpp"
#include "broken/tape.hpp"

namespace bw {

// What an engine leaves behind. visits: nodes that it processed; the right sweep visits each place of the tape once.
struct Attempt {
  std::vector<double> adjoints;  // by place; none where it was stopped
  std::int64_t visits = 0;
  std::vector<std::uint32_t> visits_at;  // by place; only where places are visited more than once
  std::optional<Natural> calls;          // of a recursion, exact, also where it was not run
  bool stopped = false;                  // it would visit more than limits::kBrokenVisits nodes
};

struct BrokenEngine {
  std::string_view id;
  std::string_view title;
  std::vector<std::string_view> pseudocode;  // lines; two spaces a level
  std::string_view why;                      // the mistake in general, in one sentence
  // The mistake at the first wrong node, in one sentence. Slots: {node}; {got}, {right} its adjoints; {count} and
  // {contributions} what should be summed there, in the order of the sweep. Of an engine with visits_at also {consumer},
  // the node that passed too much on to it, and {visits}, how often that was visited.
  std::string_view here;
  Attempt (*run)(const Tape&);
};

const BrokenEngine& overwrite_engine();
const BrokenEngine& queue_engine();
const BrokenEngine& recursion_engine();
const BrokenEngine& one_path_engine();
const BrokenEngine& no_reset_engine();

}  // namespace bw
