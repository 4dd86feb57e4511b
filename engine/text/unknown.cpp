// Signs and commands that people write, and what to write in their place.
#include "text/unknown.hpp"

#include <array>
#include <cstdio>

#include "base/diagnostic.hpp"
#include "text/unicode.hpp"

namespace bw {
namespace {

struct Sign {
  std::uint32_t sign;
  std::string_view hint;
};
constexpr Sign kSigns[] = {
    {'%', "There is no remainder; a comment begins with `#`."},
    {'|', "An absolute value is `abs(x)`; a length is `sqrt(sum(x**2))`."},
    {'&', "Of two comparisons write the product: `(x > 0) * (x < 1)`."},
    {'~', "Not c is `1 - c`."},
    {'?', "To choose between two values write `where(x > 0, a, b)`."},
    {'$', "Formulas stand here without `$`."},
    {'"', "The language has no texts, only numbers and names."},
    {0x221A, "Write `sqrt(x)`."},
    {0x221B, "Write `x**(1/3)`."},
    {0x2016, "A length is `sqrt(sum(x**2))`."},
    {0x2211, "Write `sum(x)`."},
    {0x220F, "Write the factors with `*` between them."},
    {0x2207, "The gradient is not asked for: every one is computed."},
    {0x2202, "The derivatives are not asked for: every one is computed."},
    {0x222B, "There are no integrals."},
    {0x2208, "What a name holds follows from its numbers."},
    {0x2190, "Write `=`."},
    {0x2192, "A statement is `name = expression`."},
    {0x2245, "Write `=`."},
    {0x2248, "Write `=`."},
    {0x2254, "Write `=`."},
    {0x2026, "For a repetition write `repeat 3 { h = tanh(h) }`."},
    {0x201C, "The language has no texts, only numbers and names."},
    {0x201D, "The language has no texts, only numbers and names."},
};

struct Command {
  std::string_view command, hint;
};
constexpr Command kCommands[] = {
    {"\\sigma", "Write `sigmoid(z)` for the function, `σ` for a name."},
    {"\\frac", "Write `a / b`."},
    {"\\cdot", "Write `*`, or `@` for the product of matrices."},
    {"\\times", "Write `*`, or `@` for the product of matrices."},
    {"\\odot", "Write `*`."},
    {"\\sqrt", "Write `sqrt(x)`."},
    {"\\sum", "Write `sum(x)`."},
    {"\\log", "Write `log(x)`."},
    {"\\ln", "Write `log(x)`."},
    {"\\exp", "Write `exp(x)`."},
    {"\\tanh", "Write `tanh(x)`."},
    {"\\sin", "Write `sin(x)`."},
    {"\\cos", "Write `cos(x)`."},
    {"\\max", "Write `max(a, b)`."},
    {"\\min", "Write `min(a, b)`."},
    {"\\top", "The transpose is written `w.T`."},
    {"\\partial", "The derivatives are not asked for: every one is computed."},
    {"\\nabla", "The gradient is not asked for: every one is computed."},
    {"\\left", "Write the bracket alone."},
    {"\\right", "Write the bracket alone."},
    {"\\mathbf", "Write the letter alone."},
    {"\\mathrm", "Write the letter alone."},
    {"\\hat", "Write `y_hat`, or the letter `ŷ` itself."},
    {"\\pi", "Write `pi`."},
    {"\\infty", "Write `inf`."},
};

std::string_view about_command(std::string_view seen) {
  for (const Command& one : kCommands)
    if (one.command == seen) return one.hint;
  return "Write the letter itself, such as `α`, or its name without the backslash.";
}

std::string_view hint_of(std::uint32_t c) {
  for (const Sign& one : kSigns)
    if (one.sign == c) return one.hint;
  if (c >= 0x400 && c <= 0x52F) return "This is a Cyrillic letter; write the Latin one.";
  if (c == '\\') return "A line goes on by itself inside brackets.";
  if (c < 0x80) return "The operators are `+ - * / @ **`.";
  return "Names are made of Latin and Greek letters, digits and _.";
}

}  // namespace

Unknown about_unknown(std::uint32_t c, std::string_view seen) {
  if (c == '\\' && seen.size() > 1)
    return {in_ticks(seen) + " is LaTeX, which is not read here.", std::string(about_command(seen))};
  std::array<char, 16> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(c));
  if (is_hidden(c))
    return {"An invisible character, " + std::string(code.data()) + ", is not part of the language.",
            "Put a space in its place, or delete it."};
  return {in_ticks(seen) + " (" + code.data() + ") is not part of the language.", std::string(hint_of(c))};
}

}  // namespace bw
