// The checks at special operands: the complex step, kinks, borders, NaN and infinity, and adjoints that exist already.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "modes/registry.hpp"
#include "ops/registry.hpp"
#include "ops/uncounted.hpp"
#include "row_checks.hpp"
#include "samples.hpp"

namespace bw::test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN(), kInf = std::numeric_limits<double>::infinity();
const std::vector<double> kSpecial = {0.0,     -0.0,   1.0,   -1.0,   0.5,    3.0,     kNan,  kInf,   -kInf, 1e-300,
                                      -1e-300, 1e-160, 1e160, -1e300, 5e-324, -1e-310, 800.0, -800.0, 36.0,  -40.0};

std::string at(const Sample& s, std::size_t port) {
  std::string text = s.name + ", by operand " + std::to_string(port) + " at";
  for (NodeId n = 0; n < s.node; ++n)
    for (const Counted x : s.copy(n)) text += " " + std::to_string(x.v);
  return text;
}

// What one tangent of one operand and one adjoint of the node come to.
struct Pair {
  std::vector<double> jvp, vjp;
};
Pair derivative(Sample& s, std::size_t port, const std::vector<Counted>& direction,
                const std::vector<Counted>& adjoint) {
  const Activity activity(*s.graph, {static_cast<NodeId>(port)}, {s.node});
  Apply apply(*s.graph, activity);
  std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node))),
      out(static_cast<std::size_t>(s.elements()));
  apply.value(s.node, s.values.data());
  apply.coef(s.node, s.values.data(), coef.data());
  std::vector<const Counted*> tangents(s.graph->arity(s.node), nullptr);
  tangents[port] = direction.data();
  apply.jvp(s.node, s.values.data(), coef.data(), tangents, out.data());
  apply.vjp(s.node, s.values.data(), coef.data(), adjoint.data(), apply.active(s.node));
  Pair pair;
  for (const Counted x : out) pair.jvp.push_back(x.v);
  for (std::int64_t i = 0; i < s.graph->elements(static_cast<NodeId>(port)); ++i)
    pair.vjp.push_back(apply.contribution(port)[i].v);
  return pair;
}

std::vector<Counted> positive_like(Noise& noise, std::int64_t count) {
  std::vector<Counted> x(static_cast<std::size_t>(count));
  for (Counted& v : x) v = noise.between(0.5, 1);
  return x;
}

double total(const std::vector<double>& x, const std::vector<Counted>& weights, double& terms) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * weights[i].v, terms += std::fabs(x[i] * weights[i].v);
  return sum;
}
// A subnormal divisor: g / b overflows going back where c · ṫ / b, forward, may not.
bool divides_by_subnormal(const Row& row, const Sample& s) {
  if (row.name != "div") return false;
  const auto divisors = s.copy(1);
  return std::any_of(divisors.begin(), divisors.end(), [](Counted b) { return std::fpclassify(b.v) == FP_SUBNORMAL; });
}
bool shares_ties(const Row& row) {
  return row.kink_at == KinkAt::kTie || row.kink_at == KinkAt::kLineTie || row.kink_at == KinkAt::kWindowTie;
}
bool sums_adjoints(const Row& row) { return row.name == "layer_norm" || row.name == "batch_norm"; }
// The largest finite operand, at least 1.
double largest(const Sample& s) {
  double most = 1;
  for (NodeId n = 0; n < s.node; ++n)
    for (const Counted x : s.copy(n))
      if (std::isfinite(x.v)) most = std::max(most, std::fabs(x.v));
  return most;
}
const char* class_of(double x) {
  return std::isnan(x) ? "NaN" : x == kInf ? "Infinity" : x == -kInf ? "-Infinity" : "finite";
}

