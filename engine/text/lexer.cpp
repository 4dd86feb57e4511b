// The lexer: UTF-8 in, tokens with line and column (in code points) out.
#include "text/lexer.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "text/unicode.hpp"
#include "text/unknown.hpp"

namespace bw {
namespace {

class Lexer {
 public:
  Lexer(std::string_view source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  Tokens run() {
    tokens_.list.reserve(source_.size() / 4);  // about as many as there are where names are short
    while (at_ < source_.size()) next();
    push(TokenKind::kEnd, at_, column_);
    return std::move(tokens_);
  }

 private:
  // The plain character at byte i, and how many bytes it takes.
  std::uint32_t look(std::size_t i, std::size_t& length) const {
    if (i >= source_.size()) return length = 0, 0;
    const auto byte = static_cast<unsigned char>(source_[i]);
    if (byte < 0x80) return length = 1, byte;
    return plain(decode(source_, i, length));
  }
  std::uint32_t peek(std::size_t ahead = 0) const {
    std::size_t i = at_, length = 0;
    std::uint32_t c = look(i, length);
    while (ahead-- > 0) c = look(i += length, length);
    return c;
  }

  void advance() {
    std::size_t length = 0;
    look(at_, length);
    at_ += length, ++column_;
  }

  void push(TokenKind kind, std::size_t begin, int column) {
    Token t{.kind = kind, .text = source_.substr(begin, at_ - begin), .begin = begin, .end = at_, .span = {}};
    t.span = {.line = line_, .column = column, .end_line = line_, .end_column = column_};
    tokens_.list.push_back(t);
  }
  void push(TokenKind kind, std::size_t begin, int column, std::string spelling) {
    push(kind, begin, column);
    if (spelling == tokens_.list.back().text) return;
    tokens_.spellings.push_back(std::move(spelling));
    tokens_.list.back().text = tokens_.spellings.back();
  }
  // A token of so many bytes that stand for themselves.
  void jump(TokenKind kind, std::size_t length) {
    at_ += length, column_ += static_cast<int>(length);
    push(kind, at_ - length, column_ - static_cast<int>(length));
  }
  void report(Code code, std::string message, std::string hint, int column) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", Span{line_, column, line_, column_}});
  }

