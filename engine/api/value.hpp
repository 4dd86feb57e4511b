// A request as JSON values: one flat list of cells, written while it is parsed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bw {

enum class Type : std::uint8_t {
  kNull,
  kBoolean,
  kInteger,
  kReal,
  kHuge,
  kText,
  kArray,
  kObject
};  // kHuge: an integer above 2^63 - 1

// An array is followed by its elements, an object by its keys, each followed by its value.
struct Cell {
  Type type;
  std::uint32_t size = 0;  // bytes of a text; elements or fields
  std::uint32_t next = 0;  // the first cell that is not part of this value
  union {
    std::int64_t integer = 0;  // or a boolean, or where the characters of a text begin
    double real;
  };
};

struct Document {
  std::vector<Cell> cells;
  std::string characters;
};

// One value of a document, which must outlive it.
class Value {
 public:
  Value(const Document& document, std::uint32_t cell) : document_(&document), cell_(cell) {}

  Type type() const { return cell().type; }
  bool is(Type type) const { return cell().type == type; }
  bool is_number() const { return is(Type::kInteger) || is(Type::kReal) || is(Type::kHuge); }
  // Each for the type it names.
  bool boolean() const { return cell().integer != 0; }
  std::int64_t integer() const { return cell().integer; }
  double real() const { return is(Type::kInteger) ? static_cast<double>(cell().integer) : cell().real; }
  std::string_view text() const {
    return std::string_view(document_->characters).substr(static_cast<std::size_t>(cell().integer), cell().size);
  }
  bool is_text(std::string_view s) const { return is(Type::kText) && text() == s; }
  std::size_t size() const { return cell().size; }

  // Calls f(index, element) for each element of an array.
  template <class F>
  void each(F f) const {
    Value element(*document_, cell_ + 1);
    for (std::size_t i = 0; i < size(); ++i, element = element.after()) f(i, element);
  }
  // The fields of an object in the order of their keys' bytes.
  std::vector<std::pair<std::string_view, Value>> fields() const;
  // The field of an object with that key.
  std::optional<Value> find(std::string_view key) const;

 private:
  const Cell& cell() const { return document_->cells[cell_]; }
  Value after() const { return {*document_, cell().next}; }

  const Document* document_;
  std::uint32_t cell_;
};

}  // namespace bw
