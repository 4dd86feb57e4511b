// Typed readers over JSON: each mistake names its path, and reading goes on.
#pragma once

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "api/request.hpp"

namespace bw {

class Reader {
 public:
  using json = nlohmann::json;
  explicit Reader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void report(Code code, std::string message, std::string hint, std::string path) { diagnostics_.add({code, std::move(message), std::move(hint), std::move(path), {}}); }
  bool wrong_type(std::string_view wanted, const json& j, const std::string& path) {
    report(Code::kType, "Expected " + std::string(wanted) + ", but there is " + type_of(j) + ".", "", path);
    return false;
  }
  static std::string type_of(const json& j) {
    if (j.is_object()) return "an object";
    if (j.is_array()) return "an array";
    if (j.is_string()) return "a text";
    if (j.is_boolean()) return "true or false";
    return j.is_null() ? "null" : "a number";
  }
  bool is_object(const json& j, const std::string& path) { return j.is_object() || wrong_type("an object", j, path); }
  bool is_array(const json& j, const std::string& path) { return j.is_array() || wrong_type("an array", j, path); }

  // Unknown keys are mistakes: a misspelled field must not be silently ignored.
  void keys(const json& j, std::initializer_list<std::string_view> known, const std::string& path) {
    for (const auto& [key, _] : j.items()) {
      bool found = false;
      for (const std::string_view k : known) found = found || k == key;
      if (found) continue;
      const auto guess = closest(key, {known.begin(), known.end()});
      report(Code::kKey, "There is no field " + in_ticks(key) + " here.", guess ? "Did you mean " + in_ticks(*guess) + "?" : "", path + "." + in_ticks(key));
    }
  }
  const json* field(const json& j, const char* key, const std::string& path, bool required) {
    const auto it = j.find(key);
    if (it != j.end()) return &*it;
    if (required) report(Code::kKey, "The field " + in_ticks(key) + " is missing.", "", path + "." + key);
    return nullptr;
  }
  const std::string* text(const json& j, const char* key, const std::string& path, bool required) {
    const json* f = field(j, key, path, required);
    if (f == nullptr) return nullptr;
    if (!f->is_string()) return wrong_type("a text", *f, path + "." + key), nullptr;
    return f->get_ptr<const std::string*>();
  }
  void flag(const json& j, const char* key, const std::string& path, bool& value) {
    const json* f = field(j, key, path, false);
    if (f == nullptr) return;
    if (f->is_boolean()) value = f->get<bool>();
    else wrong_type("true or false", *f, path + "." + key);
  }
  // A whole number within 64 bits.
  std::optional<std::int64_t> whole(const json& j, const std::string& path) {
    if (j.is_number_unsigned() && j.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return report(Code::kNumber, "The number is too large.", "", path), std::nullopt;
    if (j.is_number_integer()) return j.get<std::int64_t>();
    if (j.is_number_float()) {
      const double x = j.get<double>();
      constexpr double kExact = 9007199254740992.0;
      if (x == std::floor(x) && std::fabs(x) <= kExact) return static_cast<std::int64_t>(x);
    }
    return wrong_type("a whole number", j, path), std::nullopt;
  }
  std::optional<double> real(const json& j, const std::string& path) {
    if (j.is_number()) return j.get<double>();
    if (j == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (j == "Infinity") return std::numeric_limits<double>::infinity();
    if (j == "-Infinity") return -std::numeric_limits<double>::infinity();
    return wrong_type("a number, \"NaN\", \"Infinity\" or \"-Infinity\"", j, path), std::nullopt;
  }
  static std::string at(const std::string& path, std::size_t i) { return path + "[" + std::to_string(i) + "]"; }
  bool reals(const json& j, const std::string& path, std::vector<double>& out) {
    if (!is_array(j, path)) return false;
    out.reserve(j.size());
    bool good = true;
    for (std::size_t i = 0; i < j.size(); ++i) {
      const auto x = real(j[i], at(path, i));
      good = good && x.has_value();
      out.push_back(x.value_or(0));
    }
    return good;
  }

 protected:
  Diagnostics& diagnostics_;
};

// The network of a request, as text or as data; mistakes go to the diagnostics of reader.
void decode_network(Reader& reader, const nlohmann::json& request, NetworkRequest& out);

}  // namespace bw
