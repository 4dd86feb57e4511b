// From request to response: read, run, written in a frame; nothing is thrown past here.
#include "api/handle.hpp"

#include <new>

#include "api/json_parts.hpp"
#include "api/json_text.hpp"
#include "api/kinds/registry.hpp"
#include "base/counted.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

bool speaks(RequestReader& reader, const Value& json) {
  const std::optional<Value> v = reader.field(json, "v", "$", true);
  if (!v) return false;
  const auto number = reader.whole(*v, "$.v");
  if (!number) return false;
  if (*number != 1)
    reader.report(Code::kVersion, "This engine speaks version 1, not " + std::to_string(*number) + ".",
                  "Reload the page to get a newer engine.", "$.v");
  return *number == 1;
}

const Kind* kind_of(RequestReader& reader, const Value& json) {
  const std::optional<std::string> name = reader.text(json, "kind", "$", true);
  if (!name) return nullptr;
  const Kind* kind = find_kind(*name);
  if (kind != nullptr) return kind;
  std::string names;
  for (const Kind* known : kinds())
    names += (known == kinds().front() ? "" : known == kinds().back() ? " and " : ", ") + std::string(known->name);
  reader.report(Code::kKind, in_ticks(*name) + " is not a kind of request.", "The kinds are " + names + ".", "$.kind");
  return nullptr;
}

// Null where there is none. kind is set as soon as it is known, also where the rest is wrong.
std::shared_ptr<const void> read(std::string_view text, const Kind*& kind, Diagnostics& diagnostics) {
  const std::optional<Document> document = read_json(text, diagnostics);
  if (!document) return {};
  RequestReader reader(diagnostics);
  const Value json(*document, 0);
  if (!reader.is_object(json, "$") || !speaks(reader, json)) return {};
  kind = kind_of(reader, json);
  return kind != nullptr ? kind->steps.decode(reader, json) : nullptr;
}

void write_diagnostic(JsonWriter& w, const Diagnostic& d) {
  w.object([&] {
    w.field("code", info(d.code).name);
    w.field("severity", severity_name(info(d.code).severity));
    w.field("message", d.message);
    w.field("hint", d.hint);
    if (!d.path.empty()) w.field("path", d.path);
    if (d.span) write_span(w, "span", *d.span);
  });
}

void write_frame(JsonWriter& w, const Kind* kind, const Diagnostics& diagnostics) {
  w.field("v", 1);
  if (kind != nullptr) w.field("kind", kind->name);
  else w.field("kind", nullptr);
  w.field("ok", !diagnostics.has_errors());
  w.array("diagnostics", [&] {
    for (const Diagnostic& d : diagnostics.shown()) write_diagnostic(w, d);
  });
  w.field("diagnostics_total", diagnostics.total());
}

std::string refusal(const Kind* kind, Code code, std::string message, std::string_view hint) {
  Diagnostics diagnostics;
  diagnostics.add({code, std::move(message), std::string(hint), "", {}});
  JsonWriter w;
  w.object([&] { write_frame(w, kind, diagnostics); });
  return w.take();
}

std::string written(const Kind* kind, const Diagnostics& diagnostics, const void* answer) {
  JsonWriter w(limits::kReplyBytes);
  w.object([&] {
    write_frame(w, kind, diagnostics);
    if (!diagnostics.has_errors()) kind->steps.encode(answer, w);
  });
  if (!w.is_full()) return w.take();
  return refusal(kind, Code::kLimitReply,
                 "The response would have at least " + std::to_string(w.bytes()) + " bytes; the limit is " +
                     std::to_string(limits::kReplyBytes) + ".",
                 kind->shorter);
}

}  // namespace

std::string handle(std::string_view text) {
  const Kind* kind = nullptr;
  try {
    counter = {};
    Diagnostics diagnostics;
    const std::shared_ptr<const void> request = read(text, kind, diagnostics);
    std::shared_ptr<const void> answer;
    if (!diagnostics.has_errors()) answer = kind->steps.run(request.get(), diagnostics);
    return written(kind, diagnostics, answer.get());
  } catch (const std::bad_alloc&) {
    return refusal(kind, Code::kMemory, "The machine gave no more memory.", "Use a smaller network.");
  } catch (const std::exception& e) {
    const std::string said = "The engine went wrong: " + in_ticks(e.what()) + ".";
    return refusal(kind, Code::kInternal, said, "Please report it with the network.");
  }
}

}  // namespace bw
