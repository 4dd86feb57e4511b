// Evaluates a literal on a stack of arrays.
#include "text/literal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/limits.hpp"
#include "text/libraries.hpp"
#include "text/literals.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

class Literal {
 public:
  Literal(const NumberOf& number_of, Room& room, Diagnostics& diagnostics)
      : number_of_(number_of), room_(room), diagnostics_(diagnostics) {}

  std::optional<Array> run(const Expression& expression) {
    for (const Item& item : expression) {
      if (item.kind == Item::kFolded && !count(item)) return std::nullopt;
      if (item.kind != Item::kArray && item.kind != Item::kFolded && !step(part_of(item))) return std::nullopt;
      for (std::size_t i = 0; item.kind == Item::kArray && i < item.parts.size(); ++i)
        if (!step(item.parts[i])) return std::nullopt;
    }
    return std::move(stack_.back());
  }

 private:
  bool step(const Item::Part& item) {
    std::vector<Array>& stack = stack_;
    if (const auto number = item.kind == Item::kName ? number_of_(item.text) : std::nullopt)
      return stack.push_back({Shape::scalar(), {*number}}), true;
    if (item.kind == Item::kKeyword) return keyword(stack, item);
    if (item.kind == Item::kList) return list(stack, item);
    if (item.kind == Item::kNumber) return stack.push_back({Shape::scalar(), {item.number}}), true;
    if (item.kind == Item::kCall && maker_of(item.text) == Maker::kArray) return itself(item);
    if (item.kind == Item::kCall && maker_of(item.text) == Maker::kGenerator) return generated(item);
    if (item.kind == Item::kOperator && item.text != "@" && stack.size() >= item.count && scalars(stack, item.count)) {
      if (item.text.find_first_of("<>=!\xC2\xC3") != std::string::npos) return not_a_number(item), false;
      const double b = stack.back().value[0];
      if (item.count == 1) return stack.back().value[0] = -b, true;
      stack.pop_back();
      stack.back().value[0] = combine(item.text, stack.back().value[0], b);
      return true;
    }
    return not_a_number(item), false;
  }
  bool count(const Item& item) {
    const auto number = fold(item.parts, number_of_);
    if (!number) return not_a_number(item.parts.front()), false;
    return stack_.push_back({Shape::scalar(), {*number}}), true;
  }
  // np.array([1, 2])
  bool itself(const Item::Part& item) {
    if (item.count == 1 && !stack_.back().is_seed) return true;
    return report(Code::kArity, in_ticks(item.text) + " takes one list of numbers here.",
                  "Write the list alone: `[1, 2]`.", item.span),
           false;
  }
  bool generated(const Item::Part& item) {
    const auto parts = prefixed(item.text);
    const Word* word = find_word(parts ? parts->name : std::string_view(item.text));
    const bool random = word == nullptr || (word->rule && is_random(*word->rule));
    if (parts && random)
      return report(Code::kUnknownOp,
                    in_ticks(item.text) + " is not read: random numbers of other libraries are others than ours.",
                    parts->name == "full"     ? "Write `5 * ones(2, 3)`."
                    : parts->name == "arange" ? "Write `linspace(0, 9, 10)`, or the numbers."
                                              : "Write `randn(2, 3, seed=1)` or `uniform(2, 3, seed=1)`.",
                    item.span),
             false;
    return call(stack_, item, *word);
  }
  void report(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
  }
  void not_a_number(const Item::Part& item) {
    const std::string seen = item.kind == Item::kSubscript   ? "A subscript"
                             : item.kind == Item::kTranspose ? "`.T`"
                                                             : in_ticks(item.text);
    const std::string what = item.kind == Item::kName       ? " is not a number"
                             : item.kind == Item::kOperator ? " joins numbers here, not arrays"
                                                            : " computes";
    report(Code::kSyntax, seen + what + ": a declaration holds numbers, such as `[1, -0.5, 1/3]`.",
           "For a computed value write `name = …` without `input` or `param`.", item.span);
  }
  static bool scalars(const std::vector<Array>& stack, std::size_t count) {
    return std::all_of(stack.end() - static_cast<std::ptrdiff_t>(count), stack.end(),
                       [](const Array& a) { return a.shape.rank == 0; });
  }
  bool list(std::vector<Array>& stack, const Item::Part& item) {
    if (item.count == 0)
      return report(Code::kShapeEmpty, "An empty array: it has no elements.", "Give it at least one number.",
                    item.span),
             false;
    const auto first = stack.end() - static_cast<std::ptrdiff_t>(item.count);
    const Shape inner = first->shape;
    std::vector<double> value;
    for (auto it = first; it != stack.end(); ++it) {
      if (!(it->shape == inner))
        return report(Code::kShape,
                      "The entries of an array differ: the first is " + in_words(inner) + ", entry " +
                          std::to_string(it - first + 1) + " is " + in_words(it->shape) + ".",
                      "Give every row as many numbers.", item.span),
               false;
      if (!written_out(*it, item.span)) return false;
      value.insert(value.end(), it->value.begin(), it->value.end());
    }
    if (inner.rank == 2)
      return report(Code::kRank, "An array with three axes.",
                    "Arrays have at most two: a vector `[1, 2]`, a matrix `[[1, 2], [3, 4]]`.", item.span),
             false;
    const auto count = static_cast<std::int64_t>(item.count);
    stack.erase(first, stack.end());
    stack.push_back({inner.rank == 0 ? Shape::vector(count) : Shape::matrix(count, inner.cols), std::move(value)});
    return true;
  }

