// The network at each size, and each schedule on it.
#include "api/scale.hpp"

#include <algorithm>

#include "api/question.hpp"
#include "graph/build.hpp"
#include "modes/registry.hpp"
#include "text/parser.hpp"

namespace bw {
namespace {

class Scaling {
 public:
  Scaling(const Request& request, Response& response)
      : request_(request), response_(response), out_(response.diagnostics) {}

  void run() {
    statements_ = parse_statements(*request_.network.text, out_);
    const GraphSpec written = lower(statements_, out_);
    if (out_.has_errors() || !declares(written.sizes)) return;
    // As it stands: what is wrong at every size is said once.
    if (const auto graph = build(written, out_, request_.count)) ask(request_, *graph, *graph, nullptr, out_);
    for (std::size_t i = 0; i < request_.sizes.size() && !stopped_ && !(i == 0 && out_.has_errors()); ++i) at_size(i);
    const auto predicted = std::count_if(response_.points.begin(), response_.points.end(),
                                         [](const ScalePoint& p) { return p.measured.predicted; });
    if (predicted > 0)
      report(Code::kPredicted,
             std::to_string(predicted) + " of " + std::to_string(response_.points.size()) +
                 " points are above the budget of the request: their figures are predicted, not counted.",
             "", "");
    response_.vary = request_.vary;
  }

 private:
  void report(Code code, std::string message, std::string hint, std::string path) {
    out_.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }

  bool declares(const std::vector<SizeSpec>& sizes) {
    std::vector<std::string_view> names;
    for (const SizeSpec& size : sizes) {
      if (size.id == request_.vary) return true;
      names.push_back(size.id);
    }
    constexpr std::size_t kLongest = 12;  // what a hint can hold and stay short
    const std::string n = request_.vary.empty() || request_.vary.size() > kLongest ? "n" : request_.vary;
    const std::string edit = "Write `size " + n + " = 4` on a line of its own, and use it for a number: `randn(" + n +
                             ", 3, seed=1)`, `dense(x, " + n + ", tanh)` or `repeat " + n + " { … }`.";
    report(Code::kUnknownName, "The text declares no size " + in_ticks(request_.vary) + ".",
           did_you_mean(request_.vary, names, edit), "$.vary");
    return false;
  }

  void at_size(std::size_t i) {
    const std::string with = "With " + (request_.vary.size() <= 40 ? request_.vary : "the size") + " = " +
                             std::to_string(request_.sizes[i]) + ": ",
                      path = "$.sizes[" + std::to_string(i) + "]";
    Diagnostics own;
    const auto graph = build(lower(statements_, own, {{request_.vary, request_.sizes[i]}}), own, request_.count);
    std::optional<Question> question;
    if (graph) question = ask(request_, *graph, *graph, nullptr, own);
    if (!own.has_errors()) measure_all(*graph, *question, request_.sizes[i], own);
    for (Diagnostic& d : own.shown()) out_.add({d.code, with + d.message, d.hint, path, d.span});
  }

  void measure_all(const Graph& graph, const Question& question, std::int64_t size, Diagnostics& own) {
    left_.looked_at -= graph.size();
    for (const ModeRequest& request : request_.modes) {
      if (left_.looked_at < 0) {
        own.add({Code::kLimit,
                 "The networks up to here take more than " + std::to_string(limits::kScaleSteps) + " steps.",
                 "Ask for fewer or smaller sizes, or for fewer modes.",
                 "",
                 {}});
        return void(stopped_ = true);
      }
      const Mode* mode = find_mode(request.mode);
      const Task task{.graph = graph,
                      .leaf_values = question.leaf_values,
                      .wrt = graph.wrt,
                      .seeds = question.seeds,
                      .jacobian = request_.jacobian,
                      .options = request.options};
      if (auto measured = measure(*mode, task, left_))
        response_.points.push_back({size, graph.total_elements(), mode, request, std::move(*measured)});
      else
        own.add({Code::kLeftOut,
                 "the run " + in_ticks(request.mode) + " was left out: the network is too large for it.",
                 "",
                 "",
                 {}});
    }
  }

  const Request& request_;
  Response& response_;
  Diagnostics& out_;
  std::vector<Statement> statements_;
  Allowance left_;
  bool stopped_ = false;
};

}  // namespace

void scale(const Request& request, Response& response) { Scaling(request, response).run(); }

}  // namespace bw
