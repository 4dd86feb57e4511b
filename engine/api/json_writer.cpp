// Numbers, texts and commas of the JSON writer.
#include "api/json_writer.hpp"

#include <charconv>
#include <cmath>

#include "api/utf8.hpp"
#include "base/number.hpp"

namespace bw {

void JsonWriter::comma() {
  if (!first_) out_ += ',';
  first_ = false;
}
void JsonWriter::open(char bracket) {
  comma();
  out_ += bracket;
  first_ = true;
}
void JsonWriter::close(char bracket) {
  out_ += bracket;
  first_ = false;
}
void JsonWriter::literal(std::string_view s) {
  comma();
  out_ += s;
}
void JsonWriter::key(std::string_view name) {
  comma();
  quoted(name);
  out_ += ':';
  first_ = true;
}

void JsonWriter::integer(std::int64_t n) {
  char digits[24];
  literal({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, n).ptr - digits)});
}
void JsonWriter::wide(Wide n) { literal(decimal(n)); }
void JsonWriter::real(double x) {
  DigitRoom room;
  literal(digits(x, room));
}
void JsonWriter::number(double x) {
  if (std::isnan(x)) return text("NaN");
  if (std::isinf(x)) return text(x > 0 ? "Infinity" : "-Infinity");
  constexpr double kExact = 9007199254740992.0;
  if (x == std::floor(x) && std::fabs(x) < kExact && !(x == 0 && std::signbit(x)))
    return integer(static_cast<std::int64_t>(x));
  real(x);
}
void JsonWriter::text(std::string_view s) {
  comma();
  quoted(s);
}

void JsonWriter::quoted(std::string_view s) {
  constexpr std::string_view kNamed = "\b\f\n\r\t\"\\", kNames = "bfnrt\"\\";
  constexpr char kHex[] = "0123456789abcdef";
  out_ += '"';
  for (std::size_t i = 0; i < s.size();) {
    std::size_t plain = i;
    while (plain < s.size() && static_cast<unsigned char>(s[plain]) >= 0x20 &&
           static_cast<unsigned char>(s[plain]) < 0x80 && s[plain] != '"' && s[plain] != '\\')
      ++plain;
    out_ += s.substr(i, plain - i);
    if (plain == s.size()) break;
    const char c = s[plain];
    std::size_t length = 1;
    if (const std::size_t name = kNamed.find(c); name != std::string_view::npos) {
      out_ += '\\';
      out_ += kNames[name];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u00";
      out_ += kHex[c >> 4];
      out_ += kHex[c & 0xF];
    } else if (const std::size_t whole = utf8_length(s, plain); whole > 0) {
      length = whole;
      out_ += s.substr(plain, length);
    } else {
      out_ += "\xEF\xBF\xBD";
    }
    i = plain + length;
  }
  out_ += '"';
}

}  // namespace bw
