// paths: the paths from one node to another, counted and listed, and the derivative of one by the other both ways.
#include "api/find_paths.hpp"
#include "api/json_parts.hpp"
#include "api/kinds/kind.hpp"
#include "base/limits.hpp"

namespace bw {
namespace {

PathsRequest decode(RequestReader& reader, const Value& json) {
  PathsRequest request;
  reader.keys(json, {"v", "kind", "network", "from", "to", "limit", "at", "expand"}, "$");
  decode_network(reader, json, request.network);
  reader.flag(json, "expand", "$", request.expand);
  request.jacobian = true;  // between any two nodes: nothing is seeded
  request.from = reader.text(json, "from", "$", false);
  request.to = reader.text(json, "to", "$", false);
  if (const auto f = reader.field(json, "at", "$", false)) reader.named(*f, "$.at", request.at);
  const auto most = reader.field(json, "limit", "$", false);
  const auto n = most ? reader.whole(*most, "$.limit") : std::nullopt;
  if (!n) return request;
  static_assert(limits::kPaths == 10'000);
  if (*n < 1 || *n > limits::kPaths)
    reader.report(*n < 1 ? Code::kAttr : Code::kLimit, "`limit` is " + std::to_string(*n) + ".",
                  "It is a whole number from 1 to 10,000: how many paths are listed. All are counted.", "$.limit");
  request.limit = *n;
  return request;
}

class Encoder {
 public:
  Encoder(const PathsFound& found, JsonWriter& writer) : g_(*found.graph), p_(found), w(writer) {}

  void run() {
    w.field("from", id(p_.from));
    w.field("to", id(p_.to));
    w.field("rows", p_.rows);
    w.field("cols", p_.columns);
    w.field("count", p_.count.paths.text());
    lengths();
    w.array("paths", [&] {
      for (std::size_t i = 0; i < p_.list.size(); ++i) w.object([&] { path(i); });
    });
    w.field("all_listed", p_.all_listed);
    write_shown(w, "sum", p_.sum);
    w.object("gradient", [&] {
      write_shown(w, "forward", p_.forward);
      write_shown(w, "reverse", p_.reverse);
    });
    w.object("work", [&] {
      w.object("one_by_one", [&] {
        w.field("products", p_.count.work.products.text());
        w.field("adds", p_.count.work.adds.text());
      });
      work("forward", work_along(p_.between));
      work("reverse", work_against(p_.between));
    });
    w.field("edges", p_.between.edges.size());
  }

 private:
  const std::string& id(NodeId n) const { return g_.text[n].id; }
  const Edge& edge(std::uint32_t e) const { return p_.between.edges[e]; }

  void lengths() {
    if (!p_.has_lengths) return w.field("lengths", nullptr);
    w.array("lengths", [&] {
      for (std::size_t i = 0; i < p_.lengths.size(); ++i) {
        const std::string count = p_.lengths.text(i);
        if (count == "0") continue;
        w.object([&] {
          w.field("length", p_.lengths.shortest + static_cast<std::int64_t>(i));
          w.field("count", count);
        });
      }
    });
  }

  void path(std::size_t i) {
    const auto edges = p_.list.path(i);
    w.array("nodes", [&] {
      w.text(id(p_.from));
      for (const std::uint32_t e : edges) w.text(id(p_.between.nodes[edge(e).to]));
    });
    w.array("ports", [&] {
      for (const std::uint32_t e : edges) w.integer(edge(e).port);
    });
    w.array("factors", [&] {
      for (const std::uint32_t e : edges) w.object([&] { factor(e); });
    });
    const auto product = p_.list.product(i);
    if (product.empty()) w.field("product", nullptr);
    else write_numbers(w, "product", product.data(), product.data() + product.size());
  }

  void factor(std::uint32_t e) {
    w.array("shape", [&] {
      for (const std::uint32_t place : {edge(e).to, edge(e).from}) w.integer(g_.elements(p_.between.nodes[place]));
    });
    write_shown(w, "value", p_.list.factors[e]);
  }

  void work(std::string_view name, const FactoredWork& done) {
    w.object(name, [&] {
      w.field("products", done.products);
      w.field("adds", done.adds);
    });
  }

  const Graph& g_;
  const PathsFound& p_;
  JsonWriter& w;
};

void encode(const PathsFound& found, JsonWriter& w) { Encoder(found, w).run(); }

}  // namespace

const Kind& paths_kind() {
  static const Kind kind = {
      .name = "paths",
      .doc = "The paths along which one node depends on another: how many, the first of them, and their sum.",
      .safe = {"from", "to", "rows", "cols", "count", "lengths", "paths.nodes", "paths.ports", "paths.factors.shape",
               "work", "edges"},
      .compared = {"paths.factors.value", "paths.product", "sum", "gradient.forward", "gradient.reverse"},
      .shorter = "Ask for fewer paths with limit.",
      .steps = steps<decode, find_paths, encode>(),
  };
  return kind;
}

}  // namespace bw
