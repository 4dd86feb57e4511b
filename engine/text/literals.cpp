// Folding numbers in postfix expressions.
#include "text/literals.hpp"

#include <algorithm>
#include <iterator>

#include "text/libraries.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

bool is_arithmetic(const Item& item) {
  return item.kind == Item::kOperator && item.text != "@" && item.text != "·" && item.text != "×" &&
         item.text.find_first_of("<>=!") == std::string::npos;
}

}  // namespace

Item::Part part_of(Item item) {
  return {
      .kind = item.kind, .text = std::move(item.text), .number = item.number, .count = item.count, .span = item.span};
}

bool shapes(std::string_view call) {
  const std::string_view last = call.substr(call.rfind('.') + 1);
  return last == "reshape" || last == "view";
}

void fold_count(Expression& out, std::size_t begin) {
  const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
  const bool number = std::all_of(first, out.end(), [](const Item& item) {
    return item.kind == Item::kNumber || item.kind == Item::kName || is_arithmetic(item);
  });
  if (!number || out.end() - first < 2) return;
  Item count{.kind = Item::kFolded, .text = "", .span = first->span};
  for (auto it = first; it != out.end(); ++it) count.parts.push_back(part_of(std::move(*it)));
  out.erase(first, out.end());
  out.push_back(std::move(count));
}

void append_literal(Expression& out, std::size_t begin, Item item, const Defined& defined) {
  const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
  bool numbers = true, arrays = false, operators = false;
  for (auto it = first; it != out.end(); ++it) {
    arrays = arrays || it->kind == Item::kArray;
    operators = operators || it->kind == Item::kOperator;
    numbers = numbers && (it->kind == Item::kNumber || it->kind == Item::kArray || is_arithmetic(*it));
  }
  const Maker maker = item.kind == Item::kCall && defined.count(item.text) == 0 ? maker_of(item.text) : Maker::kNone;
  const bool literal = numbers && !(arrays && operators);
  if (!(item.kind == Item::kList && literal) && maker != Maker::kGenerator && !(maker == Maker::kArray && literal))
    return out.push_back(std::move(item));
  Item array{.kind = Item::kArray, .text = "", .span = item.span, .argument = item.argument};
  for (auto it = first; it != out.end(); ++it) {
    if (it->kind != Item::kArray && it->kind != Item::kFolded) array.parts.push_back(part_of(std::move(*it)));
    else std::move(it->parts.begin(), it->parts.end(), std::back_inserter(array.parts));
  }
  array.parts.push_back(part_of(std::move(item)));
  out.erase(first, out.end());
  out.push_back(std::move(array));
}

}  // namespace bw