// Puts special numbers into all operands: element i of operand p takes number round + 5 p + 7 i.
void fill(Sample& s, std::size_t round) {
  for (NodeId n = 0; n < s.node; ++n)
    for (std::int64_t i = 0; i < s.graph->elements(n); ++i)
      s.values[static_cast<std::size_t>(s.graph->offset[n] + i)] =
          kSpecial[(round + 5 * n + 7 * static_cast<std::size_t>(i)) % kSpecial.size()];
}
// Every combination of special numbers, for operands of one element each.
std::size_t rounds(const Sample& s) {
  std::size_t count = 1;
  if (s.graph->offset[s.node] != static_cast<std::int64_t>(s.node)) return kSpecial.size();
  for (NodeId n = 0; n < s.node; ++n) count *= kSpecial.size();
  return count;
}
void fill_combination(Sample& s, std::size_t round) {
  for (NodeId n = 0; n < s.node; ++n, round /= kSpecial.size())
    s.values[static_cast<std::size_t>(s.graph->offset[n])] = kSpecial[round % kSpecial.size()];
}

}  // namespace

Findings check_complex(const Row& row) {
  constexpr double kStep = 1e-100;
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    for (std::size_t port = 0; port < row.arity(); ++port) {
      if (!row.passes(port)) continue;
      const auto n = static_cast<NodeId>(port);
      const auto direction = random_like(noise, s.graph->elements(n));
      std::vector<const Counted*> tangents(row.arity(), nullptr);
      tangents[port] = direction.data();
      const auto got = tangent(s, tangents);
      std::vector<Complex> moved;
      for (const Counted x : s.values) moved.emplace_back(x.v);
      for (std::size_t i = 0; i < direction.size(); ++i)
        moved[static_cast<std::size_t>(s.graph->offset[port]) + i].im = kStep * direction[i].v;
      Values<Complex>(*s.graph).value(s.node, moved.data());
      for (std::size_t i = 0; i < got.size(); ++i) {
        const Complex y = moved[static_cast<std::size_t>(s.graph->offset[s.node]) + i];
        const double expected = moves_as_stated(row, port) ? stated_moves(s, direction)[i] : y.im.v / kStep;
        if (!near(got[i].v, expected, 2e-13, std::max(1.0, std::fabs(expected))))
          findings.push_back(at(s, port) + ": " + std::to_string(got[i].v) + ", not " + std::to_string(expected));
      }
    }
  }
  return findings;
}

Findings check_special(const Row& row) {
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    const bool scalars = s.graph->offset[s.node] == static_cast<std::int64_t>(s.node);
    for (std::size_t round = 0; round < rounds(s); ++round) {
      scalars ? fill_combination(s, round) : fill(s, round);
      for (std::size_t port = 0; port < row.arity(); ++port) {
        if (!row.passes(port)) continue;
        const auto direction = positive_like(noise, s.graph->elements(static_cast<NodeId>(port))),
                   adjoint = positive_like(noise, s.elements());
        const Pair pair = derivative(s, port, direction, adjoint);
        double terms = 0;
        const double left = total(pair.jvp, adjoint, terms), right = total(pair.vjp, direction, terms);
        // A sum over a line of infinite adjoints is NaN where the tangents, summed first, are finite, or cancel to 0.
        if (sums_adjoints(row) && !std::isfinite(right)) continue;
        if (divides_by_subnormal(row, s) && (!std::isfinite(left) || !std::isfinite(right))) continue;
        if (std::string_view(class_of(left)) != class_of(right))
          findings.push_back(at(s, port) + ": " + class_of(left) + " forward, " + class_of(right) + " back");
        else if (std::isfinite(left) &&
                 !near(left, right, 1e-12, terms + (is_beside_one(row) ? 1e-3 * largest(s) : 1e-290)))
          findings.push_back(at(s, port) + ": " + std::to_string(left) + " and " + std::to_string(right));
      }
    }
  }
  return findings;
}

