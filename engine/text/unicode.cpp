// Tables of characters: what is a letter, a space, or another form of one.
#include "text/unicode.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace bw {
namespace {

struct Form {
  std::uint32_t form, plain;
};
// Single characters in ascending order.
constexpr Form kForms[] = {
    {0xB5, 0x3BC},  {0x17F, 's'},   {0x3D0, 0x3B2}, {0x3D1, 0x3B8}, {0x3D2, 0x3A5},  {0x3D5, 0x3C6}, {0x3D6, 0x3C0},
    {0x3F0, 0x3BA}, {0x3F1, 0x3C1}, {0x3F2, 0x3C2}, {0x3F4, 0x398}, {0x3F5, 0x3B5},  {0x3F9, 0x3A3}, {0x1D62, 'i'},
    {0x1D63, 'r'},  {0x1D64, 'u'},  {0x1D65, 'v'},  {0x2090, 'a'},  {0x2091, 'e'},   {0x2092, 'o'},  {0x2093, 'x'},
    {0x2095, 'h'},  {0x2096, 'k'},  {0x2097, 'l'},  {0x2098, 'm'},  {0x2099, 'n'},   {0x209A, 'p'},  {0x209B, 's'},
    {0x209C, 't'},  {0x210A, 'g'},  {0x210B, 'H'},  {0x210E, 'h'},  {0x2110, 'I'},   {0x2112, 'L'},  {0x2113, 'l'},
    {0x2115, 'N'},  {0x211B, 'R'},  {0x211D, 'R'},  {0x2124, 'Z'},  {0x2126, 0x3A9}, {0x212A, 'K'},  {0x212B, 0xC5},
    {0x212C, 'B'},  {0x212F, 'e'},  {0x2130, 'E'},  {0x2131, 'F'},  {0x2133, 'M'},   {0x2134, 'o'},  {0x2C7C, 'j'}};

// Mathematical alphabets, U+1D400 to U+1D7FF; 0 where that is no letter or digit.
std::uint32_t mathematical(std::uint32_t c) {
  constexpr std::uint32_t kLatinEnd = 0x1D6A4, kGreek = 0x1D6A8, kGreekEnd = 0x1D7CA, kDigits = 0x1D7CE;
  if (c < kLatinEnd) {
    const std::uint32_t at = (c - 0x1D400) % 52;
    return at < 26 ? 'A' + at : 'a' + at - 26;
  }
  if (c >= kGreek && c < kGreekEnd) {
    constexpr std::uint32_t kNabla = 25, kSmall = 26, kPartial = 51;
    constexpr std::array<std::uint32_t, 6> kVariants = {0x3B5, 0x3B8, 0x3BA, 0x3C6, 0x3C1, 0x3C0};
    const std::uint32_t at = (c - kGreek) % 58;
    if (at < kNabla) return at == 17 ? 0x398 : 0x391 + at;
    if (at == kNabla || at == kPartial) return 0;
    return at < kPartial ? 0x3B1 + at - kSmall : kVariants[at - kPartial - 1];
  }
  return c >= kDigits && c <= 0x1D7FF ? '0' + (c - kDigits) % 10 : 0;
}

bool between(std::uint32_t c, std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; }

}  // namespace

std::uint32_t decode(std::string_view text, std::size_t i, std::size_t& length) {
  const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
  const std::uint32_t first = byte(0);
  length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  if (i + length > text.size()) length = 1;
  if (length == 1) return first < 0x80 ? first : 0xFFFD;
  std::uint32_t c = first & (0x7Fu >> length);
  for (std::size_t k = 1; k < length; ++k) c = (c << 6) | (byte(k) & 0x3F);
  return c;
}

