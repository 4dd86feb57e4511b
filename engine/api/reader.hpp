// Typed readers over JSON: each mistake names its path, and reading goes on.
#pragma once

#include <cmath>
#include <limits>

#include "api/request.hpp"
#include "api/value.hpp"

namespace bw {

class Reader {
 public:
  explicit Reader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void report(Code code, std::string message, std::string hint, std::string path) {
    diagnostics_.add({code, std::move(message), std::move(hint), std::move(path), {}});
  }
  bool wrong_type(std::string_view wanted, const Value& j, const std::string& path) {
    report(Code::kType, "Expected " + std::string(wanted) + ", but there is " + type_of(j) + ".",
           "Put " + std::string(wanted) + " here.", path);
    return false;
  }
  static std::string type_of(const Value& j) {
    switch (j.type()) {
      case Type::kObject: return "an object";
      case Type::kArray: return "an array";
      case Type::kText: return "a text";
      case Type::kBoolean: return "true or false";
      case Type::kNull: return "null";
      default: return "a number";
    }
  }
  bool is_object(const Value& j, const std::string& path) {
    return j.is(Type::kObject) || wrong_type("an object", j, path);
  }
  bool is_array(const Value& j, const std::string& path) {
    return j.is(Type::kArray) || wrong_type("an array", j, path);
  }

  // Unknown keys are mistakes: a misspelled field must not be silently ignored.
  void keys(const Value& j, std::initializer_list<std::string_view> known, const std::string& path) {
    for (const auto& [key, _] : j.fields()) {
      bool found = false;
      for (const std::string_view k : known) found = found || k == key;
      if (found) continue;
      report(Code::kKey, "There is no field " + in_ticks(key) + " here.",
             did_you_mean(key, known, "The fields are " + listed(known) + "."), path + "." + in_ticks(key));
    }
  }
  std::optional<Value> field(const Value& j, const char* key, const std::string& path, bool required) {
    const std::optional<Value> found = j.find(key);
    if (!found && required)
      report(Code::kKey, "The field " + in_ticks(key) + " is missing.", "Add " + in_ticks(key) + " to this object.",
             path + "." + key);
    return found;
  }
  std::optional<std::string> text(const Value& j, const char* key, const std::string& path, bool required) {
    const std::optional<Value> f = field(j, key, path, required);
    if (!f) return std::nullopt;
    if (!f->is(Type::kText)) return wrong_type("a text", *f, path + "." + key), std::nullopt;
    return std::string(f->text());
  }
  void flag(const Value& j, const char* key, const std::string& path, bool& value) {
    const std::optional<Value> f = field(j, key, path, false);
    if (!f) return;
    if (f->is(Type::kBoolean)) value = f->boolean();
    else wrong_type("true or false", *f, path + "." + key);
  }
  // A whole number within 64 bits.
  std::optional<std::int64_t> whole(const Value& j, const std::string& path) {
    if (j.is(Type::kHuge))
      return report(Code::kNumber, "The number is too large.", "It must fit 64 bits.", path), std::nullopt;
    if (j.is(Type::kInteger)) return j.integer();
    if (j.is(Type::kReal)) {
      const double x = j.real();
      constexpr double kExact = 9007199254740992.0;
      if (x == std::floor(x) && std::fabs(x) <= kExact) return static_cast<std::int64_t>(x);
    }
    return wrong_type("a whole number", j, path), std::nullopt;
  }
  // The same, from least on.
  std::optional<std::int64_t> whole_from(std::int64_t least, const Value& j, const std::string& path) {
    const auto n = whole(j, path);
    if (!n || *n >= least) return n;
    return report(Code::kNumber, "The number is " + std::to_string(*n) + ".",
                  "It must be at least " + std::to_string(least) + ".", path),
           std::nullopt;
  }
  std::optional<double> real(const Value& j, const std::string& path) {
    if (const auto x = real_of(j)) return x;
    return wrong_type("a number, \"NaN\", \"Infinity\" or \"-Infinity\"", j, path), std::nullopt;
  }
  static std::optional<double> real_of(const Value& j) {
    if (j.is_number()) return j.real();
    if (j.is_text("NaN")) return std::numeric_limits<double>::quiet_NaN();
    if (j.is_text("Infinity")) return std::numeric_limits<double>::infinity();
    if (j.is_text("-Infinity")) return -std::numeric_limits<double>::infinity();
    return std::nullopt;
  }
  static std::string at(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }
  bool reals(const Value& j, const std::string& path, std::vector<double>& out) {
    if (!is_array(j, path)) return false;
    out.reserve(j.size());
    bool good = true;
    j.each([&](std::size_t i, const Value& element) {
      const auto x = real_of(element);
      if (!x) good = real(element, at(path, i)).has_value();
      out.push_back(x.value_or(0));
    });
    return good;
  }
  bool wholes(const Value& j, const std::string& path, std::vector<std::int64_t>& out) {
    bool good = true;
    j.each([&](std::size_t i, const Value& element) {
      if (!good) return;
      const auto n = whole(element, at(path, i));
      good = n.has_value();
      out.push_back(n.value_or(0));
    });
    return good;
  }

 protected:
  Diagnostics& diagnostics_;
};

// The network of a request, as text or as data; mistakes go to the diagnostics of reader.
void decode_network(Reader& reader, const Value& request, NetworkRequest& out, Purpose purpose = Purpose::kRun);

}  // namespace bw
