// Where a parser stands in the tokens of a text.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "text/lexer.hpp"
#include "text/literals.hpp"
#include "text/words.hpp"

namespace bw {

class Cursor {
 public:
  Cursor(Tokens tokens, Diagnostics& diagnostics)
      : spellings_(std::move(tokens.spellings)), tokens_(std::move(tokens.list)), diagnostics_(diagnostics) {
    for (const Token& t : tokens_)
      if (t.kind == TokenKind::kUnknown) unknown_.push_back(t.span.line);
  }
  Cursor(const Cursor&) = delete;  // tokens view its spellings

  // The names of the definitions that were read.
  Defined defined;

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& previous() const { return tokens_[at_ - 1]; }
  std::size_t at() const { return at_; }
  void advance(std::size_t count = 1) { at_ += count; }

  // How much was reported so far.
  std::size_t reported() const { return diagnostics_.total(); }
  // Reports; always false. Nothing is said of a line in which the lexer found what it does not know: that was said.
  bool fail(Code code, std::string message, std::string hint, const Span& span) {
    if (std::binary_search(unknown_.begin(), unknown_.end(), span.line)) return false;
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
    return false;
  }
  // Says it, and that is no mistake.
  void note(std::string message, std::string hint, const Span& span) {
    diagnostics_.add({Code::kSkipped, std::move(message), std::move(hint), "", span});
  }
  // Goes to the end of the statement here, over the lines that its brackets hold.
  void skip_statement() {
    for (int depth = 0; peek().kind != TokenKind::kEnd; ++at_) {
      const Token& t = peek();
      if (t.kind == TokenKind::kNewline && depth <= 0) return;
      depth += t.is("(") || t.is("[") ? 1 : t.is(")") || t.is("]") ? -1 : 0;
    }
  }
  // Goes to the end of the lines below that begin further right than column; from the end of a line.
  void skip_indented(int column) {
    while (true) {
      std::size_t next = at_;
      while (next < tokens_.size() && tokens_[next].kind == TokenKind::kNewline) ++next;
      if (next == at_ || next >= tokens_.size() || tokens_[next].kind == TokenKind::kEnd ||
          tokens_[next].span.column <= column)
        return;
      at_ = next;
      skip_line(0);
    }
  }
  // Goes to the end of the statement: of the line here, or of line where it is given and lies before.
  void skip_line(int line) {
    while (line > 0 && at_ > 0 && tokens_[at_ - 1].span.line > line) --at_;
    while (peek().kind != TokenKind::kNewline && peek().kind != TokenKind::kEnd) ++at_;
  }

 private:
  std::deque<std::string> spellings_;
  std::vector<Token> tokens_;
  Diagnostics& diagnostics_;
  std::vector<int> unknown_;  // lines with such a token, ascending
  std::size_t at_ = 0;
};

// The token, for messages.
inline std::string seen(const Token& t) {
  if (t.kind == TokenKind::kEnd) return "the end of the text";
  if (t.kind == TokenKind::kNewline) return "the end of the line";
  return t.kind == TokenKind::kText ? in_ticks("\"" + std::string(t.text) + "\"") : in_ticks(t.text);
}

// The number that a token is: a literal, or the name of one. None for others.
inline std::optional<double> literal_of(const Token& t) {
  if (t.kind == TokenKind::kNumber) return t.number;
  if (t.kind != TokenKind::kName || t.quoted) return std::nullopt;
  const Word* word = find_word(t.text);
  return word != nullptr && word->role == Role::kConstant ? std::optional(word->number) : std::nullopt;
}

}  // namespace bw