namespace {
// For each operand, element by element of the node and of the operand: whether a NaN there reaches the node. A row that
// chooses by a number through which no derivative passes may choose otherwise at others: everything may depend.
std::vector<std::vector<bool>> dependences(const Row& row, const Sample& s) {
  std::vector<std::vector<bool>> depends;
  for (std::size_t port = 0; port < row.arity(); ++port) {
    const std::int64_t columns = s.graph->elements(static_cast<NodeId>(port));
    depends.emplace_back(static_cast<std::size_t>(s.elements() * columns), row.constant_ports != 0);
    for (std::int64_t j = 0; j < columns; ++j) {
      std::vector<Counted> values = s.values;
      values[static_cast<std::size_t>(s.graph->offset[port] + j)] = kNan;
      Apply(*s.graph, *s.activity).value(s.node, values.data());
      for (std::int64_t i = 0; i < s.elements(); ++i)
        if (std::isnan(values[static_cast<std::size_t>(s.graph->offset[s.node] + i)].v))
          depends[port][static_cast<std::size_t>(i * columns + j)] = true;
    }
  }
  return depends;
}
}  // namespace

Findings check_strong(const Row& row) {
  Findings findings;
  for (Sample& s : samples(row)) {
    const Activity activity(*s.graph,
                            [&] {
                              std::vector<NodeId> all(s.node);
                              for (NodeId n = 0; n < s.node; ++n) all[n] = n;
                              return all;
                            }(),
                            {s.node});
    Apply apply(*s.graph, activity);
    std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node))),
        out(static_cast<std::size_t>(s.elements())), adjoint(out.size());
    const auto depends = dependences(row, s);
    for (std::size_t round = 0; round < kSpecial.size(); ++round) {
      fill(s, round);
      apply.value(s.node, s.values.data());
      apply.coef(s.node, s.values.data(), coef.data());
      for (std::size_t port = 0; port < row.arity(); ++port) {
        if (!row.passes(port)) continue;
        const std::int64_t columns = s.graph->elements(static_cast<NodeId>(port));
        std::vector<Counted> unit(static_cast<std::size_t>(columns));
        std::vector<const Counted*> tangents(row.arity(), nullptr);
        tangents[port] = unit.data();
        // The last time nothing moves at all.
        for (std::int64_t j = 0; j <= columns; ++j) {
          if (j < columns) unit[static_cast<std::size_t>(j)] = 1.0;
          apply.jvp(s.node, s.values.data(), coef.data(), tangents, out.data());
          if (j < columns) unit[static_cast<std::size_t>(j)] = 0.0;
          for (std::int64_t i = 0; i < s.elements(); ++i)
            if ((j == columns || !depends[port][static_cast<std::size_t>(i * columns + j)]) &&
                out[static_cast<std::size_t>(i)].v != 0)
              findings.push_back(at(s, port) + ": a tangent of 0 becomes " +
                                 std::to_string(out[static_cast<std::size_t>(i)].v));
        }
        for (std::int64_t i = 0; i <= s.elements(); ++i) {
          if (i < s.elements()) adjoint[static_cast<std::size_t>(i)] = 1.0;
          apply.vjp(s.node, s.values.data(), coef.data(), adjoint.data(), apply.active(s.node));
          if (i < s.elements()) adjoint[static_cast<std::size_t>(i)] = 0.0;
          for (std::int64_t j = 0; j < columns; ++j)
            if ((i == s.elements() || !depends[port][static_cast<std::size_t>(i * columns + j)]) &&
                apply.contribution(port)[j].v != 0)
              findings.push_back(at(s, port) + ": an adjoint of 0 becomes " +
                                 std::to_string(apply.contribution(port)[j].v));
        }
      }
    }
  }
  return findings;
}