  // seed=1: its number stays on the stack, marked, until the call takes it.
  bool keyword(std::vector<Array>& stack, const Item::Part& item) {
    const auto seed = whole(stack.back());
    if (item.text != "seed" || !seed)
      return report(Code::kAttr, "A generator takes `seed`, a whole number, not " + in_ticks(item.text) + ".",
                    "Write `randn(2, 3, seed=1)`.", item.span),
             false;
    stack.back().is_seed = true;
    return true;
  }
  static std::optional<std::int64_t> whole(const Array& a) {
    if (a.shape.rank != 0 || a.value[0] != std::floor(a.value[0]) || std::fabs(a.value[0]) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(a.value[0]);
  }
  static bool is_random(Rule rule) {
    return rule != Rule::kZeros && rule != Rule::kOnes && rule != Rule::kEye && rule != Rule::kEven;
  }
  static bool is_range(const Word& made_by) { return made_by.rule == Rule::kEven; }
  static bool is_square(const Word& made_by) { return made_by.rule == Rule::kEye; }

  // zeros(n), randn(m, n, seed=1), eye(n), linspace(a, b, n)
  bool call(std::vector<Array>& stack, const Item::Part& item, const Word& made_by) {
    std::vector<Array> args;
    std::uint64_t seed = 0;
    for (auto it = stack.end() - static_cast<std::ptrdiff_t>(item.count); it != stack.end(); ++it) {
      if (it->is_seed) {
        seed = static_cast<std::uint64_t>(*whole(*it));
      } else if (it->shape.rank == 1 && args.empty() && !is_range(made_by)) {  // zeros((2, 3))
        if (!written_out(*it, item.span)) return false;
        for (const double size : it->value) args.push_back({Shape::scalar(), {size}});
      } else {
        args.push_back(std::move(*it));
      }
    }
    stack.resize(stack.size() - item.count);
    const std::optional<Shape> shape = shape_of(args, item, made_by);
    if (!shape || !within_limits(*shape, item.span)) return false;
    Recipe recipe{.rule = *made_by.rule, .seed = seed};
    if (is_range(made_by)) recipe.from = args[0].value[0], recipe.to = args[1].value[0];
    stack.push_back({.shape = *shape, .recipe = recipe});
    return shape->rank > 0 || written_out(stack.back(), item.span);
  }

  // The shape that a generator is asked for; nothing, reported, where that is none.
  std::optional<Shape> shape_of(const std::vector<Array>& args, const Item::Part& item, const Word& made_by) {
    const bool range = is_range(made_by), square = is_square(made_by);
    const auto refuse = [&](Code code, std::string message, std::string hint) {
      report(code, std::move(message), std::move(hint), item.span);
      return std::nullopt;
    };
    const std::string example = std::string(made_by.text) + (square ? "(3)" : range ? "(-1, 1, 5)" : "(2, 3)");
    const std::string form = "Write " + in_ticks(example) + ".";
    std::vector<std::int64_t> sizes;
    for (std::size_t i = range ? 2 : 0; i < args.size(); ++i) {
      const auto size = whole(args[i]);
      if (!size || *size < 1)
        return refuse(Code::kShape, "The sizes of " + in_ticks(item.text) + " are whole numbers from 1.", form);
      if (*size > room_.most)
        return refuse(
            Code::kLimit,
            "A size of " + std::to_string(*size) + "; the limit is " + std::to_string(room_.most) + " numbers.",
            "Use smaller arrays.");
      sizes.push_back(*size);
    }
    const bool fits = range    ? args.size() == 3 && args[0].shape.rank == 0 && args[1].shape.rank == 0
                      : square ? args.size() == 1
                               : args.size() <= 2;
    if (!fits)
      return refuse(Code::kArity,
                    in_ticks(item.text) + (range    ? " takes two ends and a size."
                                           : square ? " takes one size."
                                                    : " takes at most two sizes."),
                    form);
    if (square) return Shape::matrix(sizes[0], sizes[0]);
    if (sizes.empty()) return Shape::scalar();
    return sizes.size() == 1 ? Shape::vector(sizes[0]) : Shape::matrix(sizes[0], sizes[1]);
  }

  // Counts what is made, too.
  bool within_limits(const Shape& shape, const Span& span) {
    if (shape.all_elements() > room_.most)
      return report(Code::kLimit,
                    "An array of " + decimal(shape.all_elements()) + " numbers; the limit is " +
                        std::to_string(room_.most) + ".",
                    "Use smaller arrays.", span),
             false;
    room_.asked += shape.elements();
    return room_.asked <= room_.most || too_many(room_.most, span);
  }
  bool too_many(std::int64_t most, const Span& span) {
    report(Code::kLimit, "The generators up to here make more than " + std::to_string(most) + " numbers together.",
           "Use smaller arrays.", span);
    return false;
  }
  // What a generator gives, where its numbers are wanted at once.
  bool written_out(Array& array, const Span& span) {
    return write_out(array, room_) || too_many(limits::kElements, span);
  }

  const NumberOf& number_of_;
  std::vector<Array> stack_;
  Room& room_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool write_out(Array& array, Room& room) {
  if (!array.recipe) return true;
  room.made += array.shape.elements();
  if (room.made > limits::kElements) return false;
  array.value = generate(*array.recipe, array.shape);
  array.recipe.reset();
  return true;
}

std::optional<Array> literal(const Expression& expression, const NumberOf& number_of, Room& room,
                             Diagnostics& diagnostics) {
  return Literal(number_of, room, diagnostics).run(expression);
}

}  // namespace bw
