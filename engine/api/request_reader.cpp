// The fields that requests about a network share, and the schedules they ask for.
#include "api/request_reader.hpp"

#include <algorithm>

#include "base/limits.hpp"

namespace bw {
namespace {

bool says_where_to_cut(const std::string& option) {
  return option == "segments" || option == "budget_bytes" || option == "checkpoints";
}

}  // namespace

void RequestReader::point(const Value& j, Request& r) {
  if (const auto f = field(j, "at", "$", false)) named(*f, "$.at", r.at);
  if (const auto f = field(j, "seeds", "$", false)) named(*f, "$.seeds", r.seeds.emplace());
}

void RequestReader::wrt(const Value& j, std::vector<Ref>& out) {
  if (!is_array(j, "$.wrt")) return;
  j.each([&](std::size_t i, const Value& name) {
    if (name.is(Type::kText)) out.push_back({std::string(name.text()), {{}, at("$.wrt", i)}});
    else wrong_type("a name", name, at("$.wrt", i));
  });
}

void RequestReader::named(const Value& j, const std::string& path, std::vector<NamedNumbers>& out) {
  if (j.is(Type::kObject)) {
    for (const auto& [key, value] : j.fields()) {
      NamedNumbers n{std::string(key), {}, path + "." + in_ticks(key)};
      reals(value, n.path, n.value);
      out.push_back(std::move(n));
    }
    return;
  }
  if (!j.is(Type::kArray)) return void(wrong_type("an object of arrays, or an array of {id, value}", j, path));
  j.each([&](std::size_t i, const Value& item) {
    NamedNumbers n{"", {}, at(path, i)};
    if (!is_object(item, n.path)) return;
    keys(item, {"id", "value"}, n.path);
    if (const auto name = text(item, "id", n.path, true)) n.id = *name;
    if (const auto value = field(item, "value", n.path, true)) reals(*value, n.path + ".value", n.value);
    out.push_back(std::move(n));
  });
}

void RequestReader::schedules(const Value& j, Request& r) {
  if (const auto want = text(j, "want", "$", false)) {
    r.jacobian = *want == "jacobian";
    if (*want != "gradient" && *want != "jacobian")
      report(Code::kAttr, "`want` is " + in_ticks(*want) + ".", "It is \"gradient\" or \"jacobian\".", "$.want");
  }
  r.modes = default_modes();
  if (const auto f = field(j, "modes", "$", false)) modes(*f, r);
  const auto count = field(j, "count", "$", false);
  const auto n = count ? whole(*count, "$.count") : std::nullopt;
  if (!n) return;
  if (*n < 1 || *n > kCount)
    report(Code::kAttr, "`count` is " + std::to_string(*n) + ".",
           "The versions of the counting convention are 1 to " + std::to_string(kCount) + ".", "$.count");
  r.count = static_cast<int>(*n);
}

void RequestReader::modes(const Value& j, Request& r) {
  if (!is_array(j, "$.modes")) return;
  if (static_cast<std::int64_t>(j.size()) > limits::kModes)
    return report(Code::kLimit, "More than " + std::to_string(limits::kModes) + " modes in one request.",
                  "Ask for the others in another request.", "$.modes");
  r.modes.clear();
  j.each([&](std::size_t i, const Value& item) { mode(item, at("$.modes", i), r); });
}

void RequestReader::mode(const Value& j, const std::string& path, Request& r) {
  ModeRequest m;
  m.path = path;
  if (!is_object(j, path)) return;
  keys(j, {"mode", "chunk", "keep_values", "segments", "budget_bytes", "checkpoints", "pass"}, path);
  if (const auto name = text(j, "mode", path, true)) m.mode = *name;
  if (const auto chunk = field(j, "chunk", path, false)) {
    m.given.push_back("chunk");
    if (chunk->is_text("all")) m.options.all = true;
    else if (chunk->is(Type::kText))
      report(Code::kType, "`chunk` is " + in_ticks(chunk->text()) + ".", "It is a whole number from 1, or \"all\".",
             path + ".chunk");
    else if (const auto n = whole(*chunk, path + ".chunk")) {
      if (*n < 1)
        report(Code::kAttr, "`chunk` is " + std::to_string(*n) + ".", "It is a whole number from 1, or \"all\".",
               path + ".chunk");
      m.options.chunk = *n;
    }
  }
  cuts(j, path, m);
  if (const auto pass = field(j, "pass", path, false)) {
    if (const auto n = whole(*pass, path + ".pass")) {
      if (*n < 1)
        report(Code::kAttr, "`pass` is " + std::to_string(*n) + ".", "It is a whole number from 1.", path + ".pass");
      m.pass = *n;
    }
  }
  if (j.find("keep_values")) m.given.push_back("keep_values");
  flag(j, "keep_values", path, m.options.keep_values);
  r.modes.push_back(std::move(m));
}

void RequestReader::cuts(const Value& j, const std::string& path, ModeRequest& m) {
  const auto number = [&](const char* key, std::optional<std::int64_t>& out, const std::string& hint) {
    const auto given = field(j, key, path, false);
    if (!given) return;
    m.given.push_back(key);
    if (given->is(Type::kText))
      return report(Code::kType, in_ticks(key) + " is " + in_ticks(given->text()) + ".", hint, path + "." + key);
    out = whole(*given, path + "." + key);
    if (out && *out < 1)
      report(Code::kAttr, in_ticks(key) + " is " + std::to_string(*out) + ".", hint, path + "." + key);
  };
  const auto segments = j.find("segments");
  if (segments && segments->is_text("sqrt")) m.given.push_back("segments");
  else number("segments", m.options.segments, "It is a whole number from 1, or \"sqrt\".");
  const auto budget = j.find("budget_bytes");
  m.options.least_bytes = budget && budget->is_text("least");
  if (m.options.least_bytes) m.given.push_back("budget_bytes");
  else number("budget_bytes", m.options.budget_bytes, "It is a whole number from 1, or \"least\".");
  number("checkpoints", m.options.checkpoints, "It is a whole number from 1; the input is one of them.");
  const auto first = std::find_if(m.given.begin(), m.given.end(), says_where_to_cut);
  const auto second = first == m.given.end() ? first : std::find_if(first + 1, m.given.end(), says_where_to_cut);
  if (second != m.given.end())
    report(Code::kAttr, in_ticks(*first) + " and " + in_ticks(*second) + " both say where to cut.", "Give one of them.",
           path + "." + *second);
}

std::vector<ModeRequest> default_modes() {
  return {{.mode = "forward", .options = {.chunk = 1}, .given = {"chunk"}, .pass = 1, .path = ""},
          {.mode = "forward", .options = {.chunk = {}, .all = true}, .given = {"chunk"}, .pass = 1, .path = ""},
          {.mode = "reverse", .options = {}, .given = {}, .pass = 1, .path = ""}};
}

}  // namespace bw
