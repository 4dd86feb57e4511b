// Evaluates a literal on a stack of arrays.
#include "text/literal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/generate.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

class Literal {
 public:
  Literal(const Sizes& sizes, Diagnostics& diagnostics) : sizes_(sizes), diagnostics_(diagnostics) {}

  std::optional<Array> run(const Expression& expression) {
    std::vector<Array> stack;
    for (const Item& item : expression) {
      const auto size = item.kind == Item::kName ? sizes_.find(item.text) : sizes_.end();
      if (size != sizes_.end()) {
        stack.push_back({Shape::scalar(), {static_cast<double>(size->second)}});
      } else if (item.kind == Item::kKeyword) {
        if (!keyword(stack, item)) return std::nullopt;
      } else if (item.kind == Item::kCall && (find_rule(item.text) || item.text == "linspace")) {
        if (!call(stack, item)) return std::nullopt;
      } else if (item.kind == Item::kNumber) {
        stack.push_back({Shape::scalar(), {item.number}});
      } else if (item.kind == Item::kOperator && stack.size() >= item.count && scalars(stack, item.count)) {
        const double b = stack.back().value[0];
        stack.pop_back();
        if (item.count == 2) {
          const double a = stack.back().value[0];
          stack.back().value[0] = combine(item.text, a, b);
        } else {
          stack.push_back({Shape::scalar(), {-b}});
        }
      } else if (item.kind == Item::kList) {
        if (!list(stack, item)) return std::nullopt;
      } else {
        std::string hint = "A declaration holds numbers, such as `[1, -0.5, 1/3]`.";
        if (item.kind == Item::kName) hint += " For a computed value write `name = …` without `input` or `param`.";
        report(Code::kSyntax, (item.text.empty() ? "This" : in_ticks(item.text)) + " is not part of a literal.", hint, item.span);
        return std::nullopt;
      }
    }
    return std::move(stack.back());
  }

 private:
  void report(Code code, std::string message, std::string hint, const Span& span) { diagnostics_.add({code, std::move(message), std::move(hint), "", span}); }
  static bool scalars(const std::vector<Array>& stack, std::size_t count) {
    return std::all_of(stack.end() - static_cast<std::ptrdiff_t>(count), stack.end(), [](const Array& a) { return a.shape.rank == 0; });
  }
  static double combine(const std::string& op, double a, double b) {
    if (op == "+") return a + b;
    if (op == "-") return a - b;
    if (op == "/") return a / b;
    if (op == "*") return a * b;
    if (op == "@") return std::numeric_limits<double>::quiet_NaN();
    return std::pow(a, b);
  }
  bool list(std::vector<Array>& stack, const Item& item) {
    if (item.count == 0) return report(Code::kShapeEmpty, "An empty array: it has no elements.", "Give it at least one number.", item.span), false;
    const auto first = stack.end() - static_cast<std::ptrdiff_t>(item.count);
    const Shape inner = first->shape;
    std::vector<double> value;
    for (auto it = first; it != stack.end(); ++it) {
      if (!(it->shape == inner)) return report(Code::kShape, "The rows of a matrix differ: " + in_words(inner) + " and " + in_words(it->shape) + ".", "Give every row as many numbers.", item.span), false;
      value.insert(value.end(), it->value.begin(), it->value.end());
    }
    if (inner.rank == 2) return report(Code::kRank, "An array with three axes.", "Arrays have at most two.", item.span), false;
    const auto count = static_cast<std::int64_t>(item.count);
    stack.erase(first, stack.end());
    stack.push_back({inner.rank == 0 ? Shape::vector(count) : Shape::matrix(count, inner.cols), std::move(value)});
    return true;
  }

  // The seed of the generator under way.
  bool keyword(std::vector<Array>& stack, const Item& item) {
    const auto seed = whole(stack.back());
    if (item.text != "seed" || !seed) return report(Code::kAttr, "A generator takes `seed`, a whole number, not " + in_ticks(item.text) + ".", "Write `randn(2, 3, seed=1)`.", item.span), false;
    seed_ = static_cast<std::uint64_t>(*seed);
    stack.pop_back();
    ++keywords_;
    return true;
  }
  static std::optional<std::int64_t> whole(const Array& a) {
    if (a.shape.rank != 0 || a.value[0] != std::floor(a.value[0]) || std::fabs(a.value[0]) > 9e15) return std::nullopt;
    return static_cast<std::int64_t>(a.value[0]);
  }
  // zeros(n), randn(m, n, seed=1), eye(n), linspace(a, b, n)
  bool call(std::vector<Array>& stack, const Item& item) {
    const std::size_t count = item.count - keywords_;
    const std::vector<Array> args(stack.end() - static_cast<std::ptrdiff_t>(count), stack.end());
    stack.resize(stack.size() - count);
    const std::uint64_t seed = seed_;
    keywords_ = 0;
    seed_ = 0;
    const bool range = item.text == "linspace", square = item.text == "eye";
    std::vector<std::int64_t> sizes;
    for (std::size_t i = range ? 2 : 0; i < count; ++i) {
      const auto size = whole(args[i]);
      if (!size || *size < 1) return report(Code::kShape, "The sizes of " + in_ticks(item.text) + " are whole numbers from 1.", "", item.span), false;
      if (*size > limits::kElements) return report(Code::kLimit, "A size of " + std::to_string(*size) + "; the limit is " + std::to_string(limits::kElements) + " numbers.", "", item.span), false;
      sizes.push_back(*size);
    }
    const bool fits = range ? count == 3 && args[0].shape.rank == 0 && args[1].shape.rank == 0 : square ? count == 1 : count <= 2;
    if (!fits) return report(Code::kArity, in_ticks(item.text) + (range ? " takes two ends and a size." : square ? " takes one size." : " takes at most two sizes."), range ? "Write `linspace(-1, 1, 5)`." : "", item.span), false;
    const Shape shape = square ? Shape::matrix(sizes[0], sizes[0]) : sizes.empty() ? Shape::scalar() : sizes.size() == 1 ? Shape::vector(sizes[0]) : Shape::matrix(sizes[0], sizes[1]);
    if (shape.elements() > limits::kElements) return report(Code::kLimit, "An array of " + std::to_string(shape.elements()) + " numbers; the limit is " + std::to_string(limits::kElements) + ".", "", item.span), false;
    if (range) stack.push_back({shape, even_steps(args[0].value[0], args[1].value[0], sizes[0])});
    else stack.push_back({shape, generate(*find_rule(item.text), shape, seed)});
    return true;
  }
  // n numbers from a to b, both included; a alone for n = 1.
  static std::vector<double> even_steps(double a, double b, std::int64_t n) {
    std::vector<double> out(static_cast<std::size_t>(n), a);
    for (std::int64_t i = 1; i < n; ++i) out[static_cast<std::size_t>(i)] = i == n - 1 ? b : a + (b - a) * static_cast<double>(i) / static_cast<double>(n - 1);
    return out;
  }

  const Sizes& sizes_;
  Diagnostics& diagnostics_;
  std::uint64_t seed_ = 0;
  std::size_t keywords_ = 0;
};

}  // namespace

std::optional<Array> literal(const Expression& expression, const Sizes& sizes, Diagnostics& diagnostics) { return Literal(sizes, diagnostics).run(expression); }

}  // namespace bw
