// The attributes of an operation, such as axis and keepdims.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/shape.hpp"

namespace bw {

// An array of numbers, row by row: the value of a const.
struct Numbers {
  Shape shape;
  std::vector<double> value;
  bool operator==(const Numbers&) const = default;
};

using AttrValue = std::variant<bool, std::int64_t, double, std::vector<std::int64_t>, Numbers>;

struct Attr {
  std::string name;
  AttrValue value;
  bool operator==(const Attr&) const = default;
};
using Attrs = std::vector<Attr>;

enum class AttrType { kReal, kInteger, kBoolean, kIntegers, kNumbers };

// An attribute that a row takes. A row says in doc what its absence means; standard is the number that an absent
// kReal has.
struct AttrSpec {
  std::string_view name;
  AttrType type;
  std::string_view doc;
  double standard = 0;
};
// Those of a row, a constant of the program.
using AttrSpecs = std::span<const AttrSpec>;

// The attribute of that name, or nullptr.
inline const AttrValue* find(const Attrs& attrs, std::string_view name) {
  for (const Attr& a : attrs)
    if (a.name == name) return &a.value;
  return nullptr;
}

}  // namespace bw
