// Answers a scale request.
#pragma once

#include "api/response.hpp"

namespace bw {

// Fills response.vary and response.points, or diagnostics.
void scale(const Request& request, Response& response);

}  // namespace bw
