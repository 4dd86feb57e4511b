// What requests about a network have in common, typed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/spec.hpp"
#include "modes/mode.hpp"

namespace bw {

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

// Where the option stands that a mode refuses.
inline std::string path_of(const ModeRequest& request, const Refusal& refusal) {
  return request.path + "." + std::string(refusal.option);
}

// A question about a network; a kind that asks for more adds its own fields.
struct Request {
  NetworkRequest network;
  bool expand = false;
  std::vector<NamedNumbers> at;
  std::optional<std::vector<Ref>> wrt;  // in place of that of the network
  std::optional<std::vector<NamedNumbers>> seeds;
  std::optional<std::vector<NamedNumbers>> tangent;
  bool jacobian = false;
  bool has_want = true;  // it may ask for a Jacobian with `want`
  std::vector<ModeRequest> modes;
  Purpose purpose = Purpose::kRun;
  int count = kCount;  // version of the counting convention
};

// The modes that a request gets when it names none.
std::vector<ModeRequest> default_modes();

}  // namespace bw
