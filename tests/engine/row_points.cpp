// The check of rows against tests/engine/points.json: values and slopes computed apart, also at the ends of the range.
#include <cmath>
#include <nlohmann/json.hpp>

#include "ops/registry.hpp"
#include "row_checks.hpp"
#include "samples.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

using Json = nlohmann::json;

double number(const Json& x) {
  if (x.is_number()) return x.get<double>();
  const double inf = std::numeric_limits<double>::infinity();
  return x == "Infinity" ? inf : x == "-Infinity" ? -inf : inf - inf;
}

Attrs attrs_of(const Json& json) {
  Attrs attrs;
  for (const auto& [name, value] : json.items()) {
    if (value.is_boolean()) attrs.push_back({name, value.get<bool>()});
    else if (value.is_number_integer()) attrs.push_back({name, value.get<std::int64_t>()});
    else if (value.is_number()) attrs.push_back({name, value.get<double>()});
    else attrs.push_back({name, value.get<std::vector<std::int64_t>>()});
  }
  return attrs;
}

Shape shape_of(const Json& extents) {
  if (extents.empty()) return Shape::scalar();
  return extents.size() == 1 ? Shape::vector(extents[0].get<std::int64_t>())
                             : Shape::matrix(extents[0].get<std::int64_t>(), extents[1].get<std::int64_t>());
}

// A few units in the last place, for the functions of the C library and sums of some terms. What is below 1e-300 may
// be lost. Where e is raised to a rounded product some hundreds large, its rounding counts as often.
constexpr double kRelative = 1e-14, kOfExponent = 5e-13, kSmallest = 1e-300, kBesideOne = 2.3e-16;

// Values are lost beside 1 only where the logarithm of a sum of exponentials is taken.
bool loses_values(const Row& row) {
  return row.name == "log_softmax" || row.name == "logsumexp" || row.name == "cross_entropy";
}

void compare(const Json& expected, const Counted* got, double relative, double floor, const std::string& what,
             Findings& findings) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double want = number(expected[i]);
    if (std::isfinite(want) ? near(got[i].v, want, 1, relative * std::fabs(want) + floor) : got[i].v == want) continue;
    findings.push_back(what + " " + std::to_string(i) + ": " + Json(got[i].v).dump() +
                       (std::isfinite(got[i].v) ? "" : std::to_string(got[i].v)) + ", not " + expected[i].dump());
  }
}

}  // namespace

bool is_beside_one(const Row& row) {
  for (const char* name :
       {"tanh", "sigmoid", "softmax", "log_softmax", "logsumexp", "layer_norm", "batch_norm", "cross_entropy"})
    if (row.name == name) return true;
  return false;
}

const std::vector<std::string>& point_ops() {
  static const std::vector<std::string> ops = [] {
    std::vector<std::string> list;
    for (const auto& point : data("points.json")["cases"]) list.push_back(point["op"]);
    return list;
  }();
  return ops;
}

Findings check_points(const Row& row) {
  Findings findings;
  static const Json all = data("points.json")["cases"];
  for (const Json& point : all) {
    if (point["op"] != std::string(row.name)) continue;
    const std::string name = point["op"].get<std::string>() + " " + point["attrs"].dump() + " " + point["in"].dump();
    const Attrs attrs = attrs_of(point["attrs"]);
    Graph g;
    std::vector<NodeId> operands;
    std::vector<Shape> shapes;
    for (const Json& in : point["in"]) {
      shapes.push_back(shape_of(in["shape"]));
      operands.push_back(
          g.append(*find_row("param"), shapes.back(), {}, {}, {"x" + std::to_string(operands.size()), "", "", {}}));
    }
    const std::vector<std::string_view> names(shapes.size(), "x");
    const ShapeAnswer shape = row.shape({shapes, names, attrs});
    if (!std::holds_alternative<Shape>(shape)) {
      findings.push_back(name + ": refused");
      continue;
    }
    const NodeId y = g.append(row, std::get<Shape>(shape), operands, attrs, {"y", "", "", {}});
    g.freeze();
    if (g.elements(y) != static_cast<std::int64_t>(point["value"].size())) {
      findings.push_back(name + ": " + in_words(g.shape[y]));
      continue;
    }
    std::vector<Counted> values;
    for (const Json& in : point["in"])
      for (const Json& x : in["value"]) values.emplace_back(number(x));
    values.resize(static_cast<std::size_t>(g.total_elements()));
    const Activity activity(g, operands, {y});
    Apply apply(g, activity);
    std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(y))), adjoint;
    for (std::int64_t i = 1; i <= g.elements(y); ++i) adjoint.emplace_back(static_cast<double>(i));
    apply.value(y, values.data());
    const double relative = row.name == "gelu" || row.name == "gelu_tanh" ? kOfExponent : kRelative;
    compare(point["value"], values.data() + g.offset[y], relative, loses_values(row) ? kBesideOne : kSmallest,
            name + ": value", findings);
    apply.coef(y, values.data(), coef.data());
    apply.vjp(y, values.data(), coef.data(), adjoint.data(), apply.active(y));
    const double floor =
        is_beside_one(row) ? kBesideOne * static_cast<double>(g.elements(y)) * adjoint.back().v : kSmallest;
    for (std::size_t port = 0; port < operands.size(); ++port) {
      if (point["slopes"][port].is_null() == row.passes(port))
        findings.push_back(name + ": whether a derivative passes from operand " + std::to_string(port));
      else if (row.passes(port))
        compare(point["slopes"][port], apply.contribution(port), relative, floor,
                name + ": slope by operand " + std::to_string(port) + ", element", findings);
    }
  }
  return findings;
}

}  // namespace bw::test
