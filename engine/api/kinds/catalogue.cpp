// catalogue: what exists: limits, rows, modes, kinds of requests, codes; everything in them but their functions.
#include <cmath>

#include "api/json_parts.hpp"
#include "api/kinds/registry.hpp"
#include "api/version.hpp"
#include "base/limits.hpp"
#include "modes/registry.hpp"
#include "ops/conventions.hpp"
#include "ops/registry.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

// What the engine does where the rules leave a choice, for all rows alike; what one row chooses is its kink.
struct Choice {
  std::string_view name, doc;
};
constexpr Choice kChoices[] = {
    {"strong_zero",
     "A product of a tangent or an adjoint with a local derivative is exactly 0 where either of the two is exactly 0, "
     "even if the other is infinite or NaN: what does not move, or does not pass on, cannot matter. "
     "It holds both ways, for each term of a matrix product and for each line of the formulas of softmax, layer_norm "
     "and the losses, and is never counted. Values follow IEEE: 0 times NaN is NaN."},
    {"zero_times_log_zero",
     "In losses 0 · log 0 is its limit 0, so a score of -Infinity (a mask) adds nothing where its target is 0. The "
     "derivative by that target is infinite, and said to be."},
};

void write_attr(JsonWriter& w, const AttrSpec& a) {
  w.object([&] {
    w.field("name", a.name);
    w.field("type", a.type == AttrType::kReal      ? "real"
                    : a.type == AttrType::kInteger ? "integer"
                    : a.type == AttrType::kBoolean ? "boolean"
                    : a.type == AttrType::kNumbers ? "numbers"
                                                   : "integers");
    if (a.type == AttrType::kReal) w.field("default", a.standard);
    w.field("doc", a.doc);
  });
}

void write_bound(JsonWriter& w, std::string_view name, double x) {
  if (std::isinf(x)) w.field(name, nullptr);
  else w.field(name, x);
}

void write_row(JsonWriter& w, const Row& r) {
  w.object([&] {
    w.field("name", r.name);
    w.field("category", r.category);
    write_texts(w, "aliases", r.aliases);
    w.field("symbol", r.symbol);
    w.field("arity", r.arity());
    write_texts(w, "ports", r.ports);
    w.array("attrs", [&] {
      for (const AttrSpec& a : r.attrs) write_attr(w, a);
    });
    w.field("doc", r.doc);
    w.field("latex", r.latex);
    write_texts(w, "derivative_latex", r.derivative_latex);
    w.field("kink", r.kink);
    if (r.states) w.field("states", true);
    if (!r.saturation.formula.empty()) {
      w.object("saturation", [&] {
        write_bound(w, "below", r.saturation.below);
        write_bound(w, "above", r.saturation.above);
        w.field("formula", r.saturation.formula);
      });
    }
    w.array("domain", [&] {
      for (const double x : r.domain) w.real(x);
    });
    w.field("torch", r.torch);
    w.field("jax", r.jax);
    w.field("numpy", r.numpy);
  });
}

void write_request(JsonWriter& w, const Mode& mode, const Options& o) {
  w.object("request", [&] {
    w.field("mode", mode.name);
    if (o.all) w.field("chunk", "all");
    else if (o.chunk) w.field("chunk", *o.chunk);
    if (o.keep_values) w.field("keep_values", true);
  });
}

constexpr std::string_view kLines[] = {"solid",       "dashed",      "dotted",         "long_dashed",
                                       "dash_dotted", "wide_dotted", "dash_dot_dotted"};
constexpr std::string_view kMarks[] = {"circle", "square", "triangle", "diamond", "triangle_down", "plus", "cross"};

void write_pen(JsonWriter& w, const Pen& pen) {
  w.object("pen", [&] {
    w.field("line", kLines[static_cast<std::size_t>(pen.line)]);
    w.field("mark", kMarks[static_cast<std::size_t>(pen.mark)]);
  });
}

void write_mode(JsonWriter& w, const Mode& m) {
  w.object([&] {
    w.field("name", m.name);
    w.field("label", m.label);
    w.field("direction", m.direction == Direction::kAlong ? "along" : "against");
    w.field("default_of_direction", m.default_of_direction);
    w.field("doc", m.doc);
    w.field("source", m.source);
    write_texts(w, "options", m.options);
    w.array("schedules", [&] {
      for (const Schedule& s : m.schedules) {
        w.object([&] {
          w.field("title", s.title);
          write_request(w, m, s.options);
          write_pen(w, s.pen);
          if (s.jacobian) w.field("want", "jacobian");
        });
      }
    });
    if (m.pen) write_pen(w, *m.pen);
    w.field("referee", m.referee);
  });
}

void write_kind(JsonWriter& w, const Kind& k) {
  w.object([&] {
    w.field("name", k.name);
    w.field("doc", k.doc);
    write_texts(w, "safe", k.safe);
    write_texts(w, "compared", k.compared);
  });
}

constexpr std::string_view kRoles[] = {"leaf", "size", "block", "list", "layer", "generator", "constant", "clause"};

struct Catalogue {};

Catalogue decode(RequestReader& reader, const Value& json) {
  reader.keys(json, {"v", "kind"}, "$");
  return {};
}

std::optional<Catalogue> run(const Catalogue& all, Diagnostics&) { return all; }

void encode(const Catalogue&, JsonWriter& w) {
  w.field("version", version());
  w.field("count", kCount);
  w.array("conventions", [&] {
    for (const Convention& c : conventions()) {
      w.object([&] {
        w.field("count", c.count);
        write_texts(w, "ops", c.ops);
        w.field("doc", c.doc);
      });
    }
  });
  w.array("limits", [&] {
    for (const limits::Limit& l : limits::all()) {
      w.object([&] {
        w.field("name", l.name);
        w.field("value", l.value);
        w.field("unit", l.unit);
        w.field("doc", l.doc);
      });
    }
  });
  w.array("ops", [&] {
    for (const Row& row : rows()) write_row(w, row);
  });
  w.array("words", [&] {
    for (const Word& word : words()) {
      w.object([&] {
        w.field("text", word.text);
        w.field("role", kRoles[static_cast<std::size_t>(word.role)]);
        w.field("form", word.form);
        w.field("doc", word.doc);
      });
    }
  });
  w.array("modes", [&] {
    for (const Mode* mode : modes()) write_mode(w, *mode);
  });
  w.array("kinds", [&] {
    for (const Kind* kind : kinds()) write_kind(w, *kind);
  });
  w.array("choices", [&] {
    for (const Choice& c : kChoices) {
      w.object([&] {
        w.field("name", c.name);
        w.field("doc", c.doc);
      });
    }
  });
  w.array("codes", [&] {
    for (const CodeInfo& c : codes()) {
      w.object([&] {
        w.field("code", c.name);
        w.field("severity", severity_name(c.severity));
        w.field("doc", c.doc);
      });
    }
  });
}

}  // namespace

const Kind& catalogue_kind() {
  static const Kind kind = {
      .name = "catalogue",
      .doc = "What exists: limits, operations, words, modes, kinds of requests, choices and diagnostic codes.",
      .safe = {"version", "count", "conventions", "limits", "ops", "words", "modes", "kinds", "choices", "codes"},
      .compared = {},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw
