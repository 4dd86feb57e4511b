// The checks of read_json, and a SAX handler that builds the value on a stack of its own.
#include "api/json_text.hpp"

#include "base/limits.hpp"

namespace bw {
namespace {

using nlohmann::json;

// The byte at which text stops being UTF-8 (no overlong forms, no surrogates), or npos.
std::size_t bad_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0u; };
    const unsigned first = byte(0);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    unsigned point = first & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(k) & 0xC0) != 0x80) return i;
      point = (point << 6) | (byte(k) & 0x3F);
    }
    constexpr unsigned kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    if (first < 0xC2 || first > 0xF4 || point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return i;
    i += length;
  }
  return std::string_view::npos;
}

// An array or object under construction, and the key that its next value gets.
struct Open {
  json value;
  std::string key;
};

class Handler : public nlohmann::json_sax<json> {
 public:
  explicit Handler(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  bool null() override { return put(nullptr); }
  bool boolean(bool b) override { return put(b); }
  bool number_integer(number_integer_t n) override { return n == 0 ? put(-0.0) : put(n); }  // unsigned numbers go elsewhere: this 0 had a sign
  bool number_unsigned(number_unsigned_t n) override { return put(n); }
  bool number_float(number_float_t x, const string_t&) override { return put(x); }
  bool string(string_t& s) override { return put(std::move(s)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& k) override {
    if (stack_.back().value.contains(k)) {
      stack_.back().key = k;  // for its path
      diagnostics_.add({Code::kDupKey, "The key " + in_ticks(k) + " stands twice in one object.", "Keep one of them.", path(), {}});
      return false;
    }
    stack_.back().key = std::move(k);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override {
    constexpr int kOutOfRange = 406;
    if (e.id == kOutOfRange) diagnostics_.add({Code::kNumber, "A number is larger than 1.797e308.", "Write \"Infinity\" for infinity.", path(), {}});
    else diagnostics_.add({Code::kJson, "The request is not JSON: it goes wrong at byte " + std::to_string(position) + ".", "Check brackets, commas and quotes there.", "", {}});
    return false;
  }

  json take() { return std::move(root_); }

 private:
  std::string path() const {
    std::string p = "$";
    for (const Open& o : stack_) p += o.value.is_array() ? "[" + std::to_string(o.value.size()) + "]" : "." + o.key;
    constexpr std::size_t kMost = 200;
    return p.size() > kMost || bad_utf8(p) != std::string::npos ? "$" : p;
  }
  bool put(json value) {
    if (stack_.empty()) root_ = std::move(value);
    else if (stack_.back().value.is_array()) stack_.back().value.push_back(std::move(value));
    else stack_.back().value[stack_.back().key] = std::move(value);
    return true;
  }
  bool open(json empty) {
    if (static_cast<std::int64_t>(stack_.size()) >= limits::kJsonDepth) {
      diagnostics_.add({Code::kDepth, "Arrays and objects are nested more than " + std::to_string(limits::kJsonDepth) + " deep.", "", "", {}});
      return false;
    }
    stack_.push_back({std::move(empty), {}});
    return true;
  }
  bool close() {
    json value = std::move(stack_.back().value);
    stack_.pop_back();
    return put(std::move(value));
  }

  Diagnostics& diagnostics_;
  std::vector<Open> stack_;
  json root_;
};

}  // namespace

std::optional<json> read_json(std::string_view text, Diagnostics& diagnostics) {
  if (static_cast<std::int64_t>(text.size()) > limits::kRequestBytes) {
    diagnostics.add({Code::kLimit, "The request has " + std::to_string(text.size()) + " bytes; the limit is " + std::to_string(limits::kRequestBytes) + ".", "Send a smaller network.", "", {}});
    return std::nullopt;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    diagnostics.add({Code::kJson, "The request is not JSON: a zero byte at byte " + std::to_string(nul) + ".", "Send UTF-8 text.", "", {}});
    return std::nullopt;
  }
  if (const std::size_t bad = bad_utf8(text); bad != std::string_view::npos) {
    diagnostics.add({Code::kUtf8, "The request is not UTF-8: byte " + std::to_string(bad) + " does not belong.", "Send UTF-8 text.", "", {}});
    return std::nullopt;
  }
  Handler handler(diagnostics);
  if (!json::sax_parse(text.begin(), text.end(), &handler)) return std::nullopt;
  return handler.take();
}

}  // namespace bw
