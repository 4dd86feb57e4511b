// What the engine says about a request: a code, a severity, what was seen, what to do, and where.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bw {

// A place in the network text. Lines and columns count from 1; columns are code points; the end is exclusive.
struct Span {
  int line = 1;
  int column = 1;
  int end_line = 1;
  int end_column = 1;
};

enum class Severity { kError, kWarning, kNote };

// The closed list of codes. A new one is an addition to the API.
enum class Code {
  kJson,
  kUtf8,
  kDepth,
  kDupKey,
  kKey,
  kType,
  kVersion,
  kKind,
  kEmpty,
  kChar,
  kSyntax,
  kNumber,
  kId,
  kDupId,
  kReserved,
  kUnknownName,
  kUnknownOp,
  kArity,
  kAttr,
  kShape,
  kShapeEmpty,
  kRank,
  kIndex,
  kCycle,
  kRecursion,
  kOutput,
  kSeed,
  kWrt,
  kGone,
  kLimit,
  kLimitReply,
  kMemory,
  kInternal,
  kNonfinite,
  kUnused,
  kInactive,
  kKink,
  kSaturated,
  kPredicted,
  kLeftOut,
  kSkipped,
  kAlias,
  kBroadcast,
  kStated,
};

struct CodeInfo {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view doc;
};
// All codes, in the order of the enumeration.
const std::vector<CodeInfo>& codes();
const CodeInfo& info(Code code);

struct Diagnostic {
  Code code;
  std::string message;
  std::string hint;
  std::string path;
  std::optional<Span> span;
};

// Collects diagnostics: the first kShown by severity and place; the rest are only counted.
class Diagnostics {
 public:
  static constexpr std::size_t kShown = 20;

  void add(Diagnostic d);
  bool has_errors() const { return errors_ > 0; }
  std::size_t total() const { return total_; }
  // Errors first where there are any, then in the order of the text; at most kShown.
  std::vector<Diagnostic> shown() const { return kept_; }

 private:
  std::vector<Diagnostic> kept_;
  std::size_t total_ = 0;
  std::size_t errors_ = 0;
};

// At most 40 code points of the user's text, control characters replaced, in backticks.
std::string in_ticks(std::string_view text);

// The candidate closest to word in edit distance, if it is close enough to be meant.
std::optional<std::string> closest(std::string_view word, const std::vector<std::string_view>& candidates);

// "`a`, `b` and `c`".
std::string listed(const std::vector<std::string_view>& names);

// "Did you mean `a`?", for the closest name, or otherwise.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& names, std::string otherwise);

}  // namespace bw
