// What exists: limits, rows, modes, codes; everything in them but their functions.
#include "api/encode.hpp"
#include "api/handle.hpp"
#include "api/json_out.hpp"
#include "base/limits.hpp"
#include "modes/registry.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

Json attr_json(const AttrSpec& a) {
  const char* type = a.type == AttrType::kReal ? "real" : a.type == AttrType::kInteger ? "integer" : a.type == AttrType::kBoolean ? "boolean" : "integers";
  return {{"name", a.name}, {"type", type}, {"doc", a.doc}};
}

Json row_json(const Row& r) {
  Json attrs = Json::array();
  for (const AttrSpec& a : r.attrs) attrs.push_back(attr_json(a));
  return {{"name", r.name}, {"category", r.category}, {"aliases", r.aliases}, {"symbol", r.symbol}, {"arity", r.arity()}, {"ports", r.ports}, {"attrs", std::move(attrs)},
          {"doc", r.doc}, {"latex", r.latex}, {"derivative_latex", r.derivative_latex}, {"kink", r.kink}, {"domain", r.domain}, {"torch", r.torch}, {"jax", r.jax}, {"numpy", r.numpy}};
}

Json request_json(const Mode& mode, const Options& o) {
  Json out = {{"mode", mode.name}};
  if (o.all) out["chunk"] = "all";
  else if (o.chunk) out["chunk"] = *o.chunk;
  if (o.keep_values) out["keep_values"] = true;
  return out;
}

Json mode_json(const Mode& m) {
  Json schedules = Json::array();
  for (const Schedule& s : m.schedules) schedules.push_back({{"title", s.title}, {"request", request_json(m, s.options)}});
  return {{"name", m.name}, {"direction", m.direction == Direction::kAlong ? "along" : "against"}, {"doc", m.doc}, {"source", m.source}, {"options", m.options}, {"schedules", std::move(schedules)}, {"referee", m.referee}};
}

}  // namespace

void encode_catalogue(Json& out) {
  out["version"] = kVersion;
  Json& list = out["limits"] = Json::array();
  for (const limits::Limit& l : limits::all()) list.push_back({{"name", l.name}, {"value", l.value}, {"unit", l.unit}, {"doc", l.doc}});
  Json& ops = out["ops"] = Json::array();
  for (const Row& row : rows()) ops.push_back(row_json(row));
  Json& mode_list = out["modes"] = Json::array();
  for (const Mode* mode : modes()) mode_list.push_back(mode_json(*mode));
  Json& code_list = out["codes"] = Json::array();
  for (const CodeInfo& c : codes()) {
    const char* severity = c.severity == Severity::kError ? "error" : c.severity == Severity::kWarning ? "warning" : "note";
    code_list.push_back({{"code", c.name}, {"severity", severity}, {"doc", c.doc}});
  }
}

}  // namespace bw
