// The version of the program.
#pragma once

#include <string_view>

namespace bw {

// That of package.json, from where the build takes it.
std::string_view version();

}  // namespace bw
