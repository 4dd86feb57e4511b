// How many paths there are, the listed ones, their sum, and the same by the modes.
#include "api/encode.hpp"
#include "api/json_parts.hpp"

namespace bw {
namespace {

class Encoder {
 public:
  Encoder(const Response& r, JsonWriter& writer) : g_(*r.graph), p_(*r.paths), w(writer) {}

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

}  // namespace

void encode_paths(const Response& response, JsonWriter& w) { Encoder(response, w).run(); }

}  // namespace bw
