// Cuts network text into tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace bw {

enum class TokenKind { kNumber, kName, kSymbol, kNewline, kUnknown, kEnd };

// text is the spelling; for a name in backticks what stands between them.
struct Token {
  TokenKind kind;
  std::string_view text;
  double number = 0;
  bool quoted = false;
  std::size_t begin = 0;  // bytes in the source
  std::size_t end = 0;
  Span span;

  bool is(std::string_view symbol) const { return kind == TokenKind::kSymbol && text == symbol; }
};

// All tokens, the last being kEnd. What the language does not use is reported, and stands there as kUnknown.
std::vector<Token> lex(std::string_view source, Diagnostics& diagnostics);

}  // namespace bw
