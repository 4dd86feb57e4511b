// estimate: what a network costs to run and to train, from its shapes alone: no value of it is made.
#include <span>

#include "api/encode_estimate.hpp"
#include "api/kinds/kind.hpp"
#include "api/resolve.hpp"
#include "base/limits.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

void choose(RequestReader& reader, const Value& json, const char* key, std::span<const SizeChoice> choices,
            SizeChoice& out) {
  const auto name = reader.text(json, key, "$", false);
  if (!name) return;
  std::vector<std::string_view> names;
  for (const SizeChoice& choice : choices) {
    names.push_back(choice.name);
    if (choice.name == *name) return void(out = choice);
  }
  reader.report(Code::kAttr, in_ticks(key) + " is " + in_ticks(*name) + ".",
                did_you_mean(*name, names, "It is one of " + listed(names) + "."), std::string("$.") + key);
}

void include(RequestReader& reader, const Value& json, EstimateRequest& out) {
  const auto list = reader.field(json, "include", "$", false);
  if (!list || !reader.is_array(*list, "$.include")) return;
  const std::pair<std::string_view, bool*> parts[] = {
      {"nodes", &out.nodes}, {"statements", &out.statements}, {"graph", &out.graph}, {"timeline", &out.timeline}};
  for (const auto& [name, part] : parts) *part = false;
  list->each([&](std::size_t i, const Value& item) {
    if (!item.is(Type::kText)) return void(reader.wrong_type("a text", item, Reader::at("$.include", i)));
    std::vector<std::string_view> names;
    for (const auto& [name, part] : parts) {
      names.push_back(name);
      if (item.text() == name) return void(*part = true);
    }
    reader.report(Code::kAttr, "There is nothing called " + in_ticks(item.text()) + " to include.",
                  did_you_mean(item.text(), names, "The parts are " + listed(names) + "."), Reader::at("$.include", i));
  });
}

EstimateRequest decode(RequestReader& reader, const Value& json) {
  EstimateRequest request;
  request.purpose = Purpose::kShapes;
  reader.keys(json, {"v", "kind", "network", "wrt", "batch", "dtype", "optimizer", "modes", "include", "count"}, "$");
  decode_network(reader, json, request.network, request.purpose);
  if (const auto f = reader.field(json, "wrt", "$", false)) reader.wrt(*f, request.wrt.emplace());
  reader.schedules(json, request);
  if (const auto f = reader.field(json, "batch", "$", false)) {
    request.batch = reader.whole_from(1, *f, "$.batch").value_or(1);
    if (request.batch > limits::kBatch)
      reader.report(Code::kLimit,
                    "A batch of " + std::to_string(request.batch) + " examples; the limit is " +
                        std::to_string(limits::kBatch) + ".",
                    "Estimate a smaller batch.", "$.batch");
  }
  choose(reader, json, "dtype", kTypes, request.type);
  choose(reader, json, "optimizer", kOptimizers, request.optimizer);
  include(reader, json, request);
  return request;
}

std::optional<Estimated> run(const EstimateRequest& request, Diagnostics& diagnostics) {
  std::optional<BuiltNetwork> network = built_network(request, diagnostics);
  if (!network) return std::nullopt;
  check_modes(request, diagnostics);
  for (const ModeRequest& m : request.modes)
    if (const Mode* mode = find_mode(m.mode); mode != nullptr && mode->referee)
      diagnostics.add({Code::kAttr,
                       in_ticks(m.mode) + " is a check of numbers: without values there is nothing to check.",
                       "Leave it out.",
                       m.path,
                       {}});
  if (diagnostics.has_errors()) return std::nullopt;
  const Graph& graph = *network->graph;
  Estimated out{request, *network, estimate(graph, request.batch, request.timeline), {}};
  for (const ModeRequest& m : request.modes) {
    const Mode* mode = find_mode(m.mode);
    Options options = m.options;
    options.number_bytes = request.type.size;
    Outcome outcome = estimated_run(*mode, graph, request.batch, options);
    if (outcome.refusal) {
      diagnostics.add(
          {outcome.refusal->code, outcome.refusal->message, outcome.refusal->hint, path_of(m, *outcome.refusal), {}});
      continue;
    }
    if (outcome.too_large) {
      diagnostics.add({Code::kLeftOut,
                       "The run " + in_ticks(m.mode) + " was left out: the network is too large for it.",
                       "Use a smaller network for it.",
                       m.path,
                       {}});
      continue;
    }
    const Task task{.graph = graph, .leaf_values = {}, .wrt = graph.wrt, .seeds = {}, .options = m.options};
    std::string title = mode->title(task, outcome);
    out.runs.push_back({mode, m, std::move(title), std::move(outcome)});
  }
  return diagnostics.has_errors() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace

const Kind& estimate_kind() {
  static const Kind kind = {
      .name = "estimate",
      .doc = "What a network costs to run and to train, for a batch of examples, from its shapes alone.",
      .safe = {"batch",          "dtype",     "number_bytes",    "dtypes",        "arithmetic",
               "predicted",      "elements",  "weights",         "weights_bytes", "data_bytes",
               "gradient_bytes", "optimizer", "optimizer_bytes", "optimizers",    "prediction",
               "training",       "runs",      "statements",      "nodes",         "graph"},
      .compared = {},
      .steps = steps<decode, run, encode_estimate>(),
  };
  return kind;
}

}  // namespace bw
