// BW_VERSION is set for this file alone, so that another version compiles this file alone.
#include "api/version.hpp"

namespace bw {

std::string_view version() { return BW_VERSION; }

}  // namespace bw
