// The lexer: UTF-8 in, tokens with line and column (in code points) out.
#include "text/lexer.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace bw {
namespace {

bool is_digit(std::uint32_t c) { return c >= '0' && c <= '9'; }

// Letters of Latin and Greek that NFKC normalisation leaves as they are.
bool is_letter(std::uint32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return true;
  const bool latin = c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7;
  const bool latin_unstable = c == 0x132 || c == 0x133 || c == 0x13F || c == 0x140 || c == 0x149 || c == 0x17F ||
                              (c >= 0x1C4 && c <= 0x1CC) || (c >= 0x1F1 && c <= 0x1F3);
  const bool greek = (c >= 0x386 && c <= 0x3FF) && c != 0x387;
  const bool greek_unstable =
      (c >= 0x3D0 && c <= 0x3D6) || (c >= 0x3F0 && c <= 0x3F2) || c == 0x3F4 || c == 0x3F5 || c == 0x3F6 || c == 0x3F9;
  return (latin && !latin_unstable) || (greek && !greek_unstable);
}

class Lexer {
 public:
  Lexer(std::string_view source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    while (at_ < source_.size()) next();
    push(TokenKind::kEnd, at_, column_);
    return std::move(tokens_);
  }

 private:
  // The code point at byte i and its length; malformed bytes count as one unknown character.
  std::uint32_t decode(std::size_t i, std::size_t& length) const {
    const auto byte = [&](std::size_t k) {
      return i + k < source_.size() ? static_cast<unsigned char>(source_[i + k]) : 0u;
    };
    const std::uint32_t first = byte(0);
    length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (i + length > source_.size()) length = 1;
    if (length == 1) return first < 0x80 ? first : 0xFFFD;
    std::uint32_t c = first & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) c = (c << 6) | (byte(k) & 0x3F);
    return c;
  }
  std::uint32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? static_cast<unsigned char>(source_[at_ + ahead]) : 0;
  }
  bool letter_at(std::size_t i) const {
    std::size_t length = 0;
    return i < source_.size() && is_letter(decode(i, length));
  }

  void advance() {
    std::size_t length = 0;
    decode(at_, length);
    at_ += length;
    ++column_;
  }

  void push(TokenKind kind, std::size_t begin, int column) {
    Token t{.kind = kind, .text = source_.substr(begin, at_ - begin), .begin = begin, .end = at_, .span = {}};
    t.span = {.line = line_, .column = column, .end_line = line_, .end_column = column_};
    tokens_.push_back(t);
  }
  void report(Code code, std::string message, std::string hint, int column) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", Span{line_, column, line_, column_}});
  }

  void next() {
    const std::size_t begin = at_;
    const int column = column_;
    const std::uint32_t c = peek();
    if (c == '\n' || c == '\r') return newline();
    if (c == ' ' || c == '\t') return advance();
    if (c == '#') {
      while (at_ < source_.size() && peek() != '\n' && peek() != '\r') advance();
      return;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (letter_at(at_)) return name();
    if (c == '`') return quoted_name();
    if (c == '.' && peek(1) == 'T' && !is_digit(peek(2)) && !letter_at(at_ + 2)) return symbol(2);
    if (c == '*' && peek(1) == '*') return symbol(2);
    if ((c == '=' || c == '<' || c == '>' || c == '!') && peek(1) == '=') return symbol(2);
    constexpr std::string_view kSingles = "+-*/@^=()[]{},:.<>!\"';";
    if (c < 0x80 && c != 0 && kSingles.find(static_cast<char>(c)) != std::string_view::npos) return symbol(1);
    unknown(begin, column);
  }

  void symbol(std::size_t length) {
    const std::size_t begin = at_;
    const int column = column_;
    while (at_ < begin + length) advance();
    push(TokenKind::kSymbol, begin, column);
  }

  void newline() {
    push(TokenKind::kNewline, at_, column_);
    if (peek() == '\r' && peek(1) == '\n') ++at_;
    ++at_;
    ++line_;
    column_ = 1;
  }

  void digits() {
    while (is_digit(peek())) advance();
  }
  void number() {
    const std::size_t begin = at_;
    const int column = column_;
    digits();
    if (peek() == '.') advance(), digits();
    if (peek() == 'e' || peek() == 'E') {
      const bool sign = peek(1) == '+' || peek(1) == '-';
      if (is_digit(peek(sign ? 2 : 1))) {
        advance();
        if (sign) advance();
        digits();
      } else if (!letter_at(at_ + 1)) {
        advance();
        report(Code::kSyntax, "The number " + in_ticks(source_.substr(begin, at_ - begin)) + " ends in its exponent.",
               "Write `1e-3` for 0.001.", column_);
      }
    }
    push(TokenKind::kNumber, begin, column);
    const std::string spelling(source_.substr(begin, at_ - begin));
    tokens_.back().number = std::strtod(spelling.c_str(), nullptr);
    if (std::isinf(tokens_.back().number))
      report(Code::kNumber, "The number " + in_ticks(spelling) + " is larger than 1.797e308.",
             "Write `inf` for infinity.", column);
  }

  // NAME(.NAME|.INTEGER)*; `.T` at the end is the transpose, not part of the id.
  void name() {
    const std::size_t begin = at_;
    const int column = column_;
    while (letter_at(at_) || is_digit(peek())) advance();
    while (peek() == '.' && (is_digit(peek(1)) || letter_at(at_ + 1))) {
      if (peek(1) == 'T' && !letter_at(at_ + 2) && !is_digit(peek(2))) break;
      advance();
      const bool integer = is_digit(peek());
      while (is_digit(peek()) || (!integer && letter_at(at_))) advance();
    }
    push(TokenKind::kName, begin, column);
  }

  void quoted_name() {
    const std::size_t begin = at_;
    const int column = column_;
    advance();
    while (at_ < source_.size() && peek() != '`' && peek() != '\n' && peek() != '\r') advance();
    if (peek() != '`') {
      report(Code::kSyntax, "A name in backticks does not end on its line.", "Close it with another backtick.", column);
      return push(TokenKind::kUnknown, begin, column);
    }
    advance();
    push(TokenKind::kName, begin, column);
    tokens_.back().text = source_.substr(begin + 1, at_ - begin - 2);
    tokens_.back().quoted = true;
  }

  void unknown(std::size_t begin, int column) {
    std::size_t length = 0;
    const std::uint32_t c = decode(begin, length);
    advance();
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(c));
    const bool hidden = c < 0x21 || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == 0xAD ||
                        (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F) ||
                        c == 0xFEFF;
    std::string hint;
    if (c == 0xD7 || c == 0xB7 || c == 0x22C5) hint = "Write `*` for a product.";
    else if (c == 0x2212 || c == 0x2013) hint = "Write `-`, the plain minus sign.";
    else if (c == 0x2044 || c == 0xF7) hint = "Write `/`.";
    else if (c >= 0x400 && c <= 0x52F) hint = "This is a Cyrillic letter; write the Latin one.";
    else if (c >= 0xFF01 && c <= 0xFF5E) hint = "This is a full-width character; write the plain one.";
    else if (c == '\\') hint = "A line goes on by itself inside brackets.";
    else if (hidden) hint = "Delete it.";
    else if (c == '%') hint = "There is no remainder; a comment begins with `#`.";
    else if (c < 0x80) hint = "The operators are `+ - * / @ **`.";
    else hint = "Names are made of Latin and Greek letters, digits and _.";
    const std::string seen = hidden ? "An invisible character, " + std::string(code.data())
                                    : in_ticks(source_.substr(begin, length)) + " (" + code.data() + ")";
    report(Code::kChar, seen + (hidden ? ", is" : " is") + " not part of the language.", hint, column);
    push(TokenKind::kUnknown, begin, column);
  }

  std::string_view source_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

std::vector<Token> lex(std::string_view source, Diagnostics& diagnostics) { return Lexer(source, diagnostics).run(); }

}  // namespace bw