Findings check_lost(const Row& row) {
  Findings findings;
  if (row.chooses()) return findings;
  for (Sample& s : samples(row)) {
    const std::vector<std::vector<bool>> depends = dependences(row, s);
    for (std::size_t round = 0; round < kSpecial.size(); ++round) {
      fill(s, round);
      const Dims dims = s.graph->dims(s.node);
      std::vector<double> values,
          hidden(static_cast<std::size_t>(row.hidden_elements != nullptr ? row.hidden_elements(dims) : 0)),
          coef(static_cast<std::size_t>(row.coef_elements(dims)));
      for (const Counted x : s.values) values.push_back(x.v);
      std::vector<const double*> in;
      for (std::size_t port = 0; port < row.arity(); ++port) in.push_back(values.data() + s.graph->offset[port]);
      double* out = values.data() + s.graph->offset[s.node];
      plain_value(row, {dims, in, nullptr, hidden.data(), {}}, out);
      for (std::size_t port = 0; port < row.arity(); ++port) {
        std::vector<unsigned char> active(row.arity(), 0);
        active[port] = 1;
        const Site<double> site{dims, in, out, hidden.data(), active};
        plain_coef(row, site, coef.data());
        std::vector<double> contribution(
            static_cast<std::size_t>(std::max(dims.out.elements(), dims.in[port].elements())));
        std::vector<double*> to(row.arity(), nullptr);
        to[port] = contribution.data();
        for (std::int64_t i = 0; i < s.elements(); ++i) {
          const auto row_of = depends[port].begin() + i * dims.in[port].elements();
          if (std::none_of(row_of, row_of + dims.in[port].elements(), [](bool d) { return d; })) continue;
          for (const double lost : {kInf, -kInf, kNan}) {
            std::vector<double> adjoint(static_cast<std::size_t>(s.elements()), 1.0);
            adjoint[static_cast<std::size_t>(i)] = lost;
            plain_vjp(row, site, coef.data(), adjoint.data(), to);
            if (std::all_of(contribution.begin(), contribution.end(), [](double x) { return std::isfinite(x); }))
              findings.push_back(at(s, port) + ": an adjoint of " + std::to_string(lost) + " is lost");
          }
        }
      }
    }
  }
  return findings;
}

Findings check_nan(const Row& row) {
  Findings findings;
  const bool chooses = shares_ties(row);
  for (Sample& s : samples(row)) {
    for (std::size_t port = 0; port < row.arity(); ++port) {
      if (!row.passes(port)) continue;
      const auto n = static_cast<NodeId>(port);
      const auto ones = std::vector<Counted>(static_cast<std::size_t>(s.graph->elements(n)), Counted(1.0)),
                 adjoint = std::vector<Counted>(static_cast<std::size_t>(s.elements()), Counted(1.0));
      for (std::int64_t i = 0; i < s.graph->elements(n); ++i) {
        Counted& x = s.values[static_cast<std::size_t>(s.graph->offset[n] + i)];
        const double before = x.v;
        const Pair here = derivative(s, port, ones, adjoint);
        const auto value = s.copy(s.node);
        x = row.domain[0] + (before == row.domain[0] ? 0.75 : 0.25) * (row.domain[1] - row.domain[0]);
        const Pair there = derivative(s, port, ones, adjoint);
        const auto other = s.copy(s.node);
        x = kNan;
        const Pair lost = derivative(s, port, ones, adjoint);
        const auto nan = s.copy(s.node);
        x = before;
        for (std::size_t k = 0; k < nan.size(); ++k) {
          if (value[k].v != other[k].v && !std::isnan(nan[k].v))
            findings.push_back(at(s, port) + ": a NaN is lost in the value");
          if (!chooses && here.jvp[k] != there.jvp[k] && !std::isnan(lost.jvp[k]))
            findings.push_back(at(s, port) + ": a NaN is lost in the tangent");
        }
      }
    }
  }
  return findings;
}

