// Rows that give the numbers of arrays another shape: transpose reshape concat.
#include "base/limits.hpp"
#include "ops/move.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {

struct Transpose {
  static ShapeAnswer shape(const ShapeQuery& q) {
    return q.in[0].rank == 2 ? Shape::matrix(q.in[0].cols, q.in[0].rows) : q.in[0];
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const Shape& x = d.in[0];
    return {0, x.rank == 2 ? (i % x.rows) * x.cols + i / x.rows : i};
  }
};

struct Reshape {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const AttrValue* value = find(q.attrs, "shape");
    if (value == nullptr)
      return Problem{Code::kAttr, "`reshape` needs a shape", "Write `reshape(x, (2, 3))`; `shape=[]` is a number."};
    const auto& sizes = std::get<std::vector<std::int64_t>>(*value);
    if (sizes.size() > 2)
      return Problem{Code::kRank, "`reshape` to " + std::to_string(sizes.size()) + " axes", "Arrays have at most two."};
    std::int64_t count = 1, open = 0;
    for (const std::int64_t size : sizes) {
      if (size == -1 && ++open == 1) continue;
      if (size < 1 || size > limits::kElements)
        return Problem{Code::kShape, "`reshape` to a size of " + std::to_string(size),
                       "Sizes begin at 1; one may be -1, for what is left."};
      count *= size;
    }
    const std::int64_t left = q.in[0].elements() / count;
    if (open == 1) count *= left;
    const auto size = [&](std::size_t i) { return sizes[i] == -1 ? std::max<std::int64_t>(left, 1) : sizes[i]; };
    const Shape shape = sizes.empty()       ? Shape::scalar()
                        : sizes.size() == 1 ? Shape::vector(size(0))
                                            : Shape::matrix(size(0), size(1));
    if (count != q.in[0].elements())
      return Problem{
          Code::kShape,
          describe(q, 0) + ": its " + std::to_string(q.in[0].elements()) + " elements cannot fill " + in_words(shape),
          "A shape has as many elements as it had before."};
    return shape;
  }
  static MovedFrom origin(const Dims&, std::int64_t i) { return {0, i}; }
};

struct Concat {
  static constexpr bool kMany = true;
  static int axis(const Attrs& attrs, int rank) {
    const AttrValue* value = find(attrs, "axis");
    const std::int64_t axis = value == nullptr ? 0 : std::get<std::int64_t>(*value);
    return static_cast<int>(axis < 0 ? axis + rank : axis);
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& first = q.in[0];
    if (first.rank == 0)
      return Problem{Code::kRank, describe(q, 0) + ": concat joins vectors or matrices",
                     "Make it a vector with `reshape(x, shape=[1])`."};
    const AttrValue* given = find(q.attrs, "axis");
    const std::int64_t asked = given == nullptr ? 0 : std::get<std::int64_t>(*given),
                       along = asked < 0 ? asked + first.rank : asked;
    if (along < 0 || along >= first.rank)
      return Problem{Code::kAttr, describe(q, 0) + ": it has no axis " + std::to_string(asked),
                     "Axes count from 0 to " + std::to_string(first.rank - 1) + "."};
    Shape sum = first;
    for (std::size_t port = 1; port < q.in.size(); ++port) {
      const Shape& next = q.in[port];
      const bool fits = next.rank == first.rank &&
                        (first.rank == 1 || (along == 0 ? next.cols == first.cols : next.rows == first.rows));
      if (!fits)
        return Problem{
            Code::kShape,
            describe(q, 0) + ", " + describe(q, port) + ": they cannot be joined along axis " + std::to_string(along),
            "All sizes but that of the axis must be equal."};
      (first.rank == 2 && along == 0 ? sum.rows : sum.cols) += first.rank == 2 && along == 0 ? next.rows : next.cols;
    }
    return sum;
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const bool down = d.out.rank == 2 && axis(*d.attrs, 2) == 0;
    std::int64_t row = i / d.out.cols, col = i % d.out.cols;
    std::int64_t& along = down ? row : col;
    std::size_t port = 0;
    while (along >= (down ? d.in[port].rows : d.in[port].cols))
      along -= down ? d.in[port].rows : d.in[port].cols, ++port;
    return {port, row * d.in[port].cols + col};
  }
};

