// more: goes on with what a differentiate request left over, part by part.
#include <algorithm>

#include "api/differentiate/encode.hpp"
#include "api/differentiate/job.hpp"
#include "api/json_parts.hpp"
#include "api/kinds/kind.hpp"

namespace bw {
namespace {

struct MoreRequest {
  std::int64_t of = 0, have = 0, work = 0;
};

MoreRequest decode(RequestReader& reader, const Value& json) {
  MoreRequest request;
  reader.keys(json, {"v", "kind", "of", "have", "work"}, "$");
  const auto number = [&](const char* key, std::int64_t least, std::int64_t& out) {
    if (const auto f = reader.field(json, key, "$", true))
      out = reader.whole_from(least, *f, std::string("$.") + key).value_or(least);
  };
  number("of", 1, request.of);
  number("have", 0, request.have);
  number("work", 1, request.work);
  return request;
}

struct Part {
  std::shared_ptr<const Job> job;
  std::int64_t of;
  std::size_t first;
};

std::optional<Part> run(const MoreRequest& request, Diagnostics& diagnostics) {
  const std::shared_ptr<Job> job = find_job(request.of);
  if (job == nullptr) {
    diagnostics.add({Code::kGone,
                     "There is no answer " + std::to_string(request.of) + " to go on with.",
                     "Ask for it anew, by `differentiate` with `parts`.",
                     "$.of",
                     {}});
    return std::nullopt;
  }
  job->advance(request.work);
  const std::vector<Run>& runs = job->result().runs;
  std::size_t first = static_cast<std::size_t>(std::min<std::int64_t>(request.have, std::ssize(runs)));
  if (job->is_done()) {
    diagnostics = job->said();
    // How far a referee is off is known at the end.
    const auto referee = std::find_if(runs.begin(), runs.end(), [](const Run& r) { return r.mode->referee; });
    first = std::min(first, static_cast<std::size_t>(referee - runs.begin()));
  }
  return Part{job, request.of, first};
}

void encode(const Part& part, JsonWriter& w) {
  const Differentiated& r = part.job->result();
  w.field("of", part.of);
  w.field("done", part.job->is_done());
  w.field("sweeps_done", part.job->sweeps_done());
  w.field("first", part.first);
  w.array("runs", [&] {
    for (std::size_t i = part.first; i < part.job->runs_done(); ++i) w.object([&] { encode_run(r, r.runs[i], w); });
  });
  if (!part.job->is_done()) return;
  if (r.check)
    w.array("nodes", [&] {
      for (NodeId n = 0; n < r.graph().size(); ++n) w.object([&] { encode_checked(r, n, w); });
    });
  encode_check_cost(r, w);
  encode_agreement(r, w);
}

// As of differentiate, of what is in both.
std::vector<std::string_view> of_both(const std::vector<std::string_view>& names, std::vector<std::string_view> own) {
  for (const std::string_view name : names)
    for (const std::string_view field :
         {"runs.", "agreement.", "nodes.id", "nodes.gradient_forward", "nodes.difference", "nodes.scale", "check_cost"})
      if (name.substr(0, field.size()) == field) own.push_back(name);
  return own;
}

}  // namespace

const Kind& more_kind() {
  static const Kind kind = {
      .name = "more",
      .doc = "What a differentiate request with parts left over: its runs, executed one after another, and the check.",
      .safe = of_both(differentiate_kind().safe, {"of", "done", "sweeps_done", "first"}),
      .compared = of_both(differentiate_kind().compared, {}),
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
