// Answers a paths request.
#pragma once

#include "api/response.hpp"

namespace bw {

// Fills response.paths, or diagnostics. response.graph is there.
void paths(const Request& request, Response& response);

}  // namespace bw
