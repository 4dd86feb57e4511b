// The list of codes, and the collecting, quoting and guessing that messages need.
#include "base/diagnostic.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>
#include <utility>

namespace bw {

const std::vector<CodeInfo>& codes() {
  using enum Code;
  static const std::vector<CodeInfo> list = {
      {kJson, "E_JSON", Severity::kError, "The request is not one JSON value."},
      {kUtf8, "E_UTF8", Severity::kError, "The request is not valid UTF-8."},
      {kDepth, "E_DEPTH", Severity::kError, "The request or an expression is nested too deeply."},
      {kDupKey, "E_DUP_KEY", Severity::kError, "An object names the same key twice."},
      {kKey, "E_KEY", Severity::kError, "A field is missing or unknown."},
      {kType, "E_TYPE", Severity::kError, "A field has a value of the wrong type."},
      {kVersion, "E_VERSION", Severity::kError, "v is not a version that this engine speaks."},
      {kKind, "E_KIND", Severity::kError, "kind is not a request that this engine answers."},
      {kEmpty, "E_EMPTY", Severity::kError, "The network has no statement."},
      {kChar, "E_CHAR", Severity::kError, "A character that the language does not use."},
      {kSyntax, "E_SYNTAX", Severity::kError, "The text is not a statement of the language."},
      {kNumber, "E_NUMBER", Severity::kError, "A number is malformed or out of range."},
      {kId, "E_ID", Severity::kError, "An id is empty, too long or not text."},
      {kDupId, "E_DUP_ID", Severity::kError, "A name is given twice."},
      {kReserved, "E_RESERVED", Severity::kError, "A name belongs to the language."},
      {kUnknownName, "E_UNKNOWN_NAME", Severity::kError, "A name that is not defined."},
      {kUnknownOp, "E_UNKNOWN_OP", Severity::kError, "An operation or mode that does not exist."},
      {kArity, "E_ARITY", Severity::kError, "An operation with too few or too many operands."},
      {kAttr, "E_ATTR", Severity::kError, "An attribute or option is unknown or out of range."},
      {kShape, "E_SHAPE", Severity::kError, "Shapes that do not fit together."},
      {kShapeEmpty, "E_SHAPE_EMPTY", Severity::kError, "An array without elements."},
      {kRank, "E_RANK", Severity::kError, "An array with more than two axes, or too few for the operation."},
      {kIndex, "E_INDEX", Severity::kError, "An index outside its array."},
      {kCycle, "E_CYCLE", Severity::kError, "A node depends on itself."},
      {kRecursion, "E_RECURSION", Severity::kError, "A definition that calls itself, by way of others or not."},
      {kOutput, "E_OUTPUT", Severity::kError, "The outputs are missing or not usable."},
      {kSeed, "E_SEED", Severity::kError, "Seeds or a tangent are missing or do not fit."},
      {kWrt, "E_WRT", Severity::kError, "A node that one cannot differentiate by."},
      {kGone, "E_GONE", Severity::kError, "What a request goes on with is not kept any more."},
      {kLimit, "E_LIMIT", Severity::kError, "A limit of the engine is exceeded."},
      {kLimitReply, "E_LIMIT_REPLY", Severity::kError, "The response would be too large."},
      {kMemory, "E_MEMORY", Severity::kError, "The machine gave no more memory."},
      {kInternal, "E_INTERNAL", Severity::kError, "A mistake of the engine's own; please report it."},
      {kNonfinite, "W_NONFINITE", Severity::kWarning,
       "A number that is infinite or not a number: the first, and the row that made it. Or ways that differ because "
       "numbers were lost on the way."},
      {kUnused, "W_UNUSED", Severity::kWarning, "A leaf that nothing uses."},
      {kInactive, "W_INACTIVE", Severity::kWarning, "Nothing here depends on what one differentiates by."},
      {kKink, "W_KINK", Severity::kWarning, "A value lies on a kink; the derivative is the documented choice."},
      {kSaturated, "W_SATURATED", Severity::kWarning,
       "A derivative taken from a value so near its limit that it has lost half of its digits or more."},
      {kPredicted, "W_PREDICTED", Severity::kWarning,
       "A run above the budget was not executed; its figures are predictions."},
      {kLeftOut, "W_LEFT_OUT", Severity::kWarning, "Something asked for was left out because it is too large."},
      {kSkipped, "W_SKIPPED", Severity::kNote, "A line that a network does not need was skipped."},
      {kAlias, "W_ALIAS", Severity::kWarning, "A name that is asked for is another name of a node."},
      {kBroadcast, "W_BROADCAST", Severity::kWarning, "Two arrays give a larger one than either."},
      {kStated, "W_STATED", Severity::kWarning,
       "A definition states a derivative that is not that of its expression, as a straight-through estimator does."},
  };
  return list;
}

const CodeInfo& info(Code code) { return codes()[static_cast<std::size_t>(code)]; }

void Diagnostics::add(Diagnostic d) {
  ++total_;
  if (info(d.code).severity == Severity::kError) ++errors_;
  const auto before = [](const Diagnostic& x, const Diagnostic& y) {
    const auto key = [](const Diagnostic& of) {
      const Span s = of.span.value_or(Span{.line = 0, .column = 0, .end_line = 0, .end_column = 0});
      return std::tuple(info(of.code).severity, s.line, s.column);
    };
    return key(x) < key(y);
  };
  kept_.insert(std::upper_bound(kept_.begin(), kept_.end(), d, before), std::move(d));
  if (kept_.size() > kShown) kept_.pop_back();
}

std::string in_ticks(std::string_view text) {
  constexpr int kMost = 40;
  std::string out = "`";
  int points = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool starts = (byte & 0xC0) != 0x80;
    if (starts && ++points > kMost) {
      out += "…";
      break;
    }
    out += byte < 0x20 || byte == 0x7F || c == '`' ? ' ' : c;
  }
  return out + "`";
}

namespace {

// How many letters are put in, left out, replaced, or changed with their neighbour.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> last, above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j < above.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < row.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], last[j - 2] + 1);
    }
    last = above;
    above = row;
  }
  return above.back();
}

}  // namespace

std::optional<std::string> closest(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto same_but_case = [](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
  };
  for (const std::string_view candidate : candidates)
    if (same_but_case(word, candidate)) return std::string(candidate);
  constexpr std::size_t kLongest = 40;
  if (word.size() > kLongest) return std::nullopt;
  std::size_t best = word.size() < 6 ? 1 : 2;
  std::optional<std::string> found;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t distance = edits(word, candidate);
    const bool too_far = distance >= std::max(word.size(), candidate.size());
    if (distance <= best && !too_far && (!found || distance < best)) {
      best = distance;
      found = std::string(candidate);
    }
  }
  return found;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i)
    list += (i == 0 ? "" : i + 1 < names.size() ? ", " : " and ") + in_ticks(names[i]);
  return list;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names, std::string otherwise) {
  const auto guess = closest(word, names);
  return guess ? "Did you mean " + in_ticks(*guess) + "?" : std::move(otherwise);
}

}  // namespace bw
