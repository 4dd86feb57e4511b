// An estimate as it is asked for and found, and its fields in an answer.
#pragma once

#include "analysis/estimate.hpp"
#include "api/cache.hpp"
#include "api/json_writer.hpp"

namespace bw {

// How many bytes a number takes; how many numbers an optimizer keeps for each weight.
struct SizeChoice {
  std::string_view name;
  std::int64_t size;
};
inline constexpr SizeChoice kTypes[] = {{"float64", 8}, {"float32", 4}, {"bfloat16", 2}};
inline constexpr SizeChoice kOptimizers[] = {{"sgd", 0}, {"momentum", 1}, {"adam", 2}};

struct EstimateRequest : Request {
  std::int64_t batch = 1;
  SizeChoice type = kTypes[0], optimizer = kOptimizers[0];
  bool nodes = true, statements = true, graph = false, timeline = false;
};

// A schedule that was asked for.
struct Predicted {
  const Mode* mode;
  ModeRequest request;
  std::string title;
  Outcome outcome;
};
struct Estimated {
  EstimateRequest request;
  BuiltNetwork network;
  Estimate estimate;
  std::vector<Predicted> runs;
};

void encode_estimate(const Estimated& estimated, JsonWriter& w);

}  // namespace bw
