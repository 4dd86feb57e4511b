// Leaf values, seeds and directions of a request, and whether its modes are there.
#include "api/resolve.hpp"

#include <algorithm>

#include "graph/advice.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

class Resolver {
 public:
  Resolver(const Request& request, const Graph& graph, const Graph& original, const Expanded* expanded,
           Diagnostics& diagnostics)
      : request_(request), graph_(graph), original_(original), expanded_(expanded), diagnostics_(diagnostics) {}

  Resolved run() {
    replace_leaves();
    choose_seeds();
    choose_direction();
    check_modes(request_, diagnostics_);
    return std::move(out_);
  }

 private:
  void report(Code code, std::string message, std::string hint, std::string path, std::optional<Span> span = {}) {
    diagnostics_.add({code, std::move(message), std::move(hint), std::move(path), span});
  }
  // Seeds and tangents stand in the request, but what does not fit them stands in the text.
  void report_seed(NodeId n, std::string message, std::string hint, std::string path) {
    report(Code::kSeed, std::move(message), std::move(hint), std::move(path), graph_.text[n].place.span);
  }

  // The nodes and numbers that an id stands for: one node, or the scalars of a node of the network as written.
  std::vector<NodeValues> find(const NamedNumbers& named) {
    const std::vector<NodeId> nodes = nodes_named(named.id, named.path, graph_, original_, expanded_, diagnostics_);
    if (nodes.empty()) return {};
    const auto whole = graph_.find(named.id);
    const Shape shape = whole ? graph_.shape[*whole] : original_.shape[*original_.find(named.id)];
    if (static_cast<std::int64_t>(named.value.size()) != shape.elements()) {
      report(Code::kShape,
             in_ticks(named.id) + " is " + in_words(shape) + ", but there are " + std::to_string(named.value.size()) +
                 " numbers for it.",
             "Give one number for each element.", named.path);
      return {};
    }
    if (whole) return {{*whole, named.value}};
    std::vector<NodeValues> list;
    for (std::size_t i = 0; i < nodes.size(); ++i) list.push_back({nodes[i], {named.value[i]}});
    return list;
  }

  void replace_leaves() {
    out_.leaf_values = graph_.leaf_values;
    for (const NamedNumbers& named : request_.at) {
      for (const NodeValues& v : find(named)) {
        if (!graph_.row[v.node]->is_leaf()) {
          report(Code::kUnknownName,
                 in_ticks(named.id) + " is no leaf: it is computed, and its value cannot be replaced.",
                 "Only inputs and params can be replaced.", named.path);
          break;
        }
        std::copy(v.value.begin(), v.value.end(), out_.leaf_values.begin() + graph_.offset[v.node]);
      }
    }
  }

  // A column for a Jacobian without seeds: the first element of the first output.
  void choose_seeds() {
    std::vector<NodeValues>& seeds = out_.seeds;
    if (request_.seeds) {
      for (const NamedNumbers& named : *request_.seeds)
        for (NodeValues& v : find(named)) add_once(seeds, seeded_, std::move(v), named);
      if (request_.seeds->empty())
        report_seed(graph_.outputs[0], "There are no seeds.", "Give at least one, or leave seeds out.", "$.seeds");
      return;
    }
    const NodeId first = graph_.outputs[0];
    if (!request_.jacobian && (graph_.outputs.size() > 1 || graph_.elements(first) > 1)) {
      return report_seed(
          first,
          graph_.outputs.size() > 1
              ? "The network has " + std::to_string(graph_.outputs.size()) + " outputs: a gradient needs one number."
              : in_ticks(graph_.text[first].id) + " is " + in_words(graph_.shape[first]) +
                    ": a gradient needs one number.",
          advice(), "$.seeds");
    }
    seeds.push_back({first, unit(first)});
  }
  // 1 for the first element of n, of which there are no numbers in a graph of shapes.
  std::vector<double> unit(NodeId n) const {
    if (graph_.purpose == Purpose::kShapes) return {};
    std::vector<double> out(static_cast<std::size_t>(graph_.elements(n)), 0.0);
    out[0] = 1;
    return out;
  }
  // What to do where a gradient was asked of more than one number.
  std::string advice() const {
    for (NodeId n = 0; n < graph_.size(); ++n)
      if (spreads_vector(graph_, n)) return did_you_mean_product(graph_, n);
    if (!request_.has_want) return "Give seeds, or name a scalar with `loss`.";
    return "Ask for want: \"jacobian\", or give seeds, or name a scalar with `loss`.";
  }
  // taken: a mark for each node that is in the list.
  void add_once(std::vector<NodeValues>& list, std::vector<unsigned char>& taken, NodeValues v,
                const NamedNumbers& named) {
    taken.resize(graph_.size(), 0);
    if (taken[v.node]) return report(Code::kDupId, in_ticks(named.id) + " stands twice.", "Name it once.", named.path);
    taken[v.node] = 1;
    list.push_back(std::move(v));
  }

