// Evaluates a literal on a stack of arrays.
#include "text/literal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bw {
namespace {

class Literal {
 public:
  explicit Literal(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::optional<Array> run(const Expression& expression) {
    std::vector<Array> stack;
    for (const Item& item : expression) {
      if (item.kind == Item::kNumber) {
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

  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Array> literal(const Expression& expression, Diagnostics& diagnostics) { return Literal(diagnostics).run(expression); }

}  // namespace bw
