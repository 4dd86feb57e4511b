// A request, typed: what decode makes of JSON and the command line makes of its words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/spec.hpp"
#include "modes/mode.hpp"

namespace bw {

enum class Kind { kCatalogue, kGraph, kDifferentiate, kScale, kPaths, kBroken, kNumber };

struct NetworkRequest {
  std::optional<std::string> text;
  GraphSpec spec;  // where there is no text
};

// Numbers for a node by its id.
struct NamedNumbers {
  std::string id;
  std::vector<double> value;
  std::string path;
};

struct ModeRequest {
  std::string mode;
  Options options;
  std::vector<std::string> given;  // names of the options that were given
  std::int64_t pass = 1;           // the sweep that steps and timeline are of
  std::string path;
};

// The parts of a differentiate response that are built on request.
struct Include {
  bool value = false, tangent = false, adjoint = false, gradient_forward = false, local = false, contributions = false;
  bool cost = false, graph = false, groups = false, steps = false, timeline = false;
};

// How many paths are listed where a request does not say.
inline constexpr std::int64_t kDefaultPaths = 20;

struct Request {
  Kind kind = Kind::kCatalogue;
  NetworkRequest network;
  bool expand = false;
  std::vector<NamedNumbers> at;
  std::optional<std::vector<Ref>> wrt;  // in place of that of the network
  std::optional<std::vector<NamedNumbers>> seeds;
  std::optional<std::vector<NamedNumbers>> tangent;
  bool jacobian = false;
  std::vector<ModeRequest> modes;
  Include include;
  bool timing = false;
  bool layout = false;
  int count = kCount;  // version of the counting convention
  std::string vary;    // of scale: the size that takes the values of sizes
  std::vector<std::int64_t> sizes;
  std::optional<std::string> from, to;  // of paths: ids; absent: the first of wrt, the first output
  std::int64_t limit = kDefaultPaths;   // how many of them are listed
  std::string text;                     // of number: what stands in the field
};

// The modes and parts that a request gets when it names none.
std::vector<ModeRequest> default_modes();
inline constexpr Include kDefaultInclude{.value = true, .tangent = true, .adjoint = true, .cost = true, .graph = true};

}  // namespace bw
