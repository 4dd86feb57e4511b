// Cuts network text into tokens.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace bw {

enum class TokenKind { kNumber, kName, kSymbol, kText, kNewline, kUnknown, kEnd };

// text is the spelling in plain characters; for a name in backticks and a text in quotes what stands between them.
struct Token {
  TokenKind kind;
  std::string_view text;
  double number = 0;
  bool quoted = false;
  std::size_t begin = 0;  // bytes in the source
  std::size_t end = 0;
  Span span;

  bool is(std::string_view symbol) const { return kind == TokenKind::kSymbol && text == symbol; }
  // A name outside backticks.
  bool is_word(std::string_view word) const { return kind == TokenKind::kName && !quoted && text == word; }
};

// Tokens, with the spellings that are not those of the source.
struct Tokens {
  std::vector<Token> list;
  std::deque<std::string> spellings = {};
};

// All tokens, the last being kEnd; the source outlives them. What the language does not use is reported, and stands there
// as kUnknown. Lines of spans end where editors end them: at \n, \r and \r\n.
Tokens lex(std::string_view source, Diagnostics& diagnostics);

}  // namespace bw
