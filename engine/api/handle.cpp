// From request to response: decode, build, run, encode; nothing is thrown past here.
#include "api/handle.hpp"

#include <new>

#include "api/decode.hpp"
#include "api/differentiate.hpp"
#include "api/encode.hpp"
#include "api/question.hpp"
#include "api/scale.hpp"
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
  if (request.kind == Kind::kScale) return scale(request, response), response;
  GraphSpec spec = request.network.text ? parse(*request.network.text, response.diagnostics) : request.network.spec;
  std::optional<Graph> graph = build(spec, response.diagnostics);
  if (!graph) return response;
  response.sizes = std::move(spec.sizes);
  if (request.wrt && !request.expand) replace_wrt(*request.wrt, *graph, *graph, nullptr, response.diagnostics);
  const auto original = std::make_shared<const Graph>(std::move(*graph));
  response.graph = response.original = original;
  if (request.expand) {
    if (expanded_size(*original) > limits::kScalars) {
      response.diagnostics.add({Code::kLimit, "Expanded, the network has more than " + std::to_string(limits::kScalars) + " scalar nodes.", "Use a smaller network.", "$.expand", {}});
      return response;
    }
    const auto expanded = std::make_shared<Expanded>(expand(*original));
    if (request.wrt) replace_wrt(*request.wrt, expanded->graph, *original, expanded.get(), response.diagnostics);
    response.expanded = expanded;
    response.graph = {expanded, &expanded->graph};
  }
  if (!response.ok()) return response;
  if (request.kind == Kind::kGraph) response.activity.emplace(*response.graph, response.graph->wrt, response.graph->outputs);
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
    return failure(kind, Code::kInternal, "The engine went wrong: " + in_ticks(e.what()) + ".", "Please report it with the network.");
  }
}

}  // namespace bw
