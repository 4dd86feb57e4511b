// How the small things of responses are written.
#pragma once

#include "api/json_writer.hpp"
#include "api/request.hpp"
#include "base/attrs.hpp"
#include "base/cost.hpp"
#include "base/diagnostic.hpp"
#include "base/shape.hpp"
#include "trace/trace.hpp"

namespace bw {

inline void write_numbers(JsonWriter& w, std::string_view name, const double* begin, const double* end) {
  w.array(name, [&] {
    for (; begin != end && !w.is_full(); ++begin) w.number(*begin);
  });
}
inline void write_numbers(JsonWriter& w, std::string_view name, const std::vector<double>& x) {
  write_numbers(w, name, x.data(), x.data() + x.size());
}

inline void write_shown(JsonWriter& w, std::string_view name, const Shown& shown) {
  if (shown) write_numbers(w, name, *shown);
  else w.field(name, nullptr);
}

inline void write_texts(JsonWriter& w, std::string_view name, const auto& texts) {
  w.array(name, [&] {
    for (const std::string_view text : texts) w.text(text);
  });
}
inline void write_shape(JsonWriter& w, std::string_view name, const Shape& s) {
  w.array(name, [&] {
    for (int axis = 0; axis < s.rank; ++axis) w.integer(s.extent(axis));
  });
}
// A count: exact in a double as a number, a larger one as text.
inline void write_count(JsonWriter& w, Wide n) {
  constexpr Wide kExact = Wide{1} << 53;
  if (n > kExact) w.text(decimal(n));
  else w.wide(n);
}
inline void write_count(JsonWriter& w, std::string_view name, Wide n) { w.key(name), write_count(w, n); }
inline void write_wide_cost(JsonWriter& w, std::string_view name, const WideCost& c) {
  w.array(name, [&] {
    for (const Wide n : {c.add, c.mul, c.div, c.cmp, c.fn, c.framework_flops()}) write_count(w, n);
  });
}
template <class Count>
void write_cost(JsonWriter& w, std::string_view name, const CostOf<Count>& c) {
  w.array(name, [&] {
    for (const Count count : {c.add, c.mul, c.div, c.cmp, c.fn, c.framework_flops()}) w.wide(count);
  });
}
inline void write_span(JsonWriter& w, std::string_view name, const Span& s) {
  w.object(name, [&] {
    w.field("line", s.line);
    w.field("column", s.column);
    w.field("end_line", s.end_line);
    w.field("end_column", s.end_column);
  });
}
// A vector as a list, a matrix as a list of its rows.
inline void write_numbers(JsonWriter& w, std::string_view name, const Numbers& numbers) {
  std::size_t at = 0;
  const auto row = [&] {
    for (std::int64_t i = 0; i < numbers.shape.cols; ++i) w.number(numbers.value[at++]);
  };
  w.array(name, [&] {
    if (numbers.shape.rank == 1) return row();
    for (std::int64_t i = 0; i < numbers.shape.rows; ++i) w.array(row);
  });
}
inline void write_attrs(JsonWriter& w, std::string_view name, const Attrs& attrs) {
  w.object(name, [&] {
    for (const Attr& a : attrs) {
      if (const auto* flag = std::get_if<bool>(&a.value)) w.field(a.name, *flag);
      else if (const auto* whole = std::get_if<std::int64_t>(&a.value)) w.field(a.name, *whole);
      else if (const auto* real = std::get_if<double>(&a.value)) w.field(a.name, *real);
      else if (const auto* numbers = std::get_if<Numbers>(&a.value)) write_numbers(w, a.name, *numbers);
      else
        w.array(a.name, [&] {
          for (const std::int64_t n : std::get<std::vector<std::int64_t>>(a.value)) w.integer(n);
        });
    }
  });
}
inline const char* direction_name(Direction d) { return d == Direction::kAlong ? "along" : "against"; }
inline const char* severity_name(Severity s) {
  return s == Severity::kError ? "error" : s == Severity::kWarning ? "warning" : "note";
}
// Of a step, or of its place on the time line.
inline void write_again(JsonWriter& w, const auto& step) {
  if (step.again) w.field("again", true);
  if (step.cut) w.field("cut", true);
}
// Into how many segments a run cuts the execution order, and whether that is the best within its budget.
inline void write_cuts(JsonWriter& w, const Outcome& outcome) {
  if (!outcome.segments) return;
  w.object("cuts", [&] {
    w.field("segments", *outcome.segments);
    if (outcome.proven) w.field("proven", *outcome.proven);
  });
}
// Which columns, or rows, of a Jacobian share a sweep.
inline void write_colouring(JsonWriter& w, const Outcome& outcome, bool predicted) {
  if (!outcome.colouring) return;
  const Colouring& c = *outcome.colouring;
  w.object("colouring", [&] {
    w.field("colours", c.colours);
    w.field("at_least", c.at_least);
    w.array("of", [&] {
      for (const std::uint32_t colour : c.of) w.integer(colour);
    });
    if (predicted) return;
    w.array("met", [&] {
      for (std::size_t i = 0; i < c.met.size(); ++i)
        w.array([&] {
          for (const std::uint32_t place : c.met.of(i)) w.integer(place);
        });
    });
  });
}
// The options that a schedule was asked with.
inline void write_options(JsonWriter& w, const ModeRequest& request) {
  const Options& o = request.options;
  for (const std::string& option : request.given) {
    if (option == "keep_values") w.field(option, o.keep_values);
    if (option == "chunk" && o.all) w.field(option, "all");
    else if (option == "chunk") w.field(option, o.chunk.value_or(1));
    if (option == "segments" && !o.segments) w.field(option, "sqrt");
    else if (option == "segments") w.field(option, *o.segments);
    if (option == "budget_bytes" && o.least_bytes) w.field(option, "least");
    else if (option == "budget_bytes") w.field(option, o.budget_bytes.value_or(0));
    if (option == "checkpoints") w.field(option, o.checkpoints.value_or(0));
  }
}

}  // namespace bw
