// What the engine promises of every answer, whatever it was asked; a broken promise is printed and ends the program.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "graph/graph.hpp"

namespace bw::fuzz {

using Json = nlohmann::json;

// Prints what is broken, with the request and the answer, and aborts.
void promise(bool kept, const char* what, std::string_view request, std::string_view answer);

// Asks the engine twice. Of the answers: they are the same bytes (but for seconds), JSON and UTF-8; ok says whether
// there is an error; codes are those of the catalogue; the first 20 and how many; no quotation of more than 40
// characters; a refusal has at most 64 KiB and no result. The answer as data.
Json ask(const std::string& request);
bool is_ok(const Json& answer);

// Of a network that is accepted: its canonical text and its canonical JSON each give the same text and JSON again.
void canonical_forms_are_stable(const Json& network);

// Of a network that is accepted: the Jacobian forward, one direction at a time and all at once, is that of reverse;
// to 1e-8 of the largest number in its block, where all numbers on the way are ordinary. What is not finite is said.
void forward_is_reverse(const Json& network);

// Whether a network is small enough to be run many times a second; true too where it is refused.
bool is_small(const GraphSpec& spec);

}  // namespace bw::fuzz
