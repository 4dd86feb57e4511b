// Fuzzer of network texts: any UTF-8 is a network or refused, reads back as printed, and forward is reverse.
#include <cstdint>

#include "promises.hpp"
#include "text/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(data), size);
  // Bytes that are no UTF-8 become U+FFFD, as in any browser: the request itself is the other fuzzer's.
  const std::string quoted = bw::fuzz::Json(raw).dump(-1, ' ', false, bw::fuzz::Json::error_handler_t::replace);
  const bw::fuzz::Json network = {{"text", bw::fuzz::Json::parse(quoted)}};
  bw::Diagnostics ignored;
  if (!bw::fuzz::is_small(bw::parse(network["text"].get<std::string>(), ignored))) return -1;
  bw::fuzz::canonical_forms_are_stable(network);
  bw::fuzz::forward_is_reverse(network);
  return 0;
}
