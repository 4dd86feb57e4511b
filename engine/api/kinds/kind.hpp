// The row of a request kind: what it is called, what its answer may show, and how it is read, run and written.
#pragma once

#include <memory>
#include <utility>

#include "api/json_writer.hpp"
#include "api/request_reader.hpp"

namespace bw {

// What is between a request and its answer. A request, and an answer, is known to its kind alone; others hold them by pointers.
struct Steps {
  // Mistakes go to the diagnostics of the reader; a request that has some is not run.
  std::shared_ptr<const void> (*decode)(RequestReader& reader, const Value& json);
  // Null where it is refused. What it gives is written only where there are no errors.
  std::shared_ptr<const void> (*run)(const void* request, Diagnostics& diagnostics);
  // The fields of an answer that stand behind its frame.
  void (*encode)(const void* answer, JsonWriter& w);
};

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
  Steps steps;
};

// Three functions of a kind as its steps: decode(reader, json) gives a request; run(request, diagnostics) an optional
// answer, none where it is refused; encode(answer, w) writes the fields of it.
template <auto kDecode, auto kRun, auto kEncode>
constexpr Steps steps() {
  using Asked = decltype(kDecode(std::declval<RequestReader&>(), std::declval<const Value&>()));
  using Given = typename decltype(kRun(std::declval<const Asked&>(), std::declval<Diagnostics&>()))::value_type;
  return {
      .decode = [](RequestReader& reader, const Value& json) -> std::shared_ptr<const void> {
        return std::make_shared<Asked>(kDecode(reader, json));
      },
      .run = [](const void* request, Diagnostics& diagnostics) -> std::shared_ptr<const void> {
        auto answer = kRun(*static_cast<const Asked*>(request), diagnostics);
        return answer ? std::make_shared<Given>(std::move(*answer)) : nullptr;
      },
      .encode = [](const void* answer, JsonWriter& w) { kEncode(*static_cast<const Given*>(answer), w); },
  };
}

const Kind& catalogue_kind();
const Kind& graph_kind();
const Kind& differentiate_kind();
const Kind& more_kind();
const Kind& scale_kind();
const Kind& estimate_kind();
const Kind& paths_kind();
const Kind& broken_kind();
const Kind& number_kind();

}  // namespace bw
