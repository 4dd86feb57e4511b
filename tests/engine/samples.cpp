// One node on operands of every shape that its row takes.
#include "samples.hpp"

#include <cmath>

#include "ops/registry.hpp"

namespace bw::test {

std::vector<Attrs> attr_choices(const Row& row) {
  std::vector<Attrs> choices = {{}};
  for (const AttrSpec& spec : row.attrs) {
    const std::vector<Attrs> before = choices;
    for (Attrs attrs : before) {
      if (spec.type == AttrType::kBoolean) attrs.push_back({std::string(spec.name), true}), choices.push_back(attrs);
      if (spec.type == AttrType::kReal) attrs.push_back({std::string(spec.name), 0.25}), choices.push_back(attrs);
      if (spec.type == AttrType::kIntegers) {
        for (const std::vector<std::int64_t>& list :
             std::vector<std::vector<std::int64_t>>{{}, {1}, {3}, {0, 2}, {1, 2}, {-2, -1}, {2, 3}, {6}}) {
          Attrs with = attrs;
          with.push_back({std::string(spec.name), list});
          choices.push_back(std::move(with));
        }
      }
      if (spec.type != AttrType::kInteger) continue;
      for (const std::int64_t axis : {0, 1, -1, 2}) {
        Attrs with = attrs;
        with.push_back({std::string(spec.name), axis});
        choices.push_back(std::move(with));
      }
    }
  }
  return choices;
}

namespace {

std::vector<std::vector<Shape>> shape_choices(std::size_t arity) {
  const std::vector<Shape> shapes = {Shape::scalar(),     Shape::vector(3),    Shape::vector(2),
                                     Shape::vector(1),    Shape::matrix(2, 3), Shape::matrix(3, 2),
                                     Shape::matrix(2, 1), Shape::matrix(1, 3), Shape::matrix(3, 3)};
  std::vector<std::vector<Shape>> choices = {{}};
  for (std::size_t port = 0; port < arity; ++port) {
    std::vector<std::vector<Shape>> longer;
    for (const auto& before : choices)
      for (const Shape& s : shapes) longer.push_back(before), longer.back().push_back(s);
    choices = std::move(longer);
  }
  return choices;
}

}  // namespace

std::vector<Sample> samples(const Row& row) {
  std::vector<Sample> list;
  Noise noise;
  const std::vector<std::string_view> names(row.arity(), "x");
  for (const Attrs& attrs : attr_choices(row)) {
    for (const std::vector<Shape>& shapes : shape_choices(row.arity())) {
      const ShapeAnswer answer = row.shape({shapes, names, attrs});
      const Shape* shape = std::get_if<Shape>(&answer);
      if (shape == nullptr) continue;
      Sample s{.name = "", .graph = std::make_unique<Graph>(), .activity = nullptr, .values = {}};
      std::vector<NodeId> operands;
      for (std::size_t port = 0; port < shapes.size(); ++port) {
        operands.push_back(
            s.graph->append(*find_row("param"), shapes[port], {}, {}, {"x" + std::to_string(port), "", "", {}}));
        s.name += (port > 0 ? ", " : "") + in_words(shapes[port]);
      }
      s.node = s.graph->append(row, *shape, operands, attrs, {"y", "", "", {}});
      s.graph->freeze();
      s.activity = std::make_unique<Activity>(*s.graph, operands, std::vector<NodeId>{s.node});
      s.values.resize(static_cast<std::size_t>(s.graph->total_elements()));
      for (NodeId n = 0; n < s.node; ++n)
        for (std::int64_t i = s.graph->offset[n]; i < s.graph->offset[n + 1]; ++i)
          s.values[static_cast<std::size_t>(i)] = noise.between(row.domain[0], row.domain[1]);
      Apply(*s.graph, *s.activity).value(s.node, s.values.data());
      list.push_back(std::move(s));
    }
  }
  return list;
}

std::vector<Counted> random_like(Noise& noise, std::int64_t count) {
  std::vector<Counted> x(static_cast<std::size_t>(count));
  for (Counted& v : x) v = noise.between(-1, 1);
  return x;
}

// One tangent of the node for tangents of its operands; null for none.
std::vector<Counted> tangent(const Sample& s, const std::vector<const Counted*>& tangents) {
  Apply apply(*s.graph, *s.activity);
  std::vector<Counted> coef(static_cast<std::size_t>(apply.coef_elements(s.node))),
      out(static_cast<std::size_t>(s.elements()));
  apply.refill(s.values.data());
  apply.coef(s.node, s.values.data(), coef.data());
  apply.jvp(s.node, s.values.data(), coef.data(), tangents, out.data());
  return out;
}

bool near(double a, double b, double tolerance, double scale) {
  return (std::isnan(a) && std::isnan(b)) || a == b || std::fabs(a - b) <= tolerance * scale;
}

bool moves_as_stated(const Row& row, std::size_t port) { return row.states && port == 1; }

std::vector<double> stated_moves(const Sample& s, const std::vector<Counted>& direction) {
  const Shape& y = s.graph->shape[s.node];
  const Strides x = broadcast_strides(s.graph->shape[1]), d = broadcast_strides(s.graph->shape[2]);
  std::vector<double> out;
  for (std::int64_t r = 0; r < y.rows; ++r)
    for (std::int64_t c = 0; c < y.cols; ++c)
      out.push_back(direction[static_cast<std::size_t>(r * x.row + c * x.col)].v *
                    s.values[static_cast<std::size_t>(s.graph->offset[2] + r * d.row + c * d.col)].v);
  return out;
}

}  // namespace bw::test