// Arrays of one shape, with an axis more: numbers become a vector, vectors the rows of a matrix or its columns.
struct Stack {
  static constexpr bool kMany = true;
  static bool columns(const Attrs& attrs) {
    const AttrValue* value = find(attrs, "axis");
    return value != nullptr && (std::get<std::int64_t>(*value) == 1 || std::get<std::int64_t>(*value) == -1);
  }
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape& first = q.in[0];
    if (first.rank == 2)
      return Problem{Code::kRank, describe(q, 0) + ": a stack of matrices would have three axes",
                     "Arrays have at most two; `concat` joins matrices along an axis."};
    const AttrValue* given = find(q.attrs, "axis");
    const std::int64_t axis = given == nullptr ? 0 : std::get<std::int64_t>(*given);
    if (axis < -first.rank - 1 || axis > first.rank)
      return Problem{Code::kAttr, describe(q, 0) + ": a stack of them has no axis " + std::to_string(axis),
                     first.rank == 0 ? "Leave axis out." : "Axes count from 0 to 1."};
    for (std::size_t port = 1; port < q.in.size(); ++port)
      if (!(q.in[port] == first))
        return Problem{Code::kShape,
                       describe(q, 0) + ", " + describe(q, port) + ": they do not fill the places of one array",
                       "All entries of a list have one shape."};
    const auto count = static_cast<std::int64_t>(q.in.size());
    if (first.rank == 0) return Shape::vector(count);
    return columns(q.attrs) ? Shape::matrix(first.cols, count) : Shape::matrix(count, first.cols);
  }
  static MovedFrom origin(const Dims& d, std::int64_t i) {
    const std::int64_t row = i / d.out.cols, col = i % d.out.cols;
    if (d.out.rank == 1 || columns(*d.attrs)) return {static_cast<std::size_t>(col), row};
    return {static_cast<std::size_t>(row), col};
  }
};

constexpr AttrSpec kReshapeAttrs[] = {
    {"shape", AttrType::kIntegers, "The new sizes, at most two; one may be -1, for what is left."}};
constexpr AttrSpec kConcatAttrs[] = {{"axis", AttrType::kInteger, "The axis to join along; absent: 0."}};
constexpr AttrSpec kStackAttrs[] = {{"axis", AttrType::kInteger, "The new axis, 0 or 1; absent: 0."}};

constexpr Row kRows[] = {
    move<Transpose>({.name = "transpose",
                     .category = "shape",
                     .symbol = ".T",
                     .ports = {"x"},
                     .doc = "Rows become columns; vectors and numbers stay as they are.",
                     .latex = "{0}^\\top",
                     .derivative_latex = {"1"},
                     .torch = "{0}.T",
                     .jax = "{0}.T",
                     .numpy = "{0}.T"},
                    {kNothing}),
    move<Reshape>({.name = "reshape",
                   .category = "shape",
                   .ports = {"x"},
                   .attrs = kReshapeAttrs,
                   .doc = "The same numbers in another shape, row by row.",
                   .latex = "\\operatorname{reshape} {0}",
                   .derivative_latex = {"1"},
                   .torch = "{0}.reshape({shape})",
                   .jax = "{0}.reshape({shape})",
                   .numpy = "{0}.reshape({shape})"},
                  {kNothing}),
    move<Concat>({.name = "concat",
                  .category = "shape",
                  .ports = {"a", "b"},
                  .attrs = kConcatAttrs,
                  .doc = "Arrays one after the other along an axis.",
                  .latex = "[{0}, {1}]",
                  .derivative_latex = {"1", "1"},
                  .variadic = true,
                  .torch = "torch.cat([{0}, {1}], {axis})",
                  .jax = "jnp.concatenate([{0}, {1}], {axis})",
                  .numpy = "np.concatenate([{0}, {1}], {axis})"},
                 {kNothing, kNothing}),
    move<Stack>({.name = "stack",
                 .category = "shape",
                 .ports = {"a", "b"},
                 .attrs = kStackAttrs,
                 .doc = "Numbers as a vector, vectors as the rows of a matrix: what `[a, b]` means.",
                 .latex = "[{0}, {1}]",
                 .derivative_latex = {"1", "1"},
                 .variadic = true,
                 .torch = "torch.stack([{0}, {1}], {axis})",
                 .jax = "jnp.stack([{0}, {1}], {axis})",
                 .numpy = "np.stack([{0}, {1}], {axis})"},
                {kNothing, kNothing}),
};

}  // namespace

std::span<const Row> shape_rows() { return kRows; }

}  // namespace bw
