// differentiate: the numbers of every node both ways, and the schedules that were asked for.
#include "api/differentiate/encode.hpp"
#include "api/differentiate/job.hpp"
#include "api/kinds/kind.hpp"

namespace bw {
namespace {

void include(RequestReader& reader, const Value& j, Include& out) {
  if (!reader.is_array(j, "$.include")) return;
  out = {};
  const std::pair<std::string_view, bool Include::*> parts[] = {
      {"value", &Include::value},      {"tangent", &Include::tangent},
      {"adjoint", &Include::adjoint},  {"gradient_forward", &Include::gradient_forward},
      {"local", &Include::local},      {"contributions", &Include::contributions},
      {"cost", &Include::cost},        {"graph", &Include::graph},
      {"groups", &Include::groups},    {"steps", &Include::steps},
      {"timeline", &Include::timeline}};
  j.each([&](std::size_t i, const Value& part) {
    if (!part.is(Type::kText)) return void(reader.wrong_type("a text", part, Reader::at("$.include", i)));
    bool found = false;
    std::vector<std::string_view> names;
    for (const auto& [name, member] : parts) {
      names.push_back(name);
      if (part.text() != name) continue;
      out.*member = found = true;
    }
    if (found) return;
    reader.report(Code::kAttr, "There is nothing called " + in_ticks(part.text()) + " to include.",
                  did_you_mean(part.text(), names, "The parts are " + listed(names) + "."), Reader::at("$.include", i));
  });
}

DifferentiateRequest decode(RequestReader& reader, const Value& json) {
  DifferentiateRequest request;
  reader.keys(json,
              {"v", "kind", "network", "at", "wrt", "seeds", "tangent", "want", "modes", "include", "expand", "timing",
               "layout", "count", "parts", "values_alone", "first"},
              "$");
  decode_network(reader, json, request.network);
  reader.flag(json, "expand", "$", request.expand);
  reader.point(json, request);
  if (const auto f = reader.field(json, "tangent", "$", false))
    reader.named(*f, "$.tangent", request.tangent.emplace());
  reader.flag(json, "timing", "$", request.timing);
  reader.flag(json, "layout", "$", request.layout);
  reader.flag(json, "values_alone", "$", request.values_alone);
  if (const auto f = reader.field(json, "first", "$", false)) request.first = reader.whole_from(1, *f, "$.first");
  if (const auto f = reader.field(json, "parts", "$", false)) request.parts = reader.whole_from(0, *f, "$.parts");
  if (const auto f = reader.field(json, "wrt", "$", false)) reader.wrt(*f, request.wrt.emplace());
  reader.schedules(json, request);
  if (const auto f = reader.field(json, "include", "$", false)) include(reader, *f, request.include);
  return request;
}

struct Answer {
  std::shared_ptr<const Job> job;
  std::optional<std::int64_t> number;  // by which more is asked for, where there is more
};

std::optional<Answer> run(const DifferentiateRequest& request, Diagnostics& diagnostics) {
  const std::shared_ptr<Job> job = Job::begin(request, diagnostics);
  if (job == nullptr) return std::nullopt;
  const bool waits = request.parts && job->work_left() > *request.parts;
  if (!waits) job->complete();
  diagnostics = job->said();
  return Answer{job, waits ? std::optional(keep_job(job)) : std::nullopt};
}

void encode(const Answer& answer, JsonWriter& w) {
  encode_differentiated(answer.job->result(), w);
  if (!answer.number) return;
  if (w.is_full()) return forget_job(*answer.number);  // its number is not told
  w.object("more", [&] {
    w.field("of", *answer.number);
    w.field("sweeps", answer.job->sweeps());
  });
}

// What a quiz may show of an answer (kinds/kind.hpp).
constexpr std::string_view kSafe[] = {"seeds",
                                      "tangent.id",
                                      "graph",
                                      "nodes.id",
                                      "nodes.difference",
                                      "nodes.cost",
                                      "nodes.bytes",
                                      "nodes.saved_for",
                                      "nodes.local.input",
                                      "nodes.local.port",
                                      "nodes.local.shape",
                                      "nodes.contributions.consumer",
                                      "nodes.contributions.port",
                                      "groups.id",
                                      "groups.output",
                                      "groups.members",
                                      "groups.operands",
                                      "groups.exits",
                                      "groups.local.of",
                                      "groups.local.operand",
                                      "groups.local.shape",
                                      "gauges",
                                      "runs.mode",
                                      "runs.direction",
                                      "runs.title",
                                      "runs.chunk",
                                      "runs.segments",
                                      "runs.budget_bytes",
                                      "runs.checkpoints",
                                      "runs.cuts",
                                      "runs.sweeps",
                                      "runs.directions",
                                      "runs.gradient.id",
                                      "runs.gradient.shape",
                                      "runs.jacobian.of",
                                      "runs.jacobian.wrt",
                                      "runs.jacobian.shape",
                                      "runs.cost",
                                      "runs.memory",
                                      "runs.seconds",
                                      "runs.max_relative",
                                      "runs.steps.step",
                                      "runs.steps.sweep",
                                      "runs.steps.pass",
                                      "runs.steps.node",
                                      "runs.steps.again",
                                      "runs.steps.cut",
                                      "runs.steps.reads",
                                      "runs.steps.terms.to",
                                      "runs.steps.terms.port",
                                      "runs.steps.allocates",
                                      "runs.steps.frees",
                                      "runs.steps.cost",
                                      "runs.steps.live_bytes",
                                      "runs.steps.live_bytes_after",
                                      "values_alone",
                                      "check_cost",
                                      "agreement.max_relative",
                                      "agreement.node",
                                      "layout",
                                      "runs.pending",
                                      "more"};
constexpr std::string_view kCompared[] = {"tangent.value",
                                          "nodes.value",
                                          "nodes.tangent",
                                          "nodes.adjoint",
                                          "nodes.gradient_forward",
                                          "nodes.scale",
                                          "nodes.local.jacobian",
                                          "nodes.contributions.local",
                                          "nodes.contributions.upstream",
                                          "nodes.contributions.product",
                                          "groups.local.jacobian",
                                          "runs.gradient.value",
                                          "runs.jacobian.value",
                                          "runs.steps.terms.local",
                                          "runs.steps.terms.upstream",
                                          "runs.steps.terms.product",
                                          "runs.steps.terms.sum_after",
                                          "runs.steps.cut_sum",
                                          "agreement.dot_test.left",
                                          "agreement.dot_test.right",
                                          "agreement.dot_test.relative"};

}  // namespace

const Kind& differentiate_kind() {
  static const Kind kind = {
      .name = "differentiate",
      .doc = "The value, tangent and adjoint of every node, and the gradient or Jacobian by each schedule.",
      .safe = {std::begin(kSafe), std::end(kSafe)},
      .compared = {std::begin(kCompared), std::end(kCompared)},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
