// The checks of read_json, and the handler that writes the cells of a document.
#include "api/json_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/utf8.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

using nlohmann::json;

// An array or object under construction: its cell, and the key that its next value gets.
struct Open {
  std::uint32_t cell;
  std::string key;
};

class Handler : public nlohmann::json_sax<json> {
 public:
  Handler(Document& document, Diagnostics& diagnostics) : document_(document), diagnostics_(diagnostics) {}

  bool null() override { return put({.type = Type::kNull, .integer = 0}); }
  bool boolean(bool b) override { return put({.type = Type::kBoolean, .integer = b}); }
  bool number_integer(number_integer_t n) override {
    return n == 0 ? number_float(-0.0, {}) : put({.type = Type::kInteger, .integer = n});
  }  // unsigned numbers go elsewhere: this 0 had a sign
  bool number_unsigned(number_unsigned_t n) override {
    if (n > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
      return put({.type = Type::kHuge, .real = static_cast<double>(n)});
    return put({.type = Type::kInteger, .integer = static_cast<std::int64_t>(n)});
  }
  bool number_float(number_float_t x, const string_t&) override { return put({.type = Type::kReal, .real = x}); }
  bool string(string_t& s) override { return put(text(s)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Type::kObject); }
  bool start_array(std::size_t) override { return open(Type::kArray); }
  bool end_object() override { return no_key_twice() && close(); }
  bool end_array() override { return close(); }
  bool key(string_t& k) override {
    add(text(k));
    stack_.back().key = k;
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override {
    constexpr int kOutOfRange = 406;
    if (e.id == kOutOfRange)
      diagnostics_.add(
          {Code::kNumber, "A number is larger than 1.797e308.", "Write \"Infinity\" for infinity.", path(), {}});
    else
      diagnostics_.add({Code::kJson,
                        "The request is not JSON: it goes wrong at byte " + std::to_string(position) + ".",
                        "Check brackets, commas and quotes there.",
                        "",
                        {}});
    return false;
  }

 private:
  std::uint32_t end() const { return static_cast<std::uint32_t>(document_.cells.size()); }
  void add(Cell cell) {
    cell.next = end() + 1;
    document_.cells.push_back(cell);
  }
  Cell text(const std::string& s) {
    const std::size_t begin = document_.characters.size();
    document_.characters += s;
    return {
        .type = Type::kText, .size = static_cast<std::uint32_t>(s.size()), .integer = static_cast<std::int64_t>(begin)};
  }
  bool put(Cell cell) {
    add(cell);
    return finish();
  }
  // A value is complete.
  bool finish() {
    if (!stack_.empty()) ++document_.cells[stack_.back().cell].size;
    return true;
  }
  bool open(Type type) {
    if (static_cast<std::int64_t>(stack_.size()) >= limits::kJsonDepth) {
      diagnostics_.add({Code::kDepth,
                        "Arrays and objects are nested more than " + std::to_string(limits::kJsonDepth) + " deep.",
                        "",
                        "",
                        {}});
      return false;
    }
    stack_.push_back({end(), {}});
    add({.type = type, .integer = 0});
    return true;
  }
  bool close() {
    document_.cells[stack_.back().cell].next = end();
    stack_.pop_back();
    return finish();
  }
  bool no_key_twice() {
    const auto fields = Value(document_, stack_.back().cell).fields();
    const auto twice = std::adjacent_find(fields.begin(), fields.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice == fields.end()) return true;
    stack_.back().key = twice->first;
    diagnostics_.add({Code::kDupKey,
                      "The key " + in_ticks(twice->first) + " stands twice in one object.",
                      "Keep one of them.",
                      path(),
                      {}});
    return false;
  }
  std::string path() const {
    std::string p = "$";
    for (const Open& o : stack_) {
      const Cell& cell = document_.cells[o.cell];
      p += cell.type == Type::kArray ? "[" + std::to_string(cell.size) + "]" : "." + o.key;
    }
    constexpr std::size_t kMost = 200;
    return p.size() > kMost || bad_utf8(p) != std::string::npos ? "$" : p;
  }

  Document& document_;
  Diagnostics& diagnostics_;
  std::vector<Open> stack_;
};

}  // namespace

std::optional<Document> read_json(std::string_view text, Diagnostics& diagnostics) {
  if (static_cast<std::int64_t>(text.size()) > limits::kRequestBytes) {
    diagnostics.add({Code::kLimit,
                     "The request has " + std::to_string(text.size()) + " bytes; the limit is " +
                         std::to_string(limits::kRequestBytes) + ".",
                     "Send a smaller network.",
                     "",
                     {}});
    return std::nullopt;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    diagnostics.add({Code::kJson,
                     "The request is not JSON: a zero byte at byte " + std::to_string(nul) + ".",
                     "Send UTF-8 text.",
                     "",
                     {}});
    return std::nullopt;
  }
  if (const std::size_t bad = bad_utf8(text); bad != std::string_view::npos) {
    diagnostics.add({Code::kUtf8,
                     "The request is not UTF-8: byte " + std::to_string(bad) + " does not belong.",
                     "Send UTF-8 text.",
                     "",
                     {}});
    return std::nullopt;
  }
  Document document;
  Handler handler(document, diagnostics);
  if (!json::sax_parse(text.data(), text.data() + text.size(), &handler)) return std::nullopt;
  return document;
}

}  // namespace bw
