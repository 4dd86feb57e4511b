// The C functions that engine.wasm exports; the only file that knows Emscripten.
#include <emscripten.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "api/cache.hpp"
#include "api/handle.hpp"

namespace {
std::string response;
}

extern "C" {

// Memory for a request of size bytes, or null. The caller writes the request into it and frees it.
EMSCRIPTEN_KEEPALIVE void* bw_alloc(std::size_t size) { return std::malloc(size); }
EMSCRIPTEN_KEEPALIVE void bw_free(void* memory) { std::free(memory); }

// Answers the request of length bytes at request. Returns the length of the response, which is at bw_result()
// until the next call.
EMSCRIPTEN_KEEPALIVE std::size_t bw_call(const char* request, std::size_t length) {
  response = bw::handle({request, length});
  return response.size();
}
EMSCRIPTEN_KEEPALIVE const char* bw_result() { return response.data(); }

// The fast lane: the block of the last network asked for with a layout, null where there was none; it stays where it is
// until the next call. bw_run reads leaf values from it and leaves results in it. mask: 1 values, 2 tangents, 4 adjoints.
// Returns 1, or 0 where there is no block.
EMSCRIPTEN_KEEPALIVE double* bw_block() { return bw::lane_plan() != nullptr ? bw::lane_plan()->block() : nullptr; }
EMSCRIPTEN_KEEPALIVE int bw_run(unsigned mask) { return bw::run_lane(mask) ? 1 : 0; }
}
