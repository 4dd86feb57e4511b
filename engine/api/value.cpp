// The fields of objects.
#include "api/value.hpp"

#include <algorithm>

namespace bw {

std::vector<std::pair<std::string_view, Value>> Value::fields() const {
  std::vector<std::pair<std::string_view, Value>> list;
  list.reserve(size());
  Value key(*document_, cell_ + 1);
  for (std::size_t i = 0; i < size(); ++i) {
    const Value value = key.after();
    list.emplace_back(key.text(), value);
    key = value.after();
  }
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return list;
}

std::optional<Value> Value::find(std::string_view name) const {
  Value key(*document_, cell_ + 1);
  for (std::size_t i = 0; i < size(); ++i) {
    const Value value = key.after();
    if (key.text() == name) return value;
    key = value.after();
  }
  return std::nullopt;
}

}  // namespace bw
