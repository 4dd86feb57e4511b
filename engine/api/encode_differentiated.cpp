// The numbers of a differentiate response: nodes, runs, steps, agreement.
#include "api/encode.hpp"
#include "api/json_out.hpp"

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
const char* name_of(Sweep sweep) { return sweep == Sweep::kValue ? "value" : sweep == Sweep::kTangent ? "tangent" : "adjoint"; }

Json shown_json(const Shown& shown) { return shown ? numbers(shown->begin(), shown->end()) : Json(nullptr); }

class Encoder {
 public:
  explicit Encoder(const Response& r) : response_(r), g_(*r.graph), activity_(*r.activity), d_(*r.result), include_(r.include) {}

  void run(Json& out) const {
    out["seeds"] = named(d_.seeds);
    out["tangent"] = named(d_.tangent);
    if (include_.graph) encode_graph(response_, out["graph"]);
    Json& nodes = out["nodes"] = Json::array();
    for (NodeId n = 0; n < g_.size(); ++n) nodes.push_back(node(n));
    if (include_.groups) encode_groups(response_, out["groups"]);
    if (include_.cost) encode_gauges(response_, out["gauges"]);
    Json& runs = out["runs"] = Json::array();
    for (const Run& r : d_.runs) runs.push_back(run_json(r));
    if (d_.check) out["check_cost"] = {{"sweeps", d_.check->sweeps}, {"total", cost_json(d_.check->cost)}};
    out["agreement"] = agreement();
  }

 private:
  const std::string& id(NodeId n) const { return g_.text[n].id; }

  Json named(const std::vector<NodeValues>& list) const {
    Json out = Json::array();
    for (const NodeValues& v : list) out.push_back({{"id", id(v.node)}, {"value", numbers(v.value.begin(), v.value.end())}});
    return out;
  }
  Json column(const std::vector<double>& x, NodeId n) const { return numbers(x.begin() + g_.offset[n], x.begin() + g_.offset[n + 1]); }

  Json node(NodeId n) const {
    const bool active = activity_.active[n] != 0;
    const auto if_active = [&](Json j) { return active ? std::move(j) : Json(nullptr); };
    Json out = {{"id", id(n)}};
    if (include_.value) out["value"] = column(d_.values, n);
    if (include_.tangent) out["tangent"] = if_active(active ? column(d_.tangents, n) : Json());
    if (include_.adjoint) out["adjoint"] = if_active(active ? column(d_.adjoints, n) : Json());
    if (d_.check) {
      out["gradient_forward"] = if_active(active ? column(d_.gradient_forward, n) : Json());
      out["difference"] = if_active(number(d_.difference[n]));
      out["scale"] = if_active(number(d_.scale[n]));
    }
    if (include_.local) out["local"] = locals(n);
    if (include_.contributions) out["contributions"] = contributions(n);
    if (include_.cost) {
      out["cost"] = {{"value", cost_json(d_.value_cost[n])}, {"tangent", cost_json(d_.tangent_cost[n])}, {"adjoint", cost_json(d_.adjoint_cost[n])}};
      out["bytes"] = g_.row[n]->is_const() ? 0 : kBytesPerNumber * g_.elements(n);
      Json& saved = out["saved_for"] = Json::array();
      for (const auto& [reader, what] : d_.saved_for[n]) saved.push_back({{"node", id(reader)}, {"what", what == What::kSaved ? "hidden" : reader == n ? "output" : "input"}});
    }
    return out;
  }

  Json locals(NodeId n) const {
    Json list = Json::array();
    for (const Local& l : d_.locals[n]) list.push_back({{"input", id(l.input)}, {"port", l.port}, {"jacobian", shown_json(l.jacobian)}, {"shape", {l.rows, l.cols}}});
    return list;
  }
  Json contributions(NodeId n) const {
    Json list = Json::array();
    for (const Contribution& c : d_.contributions[n])
      list.push_back({{"consumer", id(c.consumer)}, {"port", c.port}, {"local", shown_json(c.local)}, {"upstream", shown_json(c.upstream)}, {"product", shown_json(c.product)}});
    return list;
  }