void encode(std::uint32_t c, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

std::uint32_t plain(std::uint32_t c) {
  if (c < 0x80) return c;
  if (between(c, 0xFF01, 0xFF5E)) return c - 0xFEE0;
  if (between(c, 0x2080, 0x2089)) return '0' + c - 0x2080;
  if (between(c, 0x1D400, 0x1D7FF)) {
    const std::uint32_t letter = mathematical(c);
    return letter != 0 ? letter : c;
  }
  const Form* found = std::lower_bound(std::begin(kForms), std::end(kForms), c,
                                       [](const Form& one, std::uint32_t wanted) { return one.form < wanted; });
  return found != std::end(kForms) && found->form == c ? found->plain : c;
}

bool is_letter(std::uint32_t c) {
  if (between(c, 'a', 'z') || between(c, 'A', 'Z') || c == '_') return true;
  const bool latin = between(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7;
  const bool latin_unstable = c == 0x132 || c == 0x133 || c == 0x13F || c == 0x140 || c == 0x149 || c == 0x17F ||
                              between(c, 0x1C4, 0x1CC) || between(c, 0x1F1, 0x1F3);
  const bool greek = between(c, 0x386, 0x3FF) && c != 0x387;
  const bool greek_unstable =
      between(c, 0x3D0, 0x3D6) || between(c, 0x3F0, 0x3F2) || c == 0x3F4 || c == 0x3F5 || c == 0x3F6 || c == 0x3F9;
  const bool more = between(c, 0x1E00, 0x1EFF) && c != 0x1E9A && c != 0x1E9B;
  return (latin && !latin_unstable) || (greek && !greek_unstable) || more;
}

bool is_mark(std::uint32_t c) { return between(c, 0x300, 0x36F) && !between(c, 0x340, 0x344) && c != 0x34F; }

bool is_space(std::uint32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || between(c, 0x2000, 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_line_end(std::uint32_t c) { return between(c, '\n', '\r') || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_zero_width(std::uint32_t c) {
  return c == 0xAD || c == 0x34F || between(c, 0x200B, 0x200D) || between(c, 0x2060, 0x2064) || c == 0xFEFF ||
         between(c, 0xFE00, 0xFE0F);
}

bool is_hidden(std::uint32_t c) {
  return c < 0x20 || between(c, 0x7F, 0x9F) || c == 0x61C || between(c, 0x200E, 0x200F) || between(c, 0x202A, 0x202E) ||
         between(c, 0x2065, 0x206F) || c == 0x180E;
}

std::string_view meaning(std::uint32_t c) {
  switch (c) {
    case 0xD7: return "\xC3\x97";  // ×
    case 0xB7:
    case 0x2022:
    case 0x2219:
    case 0x22C5: return "\xC2\xB7";  // ·
    case 0x2217:
    case 0x2218:
    case 0x2299:
    case 0x2A00: return "*";
    case 0xF7:
    case 0x2044:
    case 0x2215: return "/";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212: return "-";
    case 0x2264:
    case 0x2A7D: return "<=";
    case 0x2265:
    case 0x2A7E: return ">=";
    case 0x2260: return "!=";
    case 0x1D40:
    case 0x22A4: return ".T";
    case 0x221E: return "inf";
    case 0x2032: return "'";
    default: return "";
  }
}

char superscript(std::uint32_t c) {
  if (c == 0xB2) return '2';
  if (c == 0xB3) return '3';
  if (c == 0xB9) return '1';
  if (c == 0x207B) return '-';
  return c == 0x2070 || between(c, 0x2074, 0x2079) ? static_cast<char>('0' + (c - 0x2070)) : '\0';
}

std::size_t symbol_length(std::uint32_t c, std::uint32_t second, bool name) {
  constexpr std::string_view kSingles = "+-*/@^=()[]{},:.<>!\"';";
  if (c == 0 || c >= 0x80) return 0;
  if ((c == '.' && second == 'T' && !name) || (c == '*' && second == '*')) return 2;
  if (second == '=' && (c == '=' || c == '<' || c == '>' || c == '!')) return 2;
  return kSingles.find(static_cast<char>(c)) == std::string_view::npos ? 0 : 1;
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

std::size_t plain_name(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z') ||
                               (text[end] >= '0' && text[end] <= '9') || text[end] == '_'))
    ++end;
  return end == text.size() || (text[end] != '.' && is_ascii(text.substr(end, 1))) ? end : 0;
}

}  // namespace bw
