// The row of a request kind: what it is called, what its answer may show, and how it is read, run and written.
#pragma once

#include <functional>
#include <memory>

#include "api/json_writer.hpp"
#include "api/request_reader.hpp"

namespace bw {

// Writes the fields of an answer that stand behind its frame.
using Fields = std::function<void(JsonWriter&)>;
// A request that was read: runs it. What it gives back is written only where there are no errors.
using Job = std::function<Fields(Diagnostics&)>;

// Fields of an answer are named by the keys on the way to them, without the places in lists: `nodes.cost`; each stands for
// all that is below it.
struct Kind {
  std::string_view name;
  std::string_view doc;
  // What is shown whatever is to be predicted: names, shapes, costs.
  std::vector<std::string_view> safe;
  // Numbers, and sentences with numbers, that are shown but for those that are to be predicted. All that is neither safe
  // nor compared is hidden while anything is.
  std::vector<std::string_view> compared;
  // What to do where the answer would be too long.
  std::string_view shorter = "Ask for less with include, or use a smaller network.";
  // Mistakes go to the diagnostics of the reader; a request that has some is not run.
  Job (*read)(RequestReader& reader, const Value& request);
};

// The three functions of a kind as its read: decode(reader, json) gives a request; run(request, diagnostics) an optional
// answer, none where it is refused; encode(answer, w) writes the fields of it.
template <auto kDecode, auto kRun, auto kEncode>
Job steps(RequestReader& reader, const Value& json) {
  return [request = kDecode(reader, json)](Diagnostics& diagnostics) -> Fields {
    const auto answer = std::make_shared<const decltype(kRun(request, diagnostics))>(kRun(request, diagnostics));
    return [answer](JsonWriter& w) { kEncode(**answer, w); };
  };
}

const Kind& catalogue_kind();
const Kind& graph_kind();
const Kind& differentiate_kind();
const Kind& scale_kind();
const Kind& paths_kind();
const Kind& broken_kind();
const Kind& number_kind();

}  // namespace bw
