// From request to response: decode, build, run, encode; nothing is thrown past here.
#include "api/handle.hpp"

#include <new>

#include "api/decode.hpp"
#include "api/differentiate.hpp"
#include "api/encode.hpp"
#include "base/limits.hpp"
#include "graph/build.hpp"
#include "graph/expand.hpp"
#include "text/parser.hpp"

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
  const GraphSpec spec = request.network.text ? parse(*request.network.text, response.diagnostics) : request.network.spec;
  std::optional<Graph> graph = build(spec, response.diagnostics);
  if (!graph) return response;
  const auto original = std::make_shared<const Graph>(std::move(*graph));
  std::shared_ptr<const Expanded> expanded;
  response.graph = original;
  if (request.expand) {
    if (expanded_size(*original) > limits::kScalars) {
      response.diagnostics.add({Code::kLimit, "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.", "Use a smaller network.", "$.expand", {}});
      return response;
    }
    expanded = std::make_shared<const Expanded>(expand(*original));
    response.graph = {expanded, &expanded->graph};
  }
  if (request.kind == Kind::kGraph) response.activity.emplace(*response.graph, response.graph->wrt, response.graph->outputs);
  else differentiate(request, *original, expanded.get(), response);
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
    return failure(kind, Code::kInternal, "The engine went wrong: " + in_ticks(e.what()) + ".", "Please report it with the network.");
  }
}

}  // namespace bw