  void next() {
    const std::size_t begin = at_;
    const int column = column_;
    const std::uint32_t c = peek();
    if (is_line_end(c)) return newline(c);
    if (is_space(c) || is_zero_width(c)) return advance();
    if (c == '#') {
      while (at_ < source_.size() && !is_line_end(peek())) advance();
      return;
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (is_letter(c)) return name();
    if (c == '`') return quoted(TokenKind::kName, "A name in backticks", "Close it with another backtick.");
    if ((c == '"' || c == '\'') && text_begins())
      return quoted(TokenKind::kText, "A text in quotes", "Close it with another quotation mark.");
    if (superscript(c) != 0) return power();
    if (const std::string_view sign = meaning(c); !sign.empty()) {
      advance();
      return push(sign == "inf" ? TokenKind::kName : TokenKind::kSymbol, begin, column, std::string(sign));
    }
    if (const std::size_t length = symbol_length(c, peek(1), continues(2)); length > 0) return take(length);
    unknown(begin, column);
  }

  bool continues(std::size_t ahead) const {
    const std::uint32_t c = peek(ahead);
    return is_letter(c) || is_digit(c);
  }
  void take(std::size_t length) {
    if (is_ascii(source_.substr(at_, length))) return jump(TokenKind::kSymbol, length);
    const std::size_t begin = at_;
    const int column = column_;
    std::string spelling;
    while (length-- > 0) spelling += static_cast<char>(peek()), advance();
    push(TokenKind::kSymbol, begin, column, std::move(spelling));
  }

  // Other ends than \n and \r end a statement, but no line of the editor.
  void newline(std::uint32_t c) {
    push(TokenKind::kNewline, at_, column_);
    if (c != '\n' && c != '\r') return advance();
    if (c == '\r' && at_ + 1 < source_.size() && source_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
    column_ = 1;
  }

  // Digits, in groups that `_` joins.
  void digits(std::string& out) {
    while (is_digit(peek()) || (peek() == '_' && !out.empty() && is_digit(out.back()) && is_digit(peek(1)))) {
      if (peek() != '_') out += static_cast<char>(peek());
      advance();
    }
  }
  void number() {
    const std::size_t begin = at_;
    const int column = column_;
    std::string spelling;
    digits(spelling);
    if (peek() == '.') spelling += '.', advance(), digits(spelling);
    if (peek() == 'e' || peek() == 'E') {
      const bool sign = peek(1) == '+' || peek(1) == '-';
      if (is_digit(peek(sign ? 2 : 1))) {
        spelling += 'e', advance();
        if (sign) spelling += static_cast<char>(peek()), advance();
        digits(spelling);
      } else if (!is_letter(peek(1))) {
        advance();
        report(Code::kSyntax, "The number " + in_ticks(source_.substr(begin, at_ - begin)) + " ends in its exponent.",
               "Write `1e-3` for 0.001.", column_);
      }
    }
    push(TokenKind::kNumber, begin, column, spelling);
    tokens_.list.back().number = std::strtod(spelling.c_str(), nullptr);
    if (std::isinf(tokens_.list.back().number))
      report(Code::kNumber, "The number " + in_ticks(spelling) + " is larger than 1.797e308.",
             "Write `inf` for infinity.", column);
  }

  // x² and x⁻¹: an operator and a number.
  void power() {
    const std::size_t begin = at_;
    const int column = column_;
    std::string digits;
    while (const char c = superscript(peek())) digits += c, advance();
    push(TokenKind::kSymbol, begin, column, "**");
    if (digits[0] == '-') push(TokenKind::kSymbol, begin, column, "-");
    const std::string_view value = std::string_view(digits).substr(digits[0] == '-' ? 1 : 0);
    if (value.empty() || value.find('-') != std::string_view::npos) {
      report(Code::kSyntax, "A power above the line that is no whole number.", "Write `x**-1` or `x⁻¹`.", column);
      return push(TokenKind::kUnknown, begin, column);
    }
    push(TokenKind::kNumber, begin, column, std::string(value));
    tokens_.list.back().number = std::strtod(std::string(value).c_str(), nullptr);
  }

  // A part of a name at the cursor, with its marks; nothing where there is none.
  void part(std::string& out, bool digits_only) {
    std::uint32_t last = 0;
    std::size_t last_at = 0;
    while (true) {
      const std::uint32_t c = peek();
      if (is_mark(c) && last != 0) {
        const std::uint32_t whole = composed(last, c);
        if (whole != 0) out.resize(last_at), last = whole;
        else last_at = out.size(), last = 0;
        encode(whole != 0 ? whole : c, out);
      } else if (is_digit(c) || (!digits_only && is_letter(c)) || (is_mark(c) && !out.empty())) {
        last = c, last_at = out.size();
        encode(c, out);
      } else if (!is_zero_width(c)) {
        return;
      }
      advance();
    }
  }
  // NAME(.NAME|.INTEGER)*; `.T` at the end is the transpose, not part of the id.
  void name() {
    if (const std::size_t length = plain_name(source_.substr(at_)); length > 0) return jump(TokenKind::kName, length);
    const std::size_t begin = at_;
    const int column = column_;
    std::string out;
    part(out, false);
    while (peek() == '.' && continues(1)) {
      if (peek(1) == 'T' && !continues(2)) break;
      advance();
      out += '.';
      part(out, is_digit(peek()));
    }
    push(TokenKind::kName, begin, column, std::move(out));
  }

  // Whether a quotation mark begins a text: where a value may stand, and the mark comes again on its line.
  bool text_begins() const {
    const std::size_t end = source_.find_first_of("\n\r", at_);
    if (source_.substr(0, end).find(source_[at_], at_ + 1) == std::string_view::npos || tokens_.list.empty())
      return false;
    const Token& before = tokens_.list.back();
    return before.is("(") || before.is(",") || before.is("=");
  }
  void quoted(TokenKind kind, const char* what, const char* hint) {
    const std::size_t begin = at_;
    const int column = column_;
    const std::uint32_t mark = peek();
    advance();
    while (at_ < source_.size() && static_cast<unsigned char>(source_[at_]) != mark && source_[at_] != '\n' &&
           source_[at_] != '\r')
      advance();
    if (at_ >= source_.size() || static_cast<unsigned char>(source_[at_]) != mark) {
      report(Code::kSyntax, std::string(what) + " does not end on its line.", hint, column);
      return push(TokenKind::kUnknown, begin, column);
    }
    advance();
    push(kind, begin, column);
    tokens_.list.back().text = source_.substr(begin + 1, at_ - begin - 2);
    tokens_.list.back().quoted = true;
  }

  void unknown(std::size_t begin, int column) {
    std::size_t length = 0;
    const std::uint32_t c = decode(source_, begin, length);
    advance();
    if (c == '\\')
      while (is_letter(peek())) advance();
    Unknown said = about_unknown(c, source_.substr(begin, at_ - begin));
    if (unknown_ != std::pair(line_, c)) report(Code::kChar, std::move(said.message), std::move(said.hint), column);
    unknown_ = {line_, c};  // said once for a line
    push(TokenKind::kUnknown, begin, column);
  }

  std::string_view source_;
  Diagnostics& diagnostics_;
  Tokens tokens_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
  std::pair<int, std::uint32_t> unknown_{};
};

}  // namespace

Tokens lex(std::string_view source, Diagnostics& diagnostics) { return Lexer(source, diagnostics).run(); }

}  // namespace bw
