// The fields of a request, but for its network.
#include "api/decode.hpp"

#include "api/json_text.hpp"
#include "api/reader.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

class Decoder : public Reader {
 public:
  using Reader::Reader;

  std::optional<Request> request(const Value& j, std::optional<Kind>& kind) {
    if (!is_object(j, "$")) return std::nullopt;
    if (!version(j)) return std::nullopt;
    Request r;
    const std::optional<std::string> name = text(j, "kind", "$", true);
    if (!name) return std::nullopt;
    if (*name == "catalogue") kind = Kind::kCatalogue;
    else if (*name == "graph") kind = Kind::kGraph;
    else if (*name == "differentiate") kind = Kind::kDifferentiate;
    else if (*name == "scale") kind = Kind::kScale;
    else if (*name == "paths") kind = Kind::kPaths;
    else if (*name == "broken") kind = Kind::kBroken;
    else if (*name == "number") kind = Kind::kNumber;
    else
      return report(Code::kKind, in_ticks(*name) + " is not a kind of request.",
                    "The kinds are catalogue, graph, differentiate, scale, paths, broken and number.", "$.kind"),
             std::nullopt;
    r.kind = *kind;
    if (r.kind == Kind::kCatalogue) keys(j, {"v", "kind"}, "$");
    if (r.kind == Kind::kGraph) keys(j, {"v", "kind", "network", "expand"}, "$");
    if (r.kind == Kind::kDifferentiate)
      keys(j,
           {"v", "kind", "network", "at", "wrt", "seeds", "tangent", "want", "modes", "include", "expand", "timing",
            "layout", "count"},
           "$");
    if (r.kind == Kind::kScale) keys(j, {"v", "kind", "network", "vary", "sizes", "want", "modes", "count"}, "$");
    if (r.kind == Kind::kPaths) keys(j, {"v", "kind", "network", "from", "to", "limit", "at", "expand"}, "$");
    if (r.kind == Kind::kBroken) keys(j, {"v", "kind", "network", "at", "seeds"}, "$");
    if (r.kind == Kind::kNumber) keys(j, {"v", "kind", "text"}, "$");
    if (r.kind != Kind::kCatalogue && r.kind != Kind::kNumber) decode_network(*this, j, r.network);
    if (r.kind != Kind::kBroken) flag(j, "expand", "$", r.expand);
    if (r.kind == Kind::kDifferentiate) differentiate(j, r);
    if (r.kind == Kind::kScale) scale(j, r);
    if (r.kind == Kind::kPaths) paths(j, r);
    if (r.kind == Kind::kBroken) point(j, r);
    if (r.kind == Kind::kNumber) r.text = text(j, "text", "$", true).value_or("");
    if (diagnostics_.has_errors()) return std::nullopt;
    return r;
  }

 private:
  bool version(const Value& j) {
    const std::optional<Value> v = field(j, "v", "$", true);
    if (!v) return false;
    const auto number = whole(*v, "$.v");
    if (!number) return false;
    if (*number != 1)
      report(Code::kVersion, "This engine speaks version 1, not " + std::to_string(*number) + ".",
             "Reload the page to get a newer engine.", "$.v");
    return *number == 1;
  }

  void point(const Value& j, Request& r) {
    if (const auto f = field(j, "at", "$", false)) named(*f, "$.at", r.at);
    if (const auto f = field(j, "seeds", "$", false)) named(*f, "$.seeds", r.seeds.emplace());
  }

  void differentiate(const Value& j, Request& r) {
    point(j, r);
    if (const auto f = field(j, "tangent", "$", false)) named(*f, "$.tangent", r.tangent.emplace());
    flag(j, "timing", "$", r.timing);
    flag(j, "layout", "$", r.layout);
    if (const auto f = field(j, "wrt", "$", false)) wrt(*f, r.wrt.emplace());
    schedules(j, r);
    r.include = kDefaultInclude;
    if (const auto f = field(j, "include", "$", false)) include(*f, r.include);
  }

