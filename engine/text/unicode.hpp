// What the characters of a text mean: letters, spaces and ends of lines in all their forms, and those that stand for others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bw {

// The code point at byte i and its length in bytes; malformed bytes count as one unknown character, U+FFFD.
std::uint32_t decode(std::string_view text, std::size_t i, std::size_t& length);
// Appends a code point as UTF-8.
void encode(std::uint32_t c, std::string& out);

// The character that c is a form of, by NFKC and for single characters alone: full-width and mathematical letters and
// digits, `µ ϵ ϕ`, small digits and letters below the line. c itself where it is no such form.
std::uint32_t plain(std::uint32_t c);
// A base and a combining mark as one character where Unicode has it (NFC), or 0.
std::uint32_t composed(std::uint32_t base, std::uint32_t mark);

// Letters of Latin and Greek, in their plain form.
bool is_letter(std::uint32_t c);
// Marks that stand over or under the letter before, as in `x̂`.
bool is_mark(std::uint32_t c);
inline bool is_digit(std::uint32_t c) { return c >= '0' && c <= '9'; }
// Spaces of any width; no end of a line.
bool is_space(std::uint32_t c);
// Ends a statement: line feed and carriage return, and what other programs write for them.
bool is_line_end(std::uint32_t c);
// Not seen, and nothing in the language.
bool is_zero_width(std::uint32_t c);
// Not seen, and not to be skipped: it could change how the text around it looks.
bool is_hidden(std::uint32_t c);

// The operator or constant of the language that a sign stands for: `×` and `·` for a product that may be two things, `⊙` for
// `*`, `÷` for `/`, `−` for `-`, `≤` for `<=`, `ᵀ` for `.T`, `∞` for inf. Empty for others.
std::string_view meaning(std::uint32_t c);
// Digits and minus above the line, as the plain ones; 0 for others.
char superscript(std::uint32_t c);

// How many characters the symbol has that begins with c and second; 0 where there is none. name: a name goes on behind them.
std::size_t symbol_length(std::uint32_t c, std::uint32_t second, bool name);
// Each byte is a character, and stands for itself.
bool is_ascii(std::string_view text);
// The length of the name at the beginning of a text, where it is letters and digits that stand for themselves to its end; 0 where
// there may be more to it.
std::size_t plain_name(std::string_view text);

}  // namespace bw