namespace {
constexpr std::array<double, 5> kPlaces = {0.0, 1.0, -1.0, 0.25, 0.5};

// A row that jumps: where all operands and elements are at one place and a step to one side changes the value, the row says
// that there is a kink, and where steps to both sides change nothing, that there is none.
Findings check_jumps(const Row& row) {
  constexpr double kStep = 1e-7;
  Findings findings;
  bool seen = false;
  for (Sample& s : samples(row)) {
    if (row.kink_at != KinkAt::kNear && s.graph->offset[s.node] < 2) continue;
    for (const double place : kPlaces) {
      const auto at_place = [&](double by) {
        for (Counted& x : s.values) x = place;
        s.values[0] = place + by;
        Apply(*s.graph, *s.activity).value(s.node, s.values.data());
        std::vector<double> value;
        for (const Counted x : s.copy(s.node)) value.push_back(x.v);
        return value;
      };
      const auto left = at_place(-kStep), right = at_place(kStep), here = at_place(0);
      const bool jumps = left != here || right != here;
      seen = seen || jumps;
      if (row.kink_at != KinkAt::kNear) continue;
      const std::vector<double> x(row.arity(), place);
      if (row.kink_near(x, 0) != jumps) findings.push_back(s.name + ": whether it jumps at " + std::to_string(place));
    }
  }
  if (!seen) findings.push_back("the jump that the row names is nowhere");
  return findings;
}
}  // namespace

Findings check_kinks(const Row& row) {
  constexpr double kStep = 1e-7;
  Findings findings;
  if (row.jumps() && row.kink_at != KinkAt::kNowhere) return check_jumps(row);
  bool seen = false;
  for (Sample& s : samples(row)) {
    for (const double place : kPlaces) {
      for (std::size_t port = 0; port < row.arity(); ++port) {
        if (!row.passes(port) || moves_as_stated(row, port)) continue;
        // All elements at one place: a tie wherever operands or elements can tie.
        for (NodeId n = 0; n < s.node; ++n)
          for (std::int64_t i = s.graph->offset[n]; i < s.graph->offset[n + 1]; ++i)
            s.values[static_cast<std::size_t>(i)] = place;
        std::vector<Counted> unit(static_cast<std::size_t>(s.graph->elements(static_cast<NodeId>(port))), Counted(0.0));
        unit[0] = 1.0;
        const Pair pair =
            derivative(s, port, unit, std::vector<Counted>(static_cast<std::size_t>(s.elements()), Counted(1.0)));
        const auto base = s.copy(s.node);
        const auto slope = [&](double by) {
          std::vector<Counted> moved = s.values;
          moved[static_cast<std::size_t>(s.graph->offset[port])].v += by;
          Apply(*s.graph, *s.activity).value(s.node, moved.data());
          std::vector<double> slopes;
          for (std::size_t k = 0; k < base.size(); ++k)
            slopes.push_back((moved[static_cast<std::size_t>(s.graph->offset[s.node]) + k].v - base[k].v) / by);
          return slopes;
        };
        const auto left = slope(-kStep), right = slope(kStep);
        for (std::size_t k = 0; k < base.size(); ++k) {
          const bool finite = std::isfinite(left[k]) && std::isfinite(right[k]) && std::fabs(left[k]) < 1e3 &&
                              std::fabs(right[k]) < 1e3;
          // An element that does not move: 0 · Infinity.
          if (left[k] == 0 && right[k] == 0 && unit.size() > 1 && !std::isfinite(pair.jvp[k])) continue;
          const double low = std::min(left[k], right[k]) - 1e-6, high = std::max(left[k], right[k]) + 1e-6;
          if (finite && high - low < 1e-3) {
            if (!(pair.jvp[k] >= low - 1e-4 && pair.jvp[k] <= high + 1e-4))
              findings.push_back(at(s, port) + ": the slope is " + std::to_string(left[k]) + ", the tangent " +
                                 std::to_string(pair.jvp[k]));
            continue;
          }
          if (row.kink.empty())
            findings.push_back(at(s, port) + ": no word about the slopes " + std::to_string(left[k]) + " and " +
                               std::to_string(right[k]));
          if (!finite) {
            seen = seen || (row.kink_at == KinkAt::kNear && row.kink_near(std::vector<double>(row.arity(), place), 0));
            continue;
          }
          seen = true;
          if (row.kink_at == KinkAt::kNowhere) findings.push_back(at(s, port) + ": a kink that the row does not name");
          if (!(pair.jvp[k] >= low && pair.jvp[k] <= high))
            findings.push_back(at(s, port) + ": the tangent " + std::to_string(pair.jvp[k]) +
                               " is not between the slopes");
        }
        if (!shares_ties(row)) continue;
        // Ties share equally: the derivatives by the tied sum to 1.
        double sum = 0;
        for (std::size_t other = 0; other < row.arity(); ++other)
          for (const double x :
               derivative(s, other,
                          std::vector<Counted>(static_cast<std::size_t>(s.graph->elements(static_cast<NodeId>(other))),
                                               Counted(1.0)),
                          std::vector<Counted>(static_cast<std::size_t>(s.elements()), Counted(1.0)))
                   .vjp)
            sum += x;
        if (!near(sum, static_cast<double>(s.elements()), 1e-14, sum))
          findings.push_back(at(s, port) + ": ties do not share one derivative");
      }
    }
  }
  if (row.kink_at != KinkAt::kNowhere && !seen) findings.push_back("the kink that the row names is nowhere");
  return findings;
}