  void schedules(const Value& j, Request& r) {
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

  void scale(const Value& j, Request& r) {
    const auto network = j.find("network");
    if (network && network->is(Type::kObject) && !r.network.text)
      report(Code::kKey, "Only a text declares sizes.", "Give network: {\"text\": …}.", "$.network");
    if (const auto name = text(j, "vary", "$", true)) r.vary = *name;
    schedules(j, r);
    const auto sizes = field(j, "sizes", "$", true);
    if (!sizes || !is_array(*sizes, "$.sizes")) return;
    if (sizes->size() == 0) report(Code::kAttr, "There are no sizes.", "Give at least one.", "$.sizes");
    if (static_cast<std::int64_t>(sizes->size()) > limits::kSizes)
      return report(
          Code::kLimit,
          "There are " + std::to_string(sizes->size()) + " sizes; the limit is " + std::to_string(limits::kSizes) + ".",
          "Ask for fewer.", "$.sizes");
    sizes->each([&](std::size_t i, const Value& size) {
      const auto n = whole(size, at("$.sizes", i));
      if (n && (*n < 1 || *n > 1'000'000'000))
        report(Code::kAttr, "A size of " + std::to_string(*n) + ".", "Sizes are whole numbers from 1 to 1,000,000,000.",
               at("$.sizes", i));
      r.sizes.push_back(n.value_or(1));
    });
  }

  void paths(const Value& j, Request& r) {
    r.jacobian = true;  // between any two nodes: nothing is seeded
    r.from = text(j, "from", "$", false);
    r.to = text(j, "to", "$", false);
    if (const auto f = field(j, "at", "$", false)) named(*f, "$.at", r.at);
    const auto most = field(j, "limit", "$", false);
    const auto n = most ? whole(*most, "$.limit") : std::nullopt;
    if (!n) return;
    static_assert(limits::kPaths == 10'000);
    if (*n < 1 || *n > limits::kPaths)
      report(*n < 1 ? Code::kAttr : Code::kLimit, "`limit` is " + std::to_string(*n) + ".",
             "It is a whole number from 1 to 10,000: how many paths are listed. All are counted.", "$.limit");
    r.limit = *n;
  }

  void wrt(const Value& j, std::vector<Ref>& out) {
    if (!is_array(j, "$.wrt")) return;
    j.each([&](std::size_t i, const Value& name) {
      if (name.is(Type::kText)) out.push_back({std::string(name.text()), {{}, at("$.wrt", i)}});
      else wrong_type("a name", name, at("$.wrt", i));
    });
  }

  // {"w": [1, 2]} or [{"id": "w", "value": [1, 2]}]
  void named(const Value& j, const std::string& path, std::vector<NamedNumbers>& out) {
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

  void modes(const Value& j, Request& r) {
    if (!is_array(j, "$.modes")) return;
    if (static_cast<std::int64_t>(j.size()) > limits::kModes)
      return report(Code::kLimit, "More than " + std::to_string(limits::kModes) + " modes in one request.",
                    "Ask for the others in another request.", "$.modes");
    r.modes.clear();
    j.each([&](std::size_t i, const Value& item) { mode(item, at("$.modes", i), r); });
  }
  void mode(const Value& j, const std::string& path, Request& r) {
    ModeRequest m;
    m.path = path;
    if (!is_object(j, path)) return;
    keys(j, {"mode", "chunk", "keep_values", "pass"}, path);
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

  void include(const Value& j, Include& out) {
    if (!is_array(j, "$.include")) return;
    out = {};
    const std::pair<std::string_view, bool Include::*> parts[] = {
        {"value", &Include::value},      {"tangent", &Include::tangent},
        {"adjoint", &Include::adjoint},  {"gradient_forward", &Include::gradient_forward},
        {"local", &Include::local},      {"contributions", &Include::contributions},
        {"cost", &Include::cost},        {"graph", &Include::graph},
        {"groups", &Include::groups},    {"steps", &Include::steps},
        {"timeline", &Include::timeline}};
    j.each([&](std::size_t i, const Value& part) {
      if (!part.is(Type::kText)) return void(wrong_type("a text", part, at("$.include", i)));
      bool found = false;
      std::vector<std::string_view> names;
      for (const auto& [name, member] : parts) {
        names.push_back(name);
        if (part.text() != name) continue;
        out.*member = found = true;
      }
      if (found) return;
      report(Code::kAttr, "There is nothing called " + in_ticks(part.text()) + " to include.",
             did_you_mean(part.text(), names, "The parts are " + listed(names) + "."), at("$.include", i));
    });
  }
};

}  // namespace

std::vector<ModeRequest> default_modes() {
  return {{.mode = "forward", .options = {.chunk = 1}, .given = {"chunk"}, .pass = 1, .path = ""},
          {.mode = "forward", .options = {.chunk = {}, .all = true}, .given = {"chunk"}, .pass = 1, .path = ""},
          {.mode = "reverse", .options = {}, .given = {}, .pass = 1, .path = ""}};
}

std::optional<Request> decode(std::string_view text, std::optional<Kind>& kind, Diagnostics& diagnostics) {
  const std::optional<Document> document = read_json(text, diagnostics);
  if (!document) return std::nullopt;
  return Decoder(diagnostics).request({*document, 0}, kind);
}

}  // namespace bw
