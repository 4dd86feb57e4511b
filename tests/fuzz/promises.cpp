// The promises, checked by a JSON reader that the engine's own answers know nothing of.
#include "promises.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "api/handle.hpp"
#include "graph/build.hpp"

namespace bw::fuzz {
namespace {

int points(std::string_view text) {
  int count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// The longest piece between two backticks, in code points.
int longest_quotation(const std::string& text) {
  int longest = 0;
  std::size_t from = text.find('`');
  while (from != std::string::npos) {
    const std::size_t to = text.find('`', from + 1);
    if (to == std::string::npos) break;
    longest = std::max(longest, points(std::string_view(text).substr(from + 1, to - from - 1)));
    from = text.find('`', to + 1);
  }
  return longest;
}

const std::set<std::string>& known_codes() {
  static const std::set<std::string> names = [] {
    std::set<std::string> set;
    for (const CodeInfo& c : codes()) set.insert(std::string(c.name));
    return set;
  }();
  return names;
}

double real(const Json& x) {
  if (x.is_number()) return x.get<double>();
  return x == "NaN" ? std::nan("") : x == "Infinity" ? HUGE_VAL : -HUGE_VAL;
}

bool is_finite(const Json& list) {
  return list.is_null() || std::all_of(list.begin(), list.end(), [](const Json& x) { return x.is_number(); });
}
bool says(const Json& answer, const char* code) {
  const Json& shown = answer["diagnostics"];
  return answer["diagnostics_total"] > shown.size() ||
         std::any_of(shown.begin(), shown.end(), [&](const Json& d) { return d["code"] == code; });
}

// Far from overflow and underflow, so that products along a path lose no digits.
bool is_ordinary(const Json& list) {
  if (list.is_null()) return true;
  for (const Json& x : list) {
    const double size = std::fabs(real(x));
    if (!(size == 0 || (size > 1e-9 && size < 1e9))) return false;
  }
  return true;
}

}  // namespace

void promise(bool kept, const char* what, std::string_view request, std::string_view answer) {
  if (kept) return;
  std::fprintf(stderr, "BROKEN: %s\nrequest: %.*s\nanswer: %.*s\n", what, static_cast<int>(request.size()),
               request.data(), static_cast<int>(answer.size()), answer.data());
  std::abort();
}

bool is_ok(const Json& answer) { return answer["ok"] == true; }

Json ask(const std::string& request) {
  const std::string text = handle(request);
  if (request.find("timing") == std::string::npos)
    promise(handle(request) == text, "equal requests give equal bytes", request, text);
  const Json answer = Json::parse(text, nullptr, false);
  const auto hold = [&](bool kept, const char* what) { promise(kept, what, request, text); };
  hold(answer.is_object(), "the answer is a JSON object in UTF-8");
  hold(answer.contains("ok") && answer["ok"].is_boolean() && answer.contains("diagnostics") &&
           answer["diagnostics"].is_array() && answer.contains("diagnostics_total"),
       "the answer has its frame");
  std::size_t errors = 0;
  for (const Json& d : answer["diagnostics"]) {
    errors += d["severity"] == "error";
    hold(known_codes().count(d["code"].get<std::string>()) == 1, "each code is in the catalogue");
    hold(d["code"] != "E_INTERNAL", "the engine makes no mistakes of its own");
    hold(!d["message"].get<std::string>().empty(), "each diagnostic has a message");
    for (const char* field : {"message", "hint"})
      hold(longest_quotation(d[field].get<std::string>()) <= 41, "quotations have at most 40 characters");
    if (d.contains("span"))
      hold(d["span"]["line"] > 0 && d["span"]["column"] > 0 && d["span"]["end_line"] >= d["span"]["line"],
           "a span lies in the text");
  }
  const std::size_t shown = answer["diagnostics"].size(), total = answer["diagnostics_total"].get<std::size_t>();
  hold(total == shown || (total > shown && shown == Diagnostics::kShown), "the first 20, and how many there are");
  hold(is_ok(answer) == (errors == 0), "either ok, or an error");
  if (!is_ok(answer)) hold(text.size() <= 64 * 1024 && answer.size() == 5, "a refusal is short and has no result");
  return answer;
}

void canonical_forms_are_stable(const Json& network) {
  const auto graph = [](const Json& n) { return ask(Json{{"v", 1}, {"kind", "graph"}, {"network", n}}.dump()); };
  const Json first = graph(network);
  if (!is_ok(first)) return;
  const Json from_text = graph({{"text", first["text"]}}), from_json = graph(first["network"]);
  const auto hold = [&](bool kept, const char* what, const Json& other) {
    promise(kept, what, first.dump(), other.dump());
  };
  hold(is_ok(from_text) && is_ok(from_json), "canonical forms are accepted", is_ok(from_text) ? from_json : from_text);
  hold(from_text["text"] == first["text"] && from_json["text"] == first["text"], "the canonical text is stable",
       from_text);
  hold(from_json["network"] == first["network"], "the canonical JSON is stable", from_json);
  // A group that JSON gave a node is not in the text.
  Json once = first["network"], again = from_text["network"];
  for (Json* form : {&once, &again})
    for (Json& node : (*form)["nodes"])
      if (!network.contains("text")) node.erase("group");
  hold(once == again, "the canonical text has the canonical JSON", from_text);
}

void forward_is_reverse(const Json& network) {
  const Json request = {{"v", 1},
                        {"kind", "differentiate"},
                        {"network", network},
                        {"want", "jacobian"},
                        {"include", {"value", "tangent", "adjoint", "local", "contributions", "gradient_forward"}},
                        {"modes",
                         {{{"mode", "forward"}, {"chunk", 1}},
                          {{"mode", "forward"}, {"chunk", "all"}},
                          {{"mode", "reverse"}},
                          {{"mode", "checkpointed"}},
                          {{"mode", "checkpointed"}, {"segments", 1000}},
                          {{"mode", "reverse"}, {"chunk", "all"}},
                          {{"mode", "forward_coloured"}, {"chunk", 2}},
                          {{"mode", "reverse_coloured"}},
                          {{"mode", "reverse_sparse"}}}}};
  const Json answer = ask(request.dump());
  if (!is_ok(answer)) return;
  bool finite = true;
  for (const Json& node : answer["nodes"])
    for (const char* column : {"value", "tangent", "adjoint", "gradient_forward"})
      finite = finite && is_finite(node[column]);
  for (const Json& run : answer["runs"])
    for (const Json& block : run["jacobian"]) finite = finite && is_finite(block["value"]);
  promise(finite || says(answer, "W_NONFINITE"), "what is not finite is said", request.dump(), answer.dump());
  for (std::size_t run = 3; run < 5; ++run)
    promise(answer["runs"][run]["jacobian"] == answer["runs"][2]["jacobian"], "checkpointed is reverse, to the bit",
            request.dump(), answer.dump());
  for (const Json& node : answer["nodes"]) {
    if (!is_ordinary(node["value"]) || !is_ordinary(node["tangent"]) || !is_ordinary(node["adjoint"]) ||
        !is_ordinary(node["gradient_forward"]))
      return;
    for (const Json& local : node["local"])
      if (!is_ordinary(local["jacobian"])) return;
  }
  const Json& runs = answer["runs"];
  for (const std::size_t run : {0, 1, 5, 6, 7, 8}) {
    for (std::size_t block = 0; block < runs[2]["jacobian"].size(); ++block) {
      const Json &other = runs[run]["jacobian"][block]["value"], &reverse = runs[2]["jacobian"][block]["value"];
      if (!is_ordinary(other) || !is_ordinary(reverse)) return;
      double largest = 1e-9;
      for (const Json& x : reverse) largest = std::max(largest, std::fabs(real(x)));
      promise(other.size() == reverse.size(), "all ways have one shape", request.dump(), answer.dump());
      for (std::size_t i = 0; i < other.size(); ++i)
        promise(std::fabs(real(other[i]) - real(reverse[i])) <= 1e-8 * largest, "all ways are reverse", request.dump(),
                answer.dump());
    }
  }
}

bool is_small(const GraphSpec& spec) {
  constexpr std::int64_t kElements = 300;
  Diagnostics ignored;
  std::size_t given = 0;
  for (const LeafSpec& leaf : spec.leaves) given += leaf.value.size();
  if (given > kElements || spec.nodes.size() > kElements) return false;
  const std::optional<Graph> graph = build(spec, ignored);
  return !graph || graph->total_elements() <= kElements;
}

}  // namespace bw::fuzz
