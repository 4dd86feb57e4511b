// Evaluates numbers on a stack.
#include "text/fold.hpp"

#include <cmath>
#include <vector>

namespace bw {

double combine(const std::string& op, double a, double b) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "/") return a / b;
  if (op == "*") return a * b;
  return std::pow(a, b);
}

std::optional<double> fold(const Parts& parts, const NumberOf& number_of) {
  std::vector<double> stack;
  for (const Item::Part& item : parts) {
    if (item.kind == Item::kNumber) {
      stack.push_back(item.number);
    } else if (item.kind == Item::kName) {
      const std::optional<double> number = number_of(item.text);
      if (!number) return std::nullopt;
      stack.push_back(*number);
    } else if (item.kind == Item::kOperator && stack.size() >= item.count) {
      const double b = stack.back();
      if (item.count == 1) {
        stack.back() = -b;
        continue;
      }
      if (item.text.find_first_of("@<>=!\xC2\xC3") != std::string::npos) return std::nullopt;
      stack.pop_back();
      stack.back() = combine(item.text, stack.back(), b);
    } else {
      return std::nullopt;
    }
  }
  return stack.size() == 1 ? std::optional(stack[0]) : std::nullopt;
}

}  // namespace bw
