// Columns of the ledger, from the typed answer.
#include "cli/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "api/differentiate/differentiate.hpp"
#include "modes/registry.hpp"

namespace bw {
namespace {

std::string rounded(double x) {
  if (std::isnan(x)) return "NaN";  // C prints its sign, too
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", x);
  return text;
}

// At most four elements, then how many there are.
std::string elements(const Graph& g, NodeId n, const std::vector<double>& numbers) {
  constexpr std::int64_t kShown = 4;
  std::string out;
  for (std::int64_t i = 0; i < std::min(kShown, g.elements(n)); ++i)
    out += (i > 0 ? " " : "") + rounded(numbers[static_cast<std::size_t>(g.offset[n] + i)]);
  if (g.elements(n) > kShown) out += " … (" + std::to_string(g.elements(n)) + ")";
  return out;
}

// Terminal columns of UTF-8 text.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void print_table(const std::vector<std::vector<std::string>>& rows, std::ostream& out) {
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out << row[i] << (i + 1 < row.size() ? std::string(widths[i] - width(row[i]) + 2, ' ') : "");
    out << '\n';
  }
}

void print_problems(const Diagnostics& diagnostics, std::ostream& out) {
  for (const Diagnostic& d : diagnostics.shown()) {
    if (d.span) out << d.span->line << ':' << d.span->column << ": ";
    out << info(d.code).name << ": " << d.message << (d.hint.empty() ? "" : " " + d.hint) << '\n';
  }
}

std::string element_name(const Graph& g, const NodeValues& v) {
  const std::size_t i = static_cast<std::size_t>(std::find(v.value.begin(), v.value.end(), 1.0) - v.value.begin());
  const Shape& s = g.shape[v.node];
  if (s.rank == 0) return g.text[v.node].id;
  if (s.rank == 1) return g.text[v.node].id + "[" + std::to_string(i) + "]";
  return g.text[v.node].id + "[" + std::to_string(static_cast<std::int64_t>(i) / s.cols) + "," +
         std::to_string(static_cast<std::int64_t>(i) % s.cols) + "]";
}

void print_nodes(const Differentiated& r, std::ostream& out) {
  const Graph& g = r.graph();
  const std::string weight = r.tangent.empty() ? "—" : element_name(g, r.tangent[0]),
                    loss = element_name(g, r.seeds[0]);
  std::vector<std::vector<std::string>> rows = {
      {"node", "operation", "value", "▸ ∂/∂" + weight, "◂ ∂" + loss + "/∂", "flops ▸", "flops ◂", "bytes"}};
  for (NodeId n = 0; n < g.size(); ++n) {
    if (g.row[n]->is_const()) continue;
    const bool active = r.activity.active[n] != 0;
    rows.push_back({g.text[n].id, std::string(g.row[n]->name), elements(g, n, r.values),
                    active ? elements(g, n, r.tangents) : "inactive", active ? elements(g, n, r.adjoints) : "inactive",
                    std::to_string(r.tangent_cost[n].flops()), std::to_string(r.adjoint_cost[n].flops()),
                    std::to_string(kBytesPerNumber * g.elements(n))});
  }
  print_table(rows, out);
}

void print_runs(const Differentiated& r, std::ostream& out) {
  std::vector<std::vector<std::string>> rows = {
      {"schedule", "flops", "functions", "working memory, bytes", "peak, bytes"}};
  for (const Run& run : r.runs) {
    const WideCost total = run.outcome.trace.total();
    rows.push_back(
        {(run.mode->direction == Direction::kAlong ? "▸ " : "◂ ") + run.title + (run.predicted ? " (predicted)" : ""),
         decimal(total.flops()), decimal(total.fn), decimal(run.outcome.trace.memory.inner_peak_bytes),
         decimal(run.outcome.trace.memory.peak_bytes)});
  }
  out << '\n';
  print_table(rows, out);
  out << "\nLargest relative difference between the ways: " << rounded(r.agreement.max_relative) << '\n';
}

}  // namespace

bool print_ledger(const std::string& network_text, std::ostream& out, std::ostream& problems) {
  DifferentiateRequest request;
  request.network.text = network_text;
  const auto ask = [&](bool jacobian) {
    request.jacobian = jacobian;
    request.modes.clear();
    for (const Mode* mode : modes())
      for (const Schedule& schedule : mode->schedules)
        if (jacobian || !schedule.jacobian)
          request.modes.push_back(
              {.mode = std::string(mode->name), .options = schedule.options, .given = {}, .path = ""});
  };
  ask(false);
  Diagnostics diagnostics;
  std::optional<Differentiated> result = differentiate(request, diagnostics);
  const auto shown = diagnostics.shown();
  if (!shown.empty() && shown[0].code == Code::kSeed) {  // several outputs: then it is a Jacobian
    ask(true);
    diagnostics = {};
    result = differentiate(request, diagnostics);
  }
  print_problems(diagnostics, problems);
  if (diagnostics.has_errors()) return false;
  print_nodes(*result, out);
  print_runs(*result, out);
  return true;
}

}  // namespace bw