Findings check_accumulation(const Row& row) {
  Findings findings;
  Noise noise;
  for (Sample& s : samples(row)) {
    // Two nodes of the row on the same operands, and where it has two operands of one shape, one operand at both ports.
    for (const bool twice : {false, true}) {
      if (twice && (row.arity() != 2 || !(s.graph->shape[0] == s.graph->shape[1]))) continue;
      Graph g;
      std::vector<NodeId> operands;
      for (NodeId n = 0; n < s.node; ++n) {
        if (!twice || n == 0)
          operands.push_back(
              g.append(*find_row("param"), s.graph->shape[n], {}, {}, {"x" + std::to_string(n), "", "", {}}));
        else operands.push_back(operands[0]);
      }
      const NodeId first = g.append(row, s.graph->shape[s.node], operands, s.graph->attrs[s.node], {"y", "", "", {}});
      const NodeId second = g.append(row, s.graph->shape[s.node], operands, s.graph->attrs[s.node], {"z", "", "", {}});
      g.wrt = operands;
      if (twice) g.wrt = {operands[0]};
      g.outputs = {first, second};
      g.freeze();
      for (double& x : g.leaf_values) x = noise.between(row.domain[0], row.domain[1]);
      const auto random = [&] {
        std::vector<double> x(static_cast<std::size_t>(s.elements()));
        for (double& v : x) v = noise.between(-1, 1);
        return x;
      };
      Task task{.graph = g, .leaf_values = g.leaf_values, .wrt = g.wrt, .seeds = {}};
      const auto gradient = [&](const char* mode, std::vector<NodeValues> seeds) {
        task.seeds = std::move(seeds);
        return find_mode(mode)->run(task).gradient;
      };
      const NodeValues a{first, random()}, b{second, random()};
      const auto both = gradient("reverse", {a, b}), one = gradient("reverse", {a}), other = gradient("reverse", {b}),
                 forward = gradient("forward", {a, b});
      for (std::size_t i = 0; i < both.size(); ++i) {
        const double scale = std::max(1.0, std::fabs(one[i]) + std::fabs(other[i]));
        if (!near(both[i], one[i] + other[i], 1e-15, scale))
          findings.push_back(s.name + ": the adjoint of two uses is " + std::to_string(both[i]) + ", not " +
                             std::to_string(one[i]) + " + " + std::to_string(other[i]));
        if (!near(both[i], forward[i], 1e-11, scale))
          findings.push_back(s.name + ": used twice, " + std::to_string(both[i]) + " back and " +
                             std::to_string(forward[i]) + " forward");
      }
    }
  }
  return findings;
}

}  // namespace bw::test
