// Finds the two nodes, counts and lists what is between them, and differentiates one by the other both ways.
#include "api/find_paths.hpp"

#include "api/resolve.hpp"
#include "base/limits.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

// The nodes up to the later of two, with these leaf values: one differentiated by the other alone.
Graph only(const Graph& g, NodeId of, NodeId by, const std::vector<double>& leaf_values) {
  Graph out;
  for (NodeId n = 0; n <= std::max(of, by); ++n)
    out.append(*g.row[n], g.shape[n], g.in(n), g.attrs[n], {g.text[n].id, {}, {}, {}});
  out.freeze();
  out.leaf_values.assign(leaf_values.begin(), leaf_values.begin() + out.total_elements());
  out.outputs = {of};
  out.wrt = {by};
  return out;
}

class Finding {
 public:
  Finding(const PathsRequest& request, const BuiltNetwork& network, Diagnostics& diagnostics)
      : request_(request), network_(network), g_(*network.graph), out_(diagnostics) {}

  std::optional<PathsFound> run() {
    const Resolved resolved = resolve(request_, g_, *network_.original, network_.expanded.get(), out_);
    const std::optional<NodeId> from = first(), to = last();
    if (!from || !to || out_.has_errors()) return std::nullopt;
    std::optional<PathsFound> out;
    PathsFound& found = out.emplace(network_.graph, *from, *to);
    if (!count_paths(found.between, found.count)) {
      report(Code::kLimit, "The number of paths is too long to be counted.", "Name two nodes that are closer together.",
             "");
      return std::nullopt;
    }
    found.has_lengths = count_lengths(found.between, found.count.paths, found.lengths);
    if (!found.has_lengths) report(Code::kLeftOut, "`lengths` was left out: it would take too many sums.", "", "");
    list(found, resolved.leaf_values);
    if (found.rows * found.columns > limits::kShownNumbers) return out;
    const Graph pair = only(g_, *to, *from, resolved.leaf_values);
    found.forward = gradient(pair, Direction::kAlong);
    found.reverse = gradient(pair, Direction::kAgainst);
    return out;
  }

 private:
  void report(Code code, std::string message, std::string_view hint, std::string_view path) {
    out_.add({code, std::move(message), std::string(hint), std::string(path), {}});
  }

  std::optional<NodeId> first() {
    if (!request_.from && g_.wrt.empty())
      report(Code::kWrt, "Nothing says where the paths begin: the network has no wrt.", "Name a node in `from`.",
             "$.from");
    if (!request_.from) return g_.wrt.empty() ? std::nullopt : std::optional(g_.wrt[0]);
    const std::optional<NodeId> node = find(*request_.from, "$.from");
    if (!node || !g_.row[*node]->is_const()) return node;
    report(Code::kWrt, in_ticks(*request_.from) + " is a number in the text.", "Declare it with `param`.", "$.from");
    return std::nullopt;
  }
  std::optional<NodeId> last() { return request_.to ? find(*request_.to, "$.to") : std::optional(g_.outputs[0]); }

  // One node: where the network is expanded, an array is as many nodes as it has elements.
  std::optional<NodeId> find(const std::string& id, const std::string& path) {
    const std::vector<NodeId> nodes = nodes_named(id, path, g_, *network_.original, network_.expanded.get(), out_);
    if (nodes.size() > 1)
      report(Code::kShape, in_ticks(id) + " is several nodes of the expanded network.",
             "Name one of them, such as " + in_ticks(g_.text[nodes[0]].id) + ".", path);
    return nodes.size() == 1 ? std::optional(nodes[0]) : std::nullopt;
  }

  void list(PathsFound& found, const std::vector<double>& leaf_values) {
    PathList& list = found.list;
    list_paths(g_, found.between, leaf_values, request_.limit, list);
    found.all_listed = found.count.paths == Natural(list.size());
    if (!list.cut.empty())
      report(Code::kLeftOut,
             "Only " + std::to_string(list.size()) + " of the paths were listed: the next one takes too many " +
                 std::string(list.cut) + ".",
             "", "$.limit");
    if (!found.all_listed || found.rows * found.columns > limits::kShownNumbers) return;
    found.sum.emplace(static_cast<std::size_t>(found.rows * found.columns), 0.0);
    for (std::size_t i = 0; i < list.products.size(); ++i) (*found.sum)[i % list.numbers] += list.products[i];
  }

  // By the default mode of that direction; knows nothing of paths.
  Shown gradient(const Graph& pair, Direction direction) {
    const Mode& mode = default_mode(direction);
    Task task{.graph = pair,
              .leaf_values = pair.leaf_values,
              .wrt = pair.wrt,
              .seeds = {},
              .jacobian = true,
              .predict = true};
    const Outcome predicted = mode.run(task);
    if (affordable(predicted, predicted.trace.total())) {
      task.predict = false;
      return mode.run(task).jacobian;
    }
    report(Code::kLeftOut, "`gradient` was left out one way: it is above the budget of a call.",
           "Name two nodes that are smaller or closer together.", "");
    return std::nullopt;
  }

  const PathsRequest& request_;
  const BuiltNetwork& network_;
  const Graph& g_;
  Diagnostics& out_;
};

}  // namespace

std::optional<PathsFound> find_paths(const PathsRequest& request, Diagnostics& diagnostics) {
  const std::optional<BuiltNetwork> network = built_network(request, diagnostics);
  return network ? Finding(request, *network, diagnostics).run() : std::nullopt;
}

}  // namespace bw
