// scale: what the modes cost as a size that the text declares takes other values.
#include <algorithm>

#include "analysis/scaling.hpp"
#include "api/json_parts.hpp"
#include "api/kinds/kind.hpp"
#include "api/resolve.hpp"
#include "base/limits.hpp"
#include "graph/build.hpp"
#include "modes/registry.hpp"
#include "text/parser.hpp"

namespace bw {
namespace {

struct ScaleRequest : Request {
  std::string vary;  // the size that takes the values of sizes
  std::vector<std::int64_t> sizes;
};

// One schedule at one size.
struct ScalePoint {
  std::int64_t size, elements;
  const Mode* mode;
  ModeRequest request;
  Measured measured;
};

struct Scaled {
  std::string vary;
  std::vector<ScalePoint> points;
};

void decode_sizes(RequestReader& reader, const Value& json, std::vector<std::int64_t>& out) {
  const auto sizes = reader.field(json, "sizes", "$", true);
  if (!sizes || !reader.is_array(*sizes, "$.sizes")) return;
  if (sizes->size() == 0) reader.report(Code::kAttr, "There are no sizes.", "Give at least one.", "$.sizes");
  if (static_cast<std::int64_t>(sizes->size()) > limits::kSizes)
    return reader.report(
        Code::kLimit,
        "There are " + std::to_string(sizes->size()) + " sizes; the limit is " + std::to_string(limits::kSizes) + ".",
        "Ask for fewer.", "$.sizes");
  sizes->each([&](std::size_t i, const Value& size) {
    const std::string path = Reader::at("$.sizes", i);
    const auto n = reader.whole(size, path);
    if (n && (*n < 1 || *n > 1'000'000'000))
      reader.report(Code::kAttr, "A size of " + std::to_string(*n) + ".",
                    "Sizes are whole numbers from 1 to 1,000,000,000.", path);
    out.push_back(n.value_or(1));
  });
}

ScaleRequest decode(RequestReader& reader, const Value& json) {
  ScaleRequest request;
  reader.keys(json, {"v", "kind", "network", "vary", "sizes", "want", "modes", "count"}, "$");
  decode_network(reader, json, request.network);
  const auto network = json.find("network");
  if (network && network->is(Type::kObject) && !request.network.text)
    reader.report(Code::kKey, "Only a text declares sizes.", "Give network: {\"text\": …}.", "$.network");
  if (const auto name = reader.text(json, "vary", "$", true)) request.vary = *name;
  reader.schedules(json, request);
  decode_sizes(reader, json, request.sizes);
  return request;
}

// The network at each size, and each schedule on it.
class Scaling {
 public:
  Scaling(const ScaleRequest& request, Diagnostics& diagnostics) : request_(request), out_(diagnostics) {}

  std::vector<ScalePoint> run() {
    statements_ = parse_statements(*request_.network.text, out_);
    // As it stands: what is wrong at every size is said once.
    const Built written = built({});
    for (const Diagnostic& d : written.said.shown()) out_.add(d);
    if (!written.graph && out_.has_errors()) return {};
    if (!declares(written.sizes)) return {};
    for (std::size_t i = 0; i < request_.sizes.size() && !stopped_ && !(i == 0 && out_.has_errors()); ++i) at_size(i);
    const auto predicted =
        std::count_if(points_.begin(), points_.end(), [](const ScalePoint& p) { return p.measured.predicted; });
    if (predicted > 0)
      report(Code::kPredicted,
             std::to_string(predicted) + " of " + std::to_string(points_.size()) +
                 " points are above the budget of the request: their figures are predicted, not counted.",
             "", "");
    return std::move(points_);
  }

 private:
  void report(Code code, std::string message, std::string hint, std::string path) {
    out_.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }

  // A network, and what was said of it.
  struct Built {
    std::vector<SizeSpec> sizes;
    std::optional<Graph> graph;
    Resolved resolved;
    Diagnostics said;
  };
  Built built_for(const Sizes& sizes, Purpose purpose) {
    Built out;
    GraphSpec spec = lower(statements_, out.said, sizes, purpose, request_.count);
    spec.purpose = purpose;
    out.sizes = spec.sizes;
    out.graph = build(spec, out.said, request_.count);
    if (out.graph) out.resolved = resolve(request_, *out.graph, *out.graph, nullptr, out.said);
    return out;
  }
  // Where only its size is against it, the network of shapes, of which figures are predicted.
  Built built(const Sizes& sizes) {
    Built out = built_for(sizes, Purpose::kRun);
    const std::vector<Diagnostic> said = out.said.shown();
    const bool too_large = !said.empty() && std::all_of(said.begin(), said.end(), [](const Diagnostic& d) {
      return d.code == Code::kLimit || info(d.code).severity != Severity::kError;
    });
    return !out.graph && too_large ? built_for(sizes, Purpose::kShapes) : std::move(out);
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
    Built at = built({{request_.vary, request_.sizes[i]}});
    if (!at.said.has_errors()) measure_all(*at.graph, at.resolved, request_.sizes[i], at.said);
    for (Diagnostic& d : at.said.shown()) out_.add({d.code, with + d.message, d.hint, path, d.span});
  }

  void measure_all(const Graph& graph, const Resolved& resolved, std::int64_t size, Diagnostics& own) {
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
                      .leaf_values = resolved.leaf_values,
                      .wrt = graph.wrt,
                      .seeds = resolved.seeds,
                      .jacobian = request_.jacobian,
                      .options = request.options};
      std::optional<Refusal> refusal;
      if (auto measured = measure(*mode, task, left_, refusal))
        points_.push_back({size, graph.total_elements(), mode, request, std::move(*measured)});
      else if (refusal) own.add({refusal->code, refusal->message, refusal->hint, "", {}});
      else
        own.add({Code::kLeftOut,
                 "the run " + in_ticks(request.mode) + " was left out: the network is too large for it.",
                 "",
                 "",
                 {}});
    }
  }

  const ScaleRequest& request_;
  Diagnostics& out_;
  std::vector<ScalePoint> points_;
  std::vector<Statement> statements_;
  Allowance left_;
  bool stopped_ = false;
};

std::optional<Scaled> run(const ScaleRequest& request, Diagnostics& diagnostics) {
  return Scaled{request.vary, Scaling(request, diagnostics).run()};
}

void write_point(JsonWriter& w, const ScalePoint& p) {
  const Measured& m = p.measured;
  w.field("size", p.size);
  w.field("elements", p.elements);
  w.field("mode", p.mode->name);
  w.field("direction", direction_name(p.mode->direction));
  w.field("title", m.title);
  write_options(w, p.request);
  w.field("sweeps", m.sweeps);
  w.field("directions", m.directions);
  w.object("cost", [&] {
    write_wide_cost(w, "value", m.value);
    write_wide_cost(w, "derivative", m.derivative);
    if (m.recomputed) write_wide_cost(w, "recomputed", *m.recomputed);
    write_wide_cost(w, "total", m.value + m.derivative + m.recomputed.value_or(WideCost{}));
  });
  write_count(w, "inputs_bytes", m.memory.inputs_bytes);
  write_count(w, "peak_bytes", m.memory.peak_bytes);
  write_count(w, "inner_peak_bytes", m.memory.inner_peak_bytes);
  write_count(w, "saved_bytes", m.memory.saved_bytes);
  w.field("predicted", m.predicted);
}

void encode(const Scaled& scaled, JsonWriter& w) {
  w.field("vary", scaled.vary);
  w.array("points", [&] {
    for (const ScalePoint& p : scaled.points) w.object([&] { write_point(w, p); });
  });
}

}  // namespace

const Kind& scale_kind() {
  static const Kind kind = {
      .name = "scale",
      .doc = "What the modes cost as a size that the text declares takes other values.",
      .safe = {"vary", "points"},
      .compared = {},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
