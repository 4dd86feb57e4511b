// The attributes of an operation, such as axis and keepdims.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/few.hpp"

namespace bw {

using AttrValue = std::variant<bool, std::int64_t, double, std::vector<std::int64_t>>;

struct Attr {
  std::string name;
  AttrValue value;
  bool operator==(const Attr&) const = default;
};
using Attrs = std::vector<Attr>;

enum class AttrType { kReal, kInteger, kBoolean, kIntegers };

// An attribute that a row takes. A row says in doc what its absence means; standard is the number that an absent
// kReal has.
struct AttrSpec {
  std::string_view name;
  AttrType type;
  std::string_view doc;
  double standard = 0;
};
using AttrSpecs = Few<AttrSpec, 2>;

// The attribute of that name, or nullptr.
inline const AttrValue* find(const Attrs& attrs, std::string_view name) {
  for (const Attr& a : attrs)
    if (a.name == name) return &a.value;
  return nullptr;
}

}  // namespace bw
