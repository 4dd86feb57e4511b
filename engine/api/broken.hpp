// Answers a broken request.
#pragma once

#include "api/response.hpp"

namespace bw {

// Fills response.broken and response.expanded, or diagnostics. response.graph is there, as written.
void broken(const Request& request, Response& response);

}  // namespace bw
