// The whole engine as one function.
#pragma once

#include <string>
#include <string_view>

namespace bw {

// Request JSON in, response JSON out; never throws. Equal requests give equal bytes, but for seconds.
std::string handle(std::string_view request);

}  // namespace bw
