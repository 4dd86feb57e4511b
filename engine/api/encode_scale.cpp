// Sizes that a text declares, and what the modes cost as one of them varies.
#include "api/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

void write_point(JsonWriter& w, const ScalePoint& p) {
  const Measured& m = p.measured;
  w.field("size", p.size);
  w.field("elements", p.elements);
  w.field("mode", p.mode->name);
  w.field("direction", direction_name(p.mode->direction));
  w.field("title", m.title);
  write_options(w, p.request);
  w.field("sweeps", m.sweeps);
  w.field("directions", m.directions);
  w.object("cost", [&] {
    write_cost(w, "value", m.value);
    write_cost(w, "derivative", m.derivative);
    write_cost(w, "total", m.value + m.derivative);
  });
  w.field("inputs_bytes", m.memory.inputs_bytes);
  w.field("peak_bytes", m.memory.peak_bytes);
  w.field("inner_peak_bytes", m.memory.inner_peak_bytes);
  w.field("saved_bytes", m.memory.saved_bytes);
  w.field("predicted", m.predicted);
}

}  // namespace

void encode_sizes(const Response& r, JsonWriter& w) {
  w.array("sizes", [&] {
    for (const SizeSpec& size : r.sizes) {
      w.object([&] {
        w.field("id", size.id);
        w.field("value", size.value);
        write_span(w, "span", size.name);
        write_span(w, "value_span", size.written);
      });
    }
  });
}

void encode_scale(const Response& r, JsonWriter& w) {
  w.field("vary", r.vary);
  w.array("points", [&] {
    for (const ScalePoint& p : r.points) w.object([&] { write_point(w, p); });
  });
}

}  // namespace bw
