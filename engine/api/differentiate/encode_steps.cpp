// One step of a run: what it reads, the terms it adds, what it allocates and frees.
#include "api/differentiate/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

const char* name_of(What what) {
  switch (what) {
    case What::kValue: return "value";
    case What::kTangent: return "tangent";
    case What::kAdjoint: return "adjoint";
    case What::kSaved: return "saved";
  }
  return "";
}
const char* name_of(Sweep sweep) {
  return sweep == Sweep::kValue ? "value" : sweep == Sweep::kTangent ? "tangent" : "adjoint";
}

void write_buffers(JsonWriter& w, std::string_view name, const Graph& g, const std::vector<Buffer>& list) {
  w.array(name, [&] {
    for (const Buffer& b : list) {
      w.object([&] {
        w.field("node", g.text[b.node].id);
        w.field("what", name_of(b.what));
        w.field("bytes", b.bytes);
      });
    }
  });
}

void write_term(JsonWriter& w, const Graph& g, const Term& t) {
  w.field("to", g.text[t.to].id);
  w.field("port", t.port);
  write_shown(w, "local", t.local);
  write_shown(w, "upstream", t.upstream);
  write_shown(w, "product", t.product);
  write_shown(w, "sum_after", t.sum_after);
}

}  // namespace

void encode_step(const Graph& g, const Step& s, std::size_t i, const std::optional<double>& cut_sum, JsonWriter& w) {
  w.field("step", i);
  w.field("sweep", name_of(s.sweep));
  w.field("pass", s.pass);
  w.field("node", g.text[s.node].id);
  w.field("seed", s.seed);
  write_again(w, s);
  w.array("reads", [&] {
    for (const Read& r : s.reads) {
      w.object([&] {
        w.field("node", g.text[r.node].id);
        w.field("what", name_of(r.what));
      });
    }
  });
  w.array("terms", [&] {
    for (const Term& t : s.terms) w.object([&] { write_term(w, g, t); });
  });
  write_buffers(w, "allocates", g, s.allocates);
  write_buffers(w, "frees", g, s.frees);
  write_cost(w, "cost", s.cost);
  w.field("live_bytes", s.live_bytes);
  w.field("live_bytes_after", s.live_bytes_after);
  if (cut_sum) w.field("cut_sum", *cut_sum);
  else w.field("cut_sum", nullptr);
}

}  // namespace bw
