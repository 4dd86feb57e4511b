// Answers a differentiate request on a graph that is built.
#pragma once

#include "api/response.hpp"

namespace bw {

// Fills response.activity and response.result, or diagnostics, from the graphs of the response.
void differentiate(const Request& request, Response& response);

}  // namespace bw
