// The whole engine as one function.
#pragma once

#include <string>
#include <string_view>

#include "api/response.hpp"

namespace bw {

inline constexpr std::string_view kVersion = "0.1.0";

// A request that is typed already.
Response answer(const Request& request);

// Request JSON in, response JSON out; never throws. Equal requests give equal bytes, but for seconds.
std::string handle(std::string_view request);

}  // namespace bw