  Json run_json(const Run& r) const {
    const Trace& t = r.outcome.trace;
    Json out = {{"mode", r.mode->name}, {"direction", direction_name(r.mode->direction)}, {"title", r.title}};
    options_json(r.request, out);
    out["sweeps"] = r.outcome.sweeps;
    out["directions"] = r.outcome.directions;
    if (!r.predicted && !response_.jacobian) out["gradient"] = gradient(r.outcome);
    if (!r.predicted && response_.jacobian) out["jacobian"] = jacobian(r.outcome);
    out["cost"] = {{"value", cost_json(t.value)}, {"derivative", cost_json(t.derivative)}, {"total", cost_json(t.value + t.derivative)}};
    Json& memory = out["memory"] = {{"inputs_bytes", t.memory.inputs_bytes}, {"peak_bytes", t.memory.peak_bytes}, {"inner_peak_bytes", t.memory.inner_peak_bytes},
                                    {"saved_bytes", t.memory.saved_bytes}, {"saved_for_adjoint_bytes", t.memory.saved_for_adjoint_bytes}};
    if (include_.timeline && !r.predicted) {
      Json& list = memory["timeline"] = Json::array();
      for (std::size_t i = 0; i < t.timeline.size(); ++i)
        list.push_back({{"step", i}, {"live_bytes", t.timeline[i].live_bytes}, {"live_bytes_after", t.timeline[i].live_bytes_after}, {"inner_live_bytes", t.timeline[i].inner_live_bytes}});
    }
    if (include_.steps && !r.predicted) {
      Json& list = out["steps"] = Json::array();
      const Graph& traced = r.outcome.traced_graph ? *r.outcome.traced_graph : g_;
      for (std::size_t i = 0; i < t.steps.size(); ++i) list.push_back(step(traced, t.steps[i], i, r.cut_sums[i]));
    }
    if (r.seconds) out["seconds"] = *r.seconds;
    if (r.max_relative) out["max_relative"] = number(*r.max_relative);
    out["predicted"] = r.predicted;
    return out;
  }

  Json gradient(const Outcome& o) const {
    Json list = Json::array();
    auto at = o.gradient.begin();
    for (const NodeId n : g_.wrt) {
      list.push_back({{"id", id(n)}, {"shape", shape_json(g_.shape[n])}, {"value", numbers(at, at + g_.elements(n))}});
      at += g_.elements(n);
    }
    return list;
  }

  Json jacobian(const Outcome& o) const {
    std::int64_t columns = 0;
    for (const NodeId n : g_.wrt) columns += g_.elements(n);
    Json list = Json::array();
    std::int64_t row = 0;
    for (const NodeId of : g_.outputs) {
      std::int64_t column = 0;
      for (const NodeId wrt : g_.wrt) {
        Json values = Json::array();
        for (std::int64_t i = 0; i < g_.elements(of); ++i)
          for (std::int64_t j = 0; j < g_.elements(wrt); ++j) values.push_back(number(o.jacobian[static_cast<std::size_t>((row + i) * columns + column + j)]));
        list.push_back({{"of", id(of)}, {"wrt", id(wrt)}, {"shape", {g_.elements(of), g_.elements(wrt)}}, {"value", std::move(values)}});
        column += g_.elements(wrt);
      }
      row += g_.elements(of);
    }
    return list;
  }

  static Json step(const Graph& g, const Step& s, std::size_t i, const std::optional<double>& cut) {
    const auto buffers = [&](const std::vector<Buffer>& list) {
      Json out = Json::array();
      for (const Buffer& b : list) out.push_back({{"node", g.text[b.node].id}, {"what", name_of(b.what)}, {"bytes", b.bytes}});
      return out;
    };
    Json reads = Json::array(), terms = Json::array();
    for (const Read& r : s.reads) reads.push_back({{"node", g.text[r.node].id}, {"what", name_of(r.what)}});
    for (const Term& t : s.terms)
      terms.push_back({{"to", g.text[t.to].id}, {"port", t.port}, {"local", shown_json(t.local)}, {"upstream", shown_json(t.upstream)}, {"product", shown_json(t.product)}, {"sum_after", shown_json(t.sum_after)}});
    return {{"step", i}, {"sweep", name_of(s.sweep)}, {"pass", s.pass}, {"node", g.text[s.node].id}, {"seed", s.seed}, {"reads", std::move(reads)}, {"terms", std::move(terms)},
            {"allocates", buffers(s.allocates)}, {"frees", buffers(s.frees)}, {"cost", cost_json(s.cost)}, {"live_bytes", s.live_bytes}, {"live_bytes_after", s.live_bytes_after},
            {"cut_sum", cut ? number(*cut) : Json(nullptr)}};
  }

  Json agreement() const {
    const Agreement& a = d_.agreement;
    Json out = {{"max_relative", number(a.max_relative)}, {"node", a.node ? Json(id(*a.node)) : Json(nullptr)}, {"dot_test", nullptr}};
    if (a.dot) out["dot_test"] = {{"left", number(a.dot->left)}, {"right", number(a.dot->right)}, {"relative", number(a.dot->relative)}};
    return out;
  }

  const Response& response_;
  const Graph& g_;
  const Activity& activity_;
  const Differentiated& d_;
  const Include& include_;
};

}  // namespace

void encode_differentiated(const Response& response, Json& out) { Encoder(response).run(out); }

}  // namespace bw
