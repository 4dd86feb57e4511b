// From request to response: decode, build, run, encode; nothing is thrown past here.
#include "api/handle.hpp"

#include <new>

#include "api/broken.hpp"
#include "api/decode.hpp"
#include "api/differentiate.hpp"
#include "api/encode.hpp"
#include "api/kept.hpp"
#include "api/paths.hpp"
#include "api/scale.hpp"

namespace bw {
namespace {

std::string failure(std::optional<Kind> kind, Code code, std::string message, std::string hint) {
  Response response;
  response.kind = kind;
  response.diagnostics.add({code, std::move(message), std::move(hint), "", {}});
  return encode(response);
}

}  // namespace

Response answer(const Request& request) {
  Response response;
  response.kind = request.kind;
  response.include = request.include;
  response.jacobian = request.jacobian;
  if (request.kind == Kind::kCatalogue) return response;
  if (request.kind == Kind::kNumber) return response.number = read_field(request.text, response.diagnostics), response;
  if (request.kind == Kind::kScale) return scale(request, response), response;
  BuiltNetwork network = built_network(request);
  response.diagnostics = std::move(network.diagnostics);
  response.sizes = std::move(network.sizes);
  response.graph = network.graph;
  response.original = network.original;
  response.expanded = network.expanded;
  if (response.graph == nullptr || !response.ok()) return response;
  if (request.kind == Kind::kGraph)
    response.activity.emplace(*response.graph, response.graph->wrt, response.graph->outputs);
  else if (request.kind == Kind::kPaths) paths(request, response);
  else if (request.kind == Kind::kBroken) broken(request, response);
  else differentiate(request, response);
  return response;
}

std::string handle(std::string_view text) {
  std::optional<Kind> kind;
  try {
    counter = {};
    Diagnostics diagnostics;
    const std::optional<Request> request = decode(text, kind, diagnostics);
    if (!request) {
      Response refused;
      refused.kind = kind;
      refused.diagnostics = std::move(diagnostics);
      return encode(refused);
    }
    return encode(answer(*request));
  } catch (const std::bad_alloc&) {
    return failure(kind, Code::kMemory, "The machine gave no more memory.", "Use a smaller network.");
  } catch (const std::exception& e) {
    return failure(kind, Code::kInternal, "The engine went wrong: " + in_ticks(e.what()) + ".",
                   "Please report it with the network.");
  }
}

}  // namespace bw
