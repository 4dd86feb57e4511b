// Rows that compare: less less_equal greater greater_equal equal not_equal. Each gives 0 or 1, and no derivative passes.
#include "ops/elementwise.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

using num::Relation;

struct Words {
  Text name, symbol, doc, latex;
};

constexpr std::string_view kJump =
    "The value jumps there; the derivative is 0 on both sides of it, and so it is given.";

template <Relation kRelation>
constexpr Row comparison(Words words, Text torch, Text numpy, bool jumps = true) {
  RowText text{.name = words.name,
               .category = "comparison",
               .symbol = words.symbol,
               .ports = {"a", "b"},
               .doc = words.doc,
               .latex = words.latex,
               .derivative_latex = {"0", "0"},
               .constant_ports = 3,
               .torch = torch,
               .jax = numpy,
               .numpy = numpy};
  if (jumps) text.kink = kJump;
  return seldom(
      text, [](const auto& at) { return num::compare<kRelation>(at.x[0], at.x[1]); }, identity(), identity());
}

constexpr Row kRows[] = {
    comparison<Relation::kLess>({"less", "<", "1 where a is smaller than b, else 0.", "[{0} < {1}]"},
                                "({0} < {1}).double()", "({0} < {1}) * 1.0"),
    comparison<Relation::kLessEqual>({"less_equal", "<=", "1 where a is at most b, else 0.", "[{0} \\le {1}]"},
                                     "({0} <= {1}).double()", "({0} <= {1}) * 1.0"),
    comparison<Relation::kGreater>({"greater", ">", "1 where a is larger than b, else 0.", "[{0} > {1}]"},
                                   "({0} > {1}).double()", "({0} > {1}) * 1.0"),
    comparison<Relation::kGreaterEqual>({"greater_equal", ">=", "1 where a is at least b, else 0.", "[{0} \\ge {1}]"},
                                        "({0} >= {1}).double()", "({0} >= {1}) * 1.0"),
    comparison<Relation::kEqual>({"equal", "==", "1 where a and b are equal, else 0.", "[{0} = {1}]"},
                                 "({0} == {1}).double()", "({0} == {1}) * 1.0", false),
    comparison<Relation::kNotEqual>({"not_equal", "!=", "1 where a and b differ, else 0.", "[{0} \\ne {1}]"},
                                    "({0} != {1}).double()", "({0} != {1}) * 1.0", false),
};

}  // namespace

std::span<const Row> compare_rows() { return kRows; }

}  // namespace bw
