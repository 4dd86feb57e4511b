// Fuzzer of request texts: any bytes are a request, and the answer keeps its promises.
#include <cstdint>

#include "api/decode.hpp"
#include "promises.hpp"
#include "text/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  bw::Diagnostics ignored;
  std::optional<bw::Kind> kind;
  const std::optional<bw::Request> request = bw::decode(text, kind, ignored);
  if (request && request->kind != bw::Kind::kCatalogue) {
    const bw::GraphSpec spec =
        request->network.text ? bw::parse(*request->network.text, ignored) : request->network.spec;
    if (!bw::fuzz::is_small(spec)) return -1;
  }
  const bw::fuzz::Json answer = bw::fuzz::ask(text);
  if (!request) return 0;
  bw::fuzz::promise(!ignored.has_errors() || !bw::fuzz::is_ok(answer), "what cannot be read is refused", text,
                    answer.dump());
  if (request->kind != bw::Kind::kCatalogue)
    bw::fuzz::canonical_forms_are_stable(bw::fuzz::Json::parse(text)["network"]);
  return 0;
}
