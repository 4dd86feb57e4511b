// Fuzzer of request texts: any bytes are a request, and the answer keeps its promises.
#include <cstdint>

#include "api/json_text.hpp"
#include "api/request_reader.hpp"
#include "promises.hpp"
#include "text/parser.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  bw::Diagnostics ignored;
  bw::NetworkRequest network;
  const std::optional<bw::Document> document = bw::read_json(text, ignored);
  const bool about_network =
      document && bw::Value(*document, 0).is(bw::Type::kObject) && bw::Value(*document, 0).find("network");
  if (about_network) {
    bw::RequestReader reader(ignored);
    bw::decode_network(reader, {*document, 0}, network);
    if (!bw::fuzz::is_small(network.text ? bw::parse(*network.text, ignored) : network.spec)) return -1;
  }
  const bw::fuzz::Json answer = bw::fuzz::ask(text);
  bw::fuzz::promise(!ignored.has_errors() || !bw::fuzz::is_ok(answer), "what cannot be read is refused", text,
                    answer.dump());
  if (about_network && !ignored.has_errors())
    bw::fuzz::canonical_forms_are_stable(bw::fuzz::Json::parse(text)["network"]);
  return 0;
}
