// Sizes that a text declares, and what the modes cost as one of them varies.
#include "api/encode.hpp"
#include "api/json_out.hpp"

namespace bw {

void encode_sizes(const Response& r, Json& out) {
  out = Json::array();
  for (const SizeSpec& size : r.sizes) out.push_back({{"id", size.id}, {"value", size.value}, {"span", span_json(size.name)}, {"value_span", span_json(size.written)}});
}

void encode_scale(const Response& r, Json& out) {
  out["vary"] = r.vary;
  Json& points = out["points"] = Json::array();
  for (const ScalePoint& p : r.points) {
    const Measured& m = p.measured;
    Json point = {{"size", p.size}, {"elements", p.elements}, {"mode", p.mode->name}, {"direction", direction_name(p.mode->direction)}, {"title", m.title}};
    options_json(p.request, point);
    point["sweeps"] = m.sweeps;
    point["directions"] = m.directions;
    point["cost"] = {{"value", cost_json(m.value)}, {"derivative", cost_json(m.derivative)}, {"total", cost_json(m.value + m.derivative)}};
    point["inputs_bytes"] = m.memory.inputs_bytes;
    point["peak_bytes"] = m.memory.peak_bytes;
    point["inner_peak_bytes"] = m.memory.inner_peak_bytes;
    point["saved_bytes"] = m.memory.saved_bytes;
    point["predicted"] = m.predicted;
    points.push_back(std::move(point));
  }
}

}  // namespace bw
