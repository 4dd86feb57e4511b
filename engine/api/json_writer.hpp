// Writes JSON as text, in the order of the calls: nothing is kept but the text.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "base/wide.hpp"

namespace bw {

// Each call writes the next element of an array or, after key(), a field. Bytes that are not UTF-8 become U+FFFD.
class JsonWriter {
 public:
  JsonWriter() = default;
  explicit JsonWriter(std::int64_t most) : most_(most) {}
  // The text has, or is announced to have, more than `most` bytes: what would follow need not be written.
  bool is_full() const { return bytes() > most_; }
  // It will have at least so many bytes.
  void announce(std::int64_t least) { least_ = least; }
  std::int64_t bytes() const { return std::max(least_, static_cast<std::int64_t>(out_.size())); }

  void null() { literal("null"); }
  void boolean(bool b) { literal(b ? "true" : "false"); }
  void integer(std::int64_t n);
  void wide(Wide n);
  // Non-finite numbers travel as texts; whole ones without a point.
  void number(double x);
  // A finite number, always with a point or an exponent.
  void real(double x);
  void text(std::string_view s);
  void key(std::string_view name);

  template <class F>
  void object(F fields) {
    open('{'), fields(), close('}');
  }
  template <class F>
  void array(F elements) {
    open('['), elements(), close(']');
  }
  template <class F>
  void object(std::string_view name, F fields) {
    key(name), object(fields);
  }
  template <class F>
  void array(std::string_view name, F elements) {
    key(name), array(elements);
  }

  void field(std::string_view name, std::string_view s) { key(name), text(s); }
  void field(std::string_view name, const char* s) { key(name), text(s); }
  void field(std::string_view name, std::integral auto n) { key(name), integer(static_cast<std::int64_t>(n)); }
  void field(std::string_view name, Wide n) { key(name), wide(n); }
  void field(std::string_view name, bool b) { key(name), boolean(b); }
  void field(std::string_view name, double x) { key(name), number(x); }
  void field(std::string_view name, std::nullptr_t) { key(name), null(); }

  const std::string& written() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void literal(std::string_view s);
  void comma();
  void quoted(std::string_view s);

  std::string out_;
  std::int64_t most_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t least_ = 0;
  bool first_ = true;  // nothing stands before the next element or field
};

}  // namespace bw
