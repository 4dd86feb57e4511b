// How single things are written as JSON.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

#include "api/request.hpp"
#include "base/attrs.hpp"
#include "base/cost.hpp"
#include "base/diagnostic.hpp"
#include "base/shape.hpp"

namespace bw {

using Json = nlohmann::ordered_json;

// Non-finite numbers travel as texts; whole ones without a point.
inline Json number(double x) {
  if (std::isnan(x)) return "NaN";
  if (std::isinf(x)) return x > 0 ? "Infinity" : "-Infinity";
  constexpr double kExact = 9007199254740992.0;
  if (x == std::floor(x) && std::fabs(x) < kExact && !(x == 0 && std::signbit(x))) return static_cast<std::int64_t>(x);
  return x;
}
template <class Iterator>
Json numbers(Iterator begin, Iterator end) {
  Json list = Json::array();
  for (; begin != end; ++begin) list.push_back(number(*begin));
  return list;
}
inline Json shape_json(const Shape& s) {
  Json list = Json::array();
  for (int axis = 0; axis < s.rank; ++axis) list.push_back(s.extent(axis));
  return list;
}
inline Json cost_json(const Cost& c) { return Json::array({c.add, c.mul, c.div, c.cmp, c.fn, c.framework_flops()}); }
inline Json span_json(const Span& s) { return {{"line", s.line}, {"column", s.column}, {"end_line", s.end_line}, {"end_column", s.end_column}}; }
inline Json attrs_json(const Attrs& attrs) {
  Json object = Json::object();
  for (const Attr& a : attrs) {
    if (const auto* flag = std::get_if<bool>(&a.value)) object[a.name] = *flag;
    else if (const auto* whole = std::get_if<std::int64_t>(&a.value)) object[a.name] = *whole;
    else if (const auto* real = std::get_if<double>(&a.value)) object[a.name] = number(*real);
    else object[a.name] = std::get<std::vector<std::int64_t>>(a.value);
  }
  return object;
}
inline const char* direction_name(Direction d) { return d == Direction::kAlong ? "along" : "against"; }
// The options that a schedule was asked with.
inline void options_json(const ModeRequest& request, Json& out) {
  for (const std::string& option : request.given) {
    if (option == "chunk") out["chunk"] = request.options.all ? Json("all") : Json(request.options.chunk.value_or(1));
    else out[option] = request.options.keep_values;
  }
}

}  // namespace bw
