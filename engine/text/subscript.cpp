// Selectors to attributes.
#include "text/subscript.hpp"

#include <cmath>

#include "base/number.hpp"

namespace bw {
namespace {

class Selectors {
 public:
  Selectors(const Item& item, const NumberOf& number_of, Diagnostics& diagnostics)
      : item_(item), number_of_(number_of), diagnostics_(diagnostics) {}

  std::optional<std::vector<Subscript>> run() {
    Attrs ranges, lists, places;
    for (std::size_t axis = 0; axis < item_.selectors.size(); ++axis) {
      const Selector& s = item_.selectors[axis];
      const std::string name = axis == 0 ? "axis0" : "axis1";
      if (s.choice == Selector::kAt) places.push_back({name, place(s.begin)});
      if (s.choice == Selector::kSeveral) lists.push_back({name, all(s.list)});
      if (s.choice == Selector::kFromTo) range(s, name, axis == 0 ? "step0" : "step1", ranges);
    }
    if (lists.size() > 1) refuse_two(item_.span);
    if (failed_) return std::nullopt;
    std::vector<Subscript> out;
    if (!ranges.empty() || (places.empty() && lists.empty())) out.push_back({"slice", std::move(ranges)});
    if (!lists.empty()) out.push_back({"take", std::move(lists)});
    if (!places.empty()) out.push_back({"index", std::move(places)});
    return out;
  }

 private:
  void fail(Code code, std::string message, std::string hint, const Span& span) {
    if (!failed_) diagnostics_.add({code, std::move(message), std::move(hint), "", span});
    failed_ = true;
  }
  void refuse_two(const Span& span) {
    fail(Code::kIndex, "Two lists of places: in NumPy they would be pairs.",
         "For rows and columns write `x[[0, 1], :][:, [0, 2]]`.", span);
  }

  std::int64_t place(const Parts& expression) {
    const std::optional<double> number = fold(expression, number_of_);
    const Item::Part& first = expression.front();
    if (!number)
      for (const Item::Part& part : expression)
        if (part.kind == Item::kName && !number_of_(part.text))
          fail(Code::kIndex, in_ticks(part.text) + " is not a number that the text names.",
               "Places are numbers, a `size`, or the counter of `repeat 3 as i { … }`.", part.span);
    if (!number || *number != std::floor(*number) || std::fabs(*number) > 1e9) {
      const std::string what = first.kind == Item::kNumber && expression.size() == 1 ? in_ticks(shortest(first.number))
                                                                                     : std::string("This");
      fail(Code::kIndex, what + " is not a place: places are whole numbers.", "Places count from 0; -1 is the last.",
           first.span);
      return 0;
    }
    return static_cast<std::int64_t>(*number);
  }
  std::vector<std::int64_t> all(const std::vector<Parts>& list) {
    std::vector<std::int64_t> out;
    for (const Parts& one : list) out.push_back(place(one));
    return out;
  }

  void range(const Selector& s, const std::string& name, const std::string& step_name, Attrs& ranges) {
    const std::int64_t step = s.step.empty() ? 1 : place(s.step);
    if (step == 0)
      fail(Code::kIndex, "A step of 0.", "A step is 1, 2 …, or negative to go from the end.",
           s.step.empty() ? item_.span : s.step.front().span);
    if (!s.end.empty())
      ranges.push_back(
          {name, std::vector<std::int64_t>{s.begin.empty() ? (step < 0 ? -1 : 0) : place(s.begin), place(s.end)}});
    else if (!s.begin.empty()) ranges.push_back({name, std::vector<std::int64_t>{place(s.begin)}});
    if (step != 1) ranges.push_back({step_name, step});
  }

  const Item& item_;
  const NumberOf& number_of_;
  Diagnostics& diagnostics_;
  bool failed_ = false;
};

}  // namespace

std::optional<std::vector<Subscript>> subscripts(const Item& item, const NumberOf& number_of,
                                                 Diagnostics& diagnostics) {
  return Selectors(item, number_of, diagnostics).run();
}

}  // namespace bw
