// The spelling of the page is turned into that of the language, and the lexer reads it.
#include "text/field.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "text/cursor.hpp"

namespace bw {
namespace {

constexpr std::string_view kSpaces[] = {"\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF"};  // no-break, thin, narrow no-break
constexpr std::size_t kGroup = 3;                                                     // digits
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"\xE2\x88\x92", "-"}, {"\xE2\x88\x9E", "inf"}, {"Infinity", "inf"}, {"NaN", "nan"}};
constexpr const char* kExample = "Write it like `0.25`, `-1.5` or `2e-3`.";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The bytes of the space that begins at i, or 0.
std::size_t space(std::string_view text, std::size_t i) {
  if (i < text.size() && std::string_view(" \t\r\n").find(text[i]) != std::string_view::npos) return 1;
  for (const std::string_view one : kSpaces)
    if (text.substr(std::min(i, text.size()), one.size()) == one) return one.size();
  return 0;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0, end = 0;
  while (const std::size_t length = space(text, begin)) begin += length;
  for (std::size_t i = begin; i < text.size(); ++i)
    if (space(text, i) == 0) end = i + 1;
    else i += space(text, i) - 1;
  return text.substr(begin, end > begin ? end - begin : 0);
}

// Copies a text and spells it as the language does.
class Speller {
 public:
  explicit Speller(std::string_view text) : text_(trimmed(text)) {}

  std::string run() {
    while (at_ < text_.size()) next();
    return std::move(out_);
  }

 private:
  void next() {
    for (const auto& [shown, meant] : kWords)
      if (text_.substr(at_, shown.size()) == shown) return take(shown.size(), meant);
    if (const std::size_t length = space(text_, at_); length > 1 && parts_groups(at_ + length)) {
      run_ = 0;
      grouped_ = true;
      at_ += length;
      return;
    }
    const char c = text_[at_];
    run_ = is_digit(c) ? run_ + 1 : 0;
    whole_ = whole_ && (is_digit(c) || c == '-');
    take(1, text_.substr(at_, 1));
  }
  void take(std::size_t length, std::string_view meant) {
    out_ += meant;
    at_ += length;
  }
  // Whether one to three digits stand before and, from begin on, three behind, in the whole part of a number.
  bool parts_groups(std::size_t begin) const {
    std::size_t behind = 0;
    while (begin + behind < text_.size() && is_digit(text_[begin + behind])) ++behind;
    return whole_ && behind == kGroup && (grouped_ ? run_ == kGroup : run_ >= 1 && run_ <= kGroup);
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t run_ = 0;  // digits since the last separator
  bool whole_ = true;    // nothing but digits and a minus so far
  bool grouped_ = false;
};

// How many digits a number was written with, and what the last is worth.
void measure(std::string_view spelling, FieldNumber& number) {
  constexpr long kFurthest = 400;  // places from the point: beyond them all doubles are 0 or infinite
  const std::size_t e = std::min(spelling.find_first_of("eE"), spelling.size());
  const std::string_view mantissa = spelling.substr(0, e);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const auto decimals = static_cast<long>(mantissa.size() - std::min(point + 1, mantissa.size()));
  const std::size_t first = mantissa.find_first_not_of("0.");
  const std::string_view shown = mantissa.substr(std::min(first, mantissa.size()));
  number.digits = static_cast<std::int64_t>(shown.size()) - std::count(shown.begin(), shown.end(), '.');
  const long exponent = e < spelling.size() ? std::strtol(std::string(spelling.substr(e + 1)).c_str(), nullptr, 10) : 0;
  const long place = std::clamp(std::clamp(exponent, -2 * kFurthest, 2 * kFurthest) - decimals, -kFurthest, kFurthest);
  number.last_place = std::strtod(("1e" + std::to_string(place)).c_str(), nullptr);
}

std::optional<FieldNumber> read(Cursor& cursor, std::size_t end) {
  const bool minus = cursor.peek().is("-");
  const Token& t = cursor.peek(minus ? 1 : 0);
  const std::optional<double> value = literal_of(t);
  if (!value && t.kind == TokenKind::kEnd) {
    cursor.fail(Code::kNumber, minus ? "There is no number behind the minus." : "There is no number.", kExample,
                t.span);
    return std::nullopt;
  }
  if (!value) {
    cursor.fail(Code::kSyntax, "Expected a number, but there is " + seen(t) + ".",
                t.is("+") ? "A number needs no `+` before it." : kExample, t.span);
    return std::nullopt;
  }
  cursor.advance(minus ? 2 : 1);
  const Token& next = cursor.peek();
  if (next.kind != TokenKind::kEnd) {
    const bool computes = next.is("/") || next.is("*") || next.is("**") || next.is("+") || next.is("-") || next.is("^");
    const char* hint = next.is(",") ? "The decimal point is `.`, and no comma stands between groups of digits."
                       : computes   ? "A field takes a number, not a computation: write what it comes to."
                                    : "A field takes one number alone.";
    cursor.fail(Code::kSyntax, "Behind the number there is " + seen(next) + ".", hint, next.span);
    return std::nullopt;
  }
  if (t.end != end) {
    cursor.fail(Code::kSyntax, "Behind the number there is a comment.", "A field takes one number alone.", t.span);
    return std::nullopt;
  }
  FieldNumber number{.value = minus ? -*value : *value};
  if (t.kind == TokenKind::kNumber) measure(t.text, number);
  return number;
}

}  // namespace

std::optional<FieldNumber> read_field(std::string_view text, Diagnostics& diagnostics) {
  const std::string spelled = Speller(text).run();
  Diagnostics found;
  Cursor cursor(lex(spelled, found), found);
  const std::optional<FieldNumber> number = read(cursor, spelled.size());
  for (Diagnostic d : found.shown()) {
    d.span.reset();
    diagnostics.add(std::move(d));
  }
  return found.has_errors() ? std::nullopt : number;
}

}  // namespace bw