  void choose_direction() {
    std::vector<NodeValues>& direction = out_.direction;
    if (request_.tangent) {
      std::vector<unsigned char> independent(graph_.size(), 0);
      for (const NodeId n : graph_.wrt) independent[n] = 1;
      for (const NamedNumbers& named : *request_.tangent) {
        for (NodeValues& v : find(named)) {
          if (!independent[v.node]) {
            report_seed(v.node, in_ticks(named.id) + " is not in wrt: it has no tangent of its own.",
                        "Declare it with `param`, or name it in `wrt`.", named.path);
            break;
          }
          add_once(direction, moved_, std::move(v), named);
        }
      }
      return;
    }
    if (graph_.wrt.empty()) return;
    direction.push_back({graph_.wrt[0], unit(graph_.wrt[0])});
  }

  const Request& request_;
  const Graph& graph_;
  const Graph& original_;
  const Expanded* expanded_;
  Diagnostics& diagnostics_;
  Resolved out_;
  std::vector<unsigned char> seeded_, moved_;
};

}  // namespace

void check_modes(const Request& request, Diagnostics& diagnostics) {
  const auto report = [&](Code code, std::string message, std::string hint, std::string path) {
    diagnostics.add({code, std::move(message), std::move(hint), std::move(path), {}});
  };
  for (const ModeRequest& m : request.modes) {
    const Mode* mode = find_mode(m.mode);
    if (mode == nullptr) {
      std::vector<std::string_view> names;
      for (const Mode* known : modes()) names.push_back(known->name);
      report(Code::kUnknownOp, "There is no mode " + in_ticks(m.mode) + ".",
             did_you_mean(m.mode, names, "The catalogue lists all modes."), m.path + ".mode");
      continue;
    }
    for (const std::string& option : m.given)
      if (std::find(mode->options.begin(), mode->options.end(), option) == mode->options.end())
        report(Code::kAttr, in_ticks(m.mode) + " takes no " + in_ticks(option) + ".", "Leave it out.", m.path);
  }
}

std::vector<NodeId> nodes_named(const std::string& id, const std::string& path, const Graph& graph,
                                const Graph& original, const Expanded* expanded, Diagnostics& diagnostics) {
  if (const auto n = graph.find(id)) return {*n};
  if (const auto n = expanded != nullptr ? original.find(id) : std::nullopt)
    return {expanded->scalar.begin() + original.offset[*n], expanded->scalar.begin() + original.offset[*n + 1]};
  std::vector<std::string_view> names;
  for (NodeId n = 0; n < graph.size() && n < 2000; ++n) names.push_back(graph.text[n].id);
  diagnostics.add({Code::kUnknownName,
                   "There is no node " + in_ticks(id) + ".",
                   did_you_mean(id, names, "Name a node of the network."),
                   path,
                   {}});
  return {};
}

void replace_wrt(const std::vector<Ref>& names, Graph& graph, const Graph& original, const Expanded* expanded,
                 Diagnostics& diagnostics) {
  std::vector<NodeId> chosen;
  std::vector<unsigned char> taken(graph.size(), 0);
  const auto report = [&](std::string message, std::string hint, const std::string& path) {
    diagnostics.add({Code::kWrt, std::move(message), std::move(hint), path, {}});
  };
  if (names.empty()) report("wrt names nothing.", "Name a leaf or a node, or leave wrt out.", "$.wrt");
  for (const Ref& name : names) {
    for (const NodeId n : nodes_named(name.id, name.place.path, graph, original, expanded, diagnostics)) {
      if (graph.row[n]->is_const())
        report(in_ticks(name.id) + " is a number in the text.", "Declare it with `param`.", name.place.path);
      else if (taken[n])
        report(in_ticks(graph.text[n].id) + " is named twice in wrt.", "Name it once.", name.place.path);
      else chosen.push_back(n);
      taken[n] = 1;
    }
  }
  graph.wrt = std::move(chosen);
}

Resolved resolve(const Request& request, const Graph& graph, const Graph& original, const Expanded* expanded,
                 Diagnostics& diagnostics) {
  return Resolver(request, graph, original, expanded, diagnostics).run();
}

}  // namespace bw
