// The limits of the engine, all of them; checked before memory is taken, and shown in the catalogue.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace bw::limits {

inline constexpr std::int64_t kRequestBytes = 8 << 20;
inline constexpr std::int64_t kTextBytes = 4 << 20;
inline constexpr std::int64_t kReplyBytes = 16 << 20;
inline constexpr std::int64_t kJsonDepth = 32;
inline constexpr std::int64_t kNesting = 200;
inline constexpr std::int64_t kIdBytes = 200;
inline constexpr std::int64_t kNodes = 200'000;
inline constexpr std::int64_t kElements = 4'000'000;
inline constexpr std::int64_t kShapedElements = 100'000'000'000;
inline constexpr std::int64_t kScalars = 20'000;
inline constexpr std::int64_t kCheckElements = 2'000;
inline constexpr std::int64_t kShownNumbers = 64;
inline constexpr std::int64_t kBudgetFlops = 2'000'000'000;
inline constexpr std::int64_t kBudgetSteps = 20'000'000;
inline constexpr std::int64_t kBudgetBytes = 512 << 20;
inline constexpr std::int64_t kModes = 64;
inline constexpr std::int64_t kSizes = 64;
inline constexpr std::int64_t kScaleFlops = 100'000'000;
inline constexpr std::int64_t kScaleSteps = 5'000'000;
inline constexpr std::int64_t kPaths = 10'000;
inline constexpr std::int64_t kPathNodes = 200'000;
inline constexpr std::int64_t kPathNumbers = 400'000;
inline constexpr std::int64_t kPathOperations = 20'000'000;
inline constexpr std::int64_t kPathSums = 40'000'000;
inline constexpr std::int64_t kCountSums = 600'000'000;
inline constexpr std::int64_t kCountLimbs = 16'000'000;
inline constexpr std::int64_t kBrokenVisits = 200'000;
inline constexpr std::int64_t kBatch = 1'000'000;

struct Limit {
  std::string_view name;
  std::int64_t value;
  std::string_view unit;
  std::string_view doc;
};

inline const std::vector<Limit>& all() {
  static const std::vector<Limit> list = {
      {"request", kRequestBytes, "bytes", "Length of a request."},
      {"text", kTextBytes, "bytes", "Length of a network text."},
      {"reply", kReplyBytes, "bytes", "Length of a response."},
      {"json_depth", kJsonDepth, "levels", "Nesting of arrays and objects in a request."},
      {"nesting", kNesting, "levels", "Nesting of brackets, signs and powers in an expression."},
      {"id", kIdBytes, "bytes", "Length of a name."},
      {"nodes", kNodes, "nodes", "Nodes of a network, leaves included; numbers in the text are not counted."},
      {"elements", kElements, "numbers", "Elements of all nodes together."},
      {"shaped_elements", kShapedElements, "numbers",
       "Elements of all nodes together where no value is made: of an estimate, and of a graph without values."},
      {"scalars", kScalars, "nodes", "Scalar nodes of a network that is expanded to scalars."},
      {"check_elements", kCheckElements, "numbers", "Elements up to which gradient_forward is computed."},
      {"shown_numbers", kShownNumbers, "numbers",
       "Length up to which arrays are shown in steps, local derivatives and contributions."},
      {"budget_flops", kBudgetFlops, "flops", "Operations of one run; above it the run is predicted, not executed."},
      {"budget_steps", kBudgetSteps, "steps", "Steps of one run; above it the run is predicted, not executed."},
      {"budget_bytes", kBudgetBytes, "bytes", "Memory of one run; above it the run is predicted, not executed."},
      {"modes", kModes, "runs", "Runs in one request."},
      {"sizes", kSizes, "sizes", "Sizes in one scale request."},
      {"scale_flops", kScaleFlops, "flops",
       "Operations of all runs of a scale request; the runs above it are predicted, not executed."},
      {"scale_steps", kScaleSteps, "steps",
       "Steps of a scale request: runs above it are predicted, not executed; so many predicted ones are refused."},
      {"paths", kPaths, "paths", "Paths listed in one request."},
      {"path_nodes", kPathNodes, "nodes", "Nodes of all listed paths together."},
      {"path_numbers", kPathNumbers, "numbers", "Numbers of the factors and products of all listed paths together."},
      {"path_operations", kPathOperations, "operations", "Operations for the factors and products of listed paths."},
      {"path_sums", kPathSums, "sums",
       "Sums, 18 digits each, of counting paths by length; above it lengths are left out."},
      {"count_sums", kCountSums, "sums", "Sums, 18 digits each, of counting paths."},
      {"count_limbs", kCountLimbs, "limbs", "18 digits each, held at once while paths are counted."},
      {"broken_visits", kBrokenVisits, "visits",
       "Nodes that a broken engine of a broken request may process; above it it is stopped."},
      {"batch", kBatch, "examples", "Examples of a batch in an estimate."},
  };
  return list;
}

}  // namespace bw::limits
