// The row: everything the engine, the page, the docs and the tests know about one operation.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/attrs.hpp"
#include "base/complex.hpp"
#include "base/cost.hpp"
#include "base/counted.hpp"
#include "base/diagnostic.hpp"
#include "base/few.hpp"
#include "base/shape.hpp"
#include "ops/names.hpp"
#include "ops/run.hpp"

namespace bw {

// Text that a row cannot leave out: a missing one does not compile.
struct Text : std::string_view {
  Text() = delete;
  constexpr Text(const char* s) : std::string_view(s) {}  // NOLINT: written as a literal in the row
};

// The most operands that a row names; a variadic row takes more like its last.
inline constexpr std::size_t kMostPorts = 3;

// What the adjoint of one operand reads: a bit for each operand's value, and the node's own value.
struct Saves {
  unsigned inputs = 0;
  bool output = false;
  constexpr Saves operator|(const Saves& o) const {
    return {.inputs = inputs | o.inputs, .output = output || o.output};
  }
};
inline constexpr Saves kNothing{};
inline constexpr Saves kOutput{.inputs = 0, .output = true};
inline constexpr Saves kFirst{.inputs = 1};
inline constexpr Saves kSecond{.inputs = 2};

// Which operands a derivative is carried through, a flag a port.
using Active = std::span<const unsigned char>;

// parameter: the first attribute of the row if it is a real number (alpha, eps), else 0.
struct Dims {
  std::span<const Shape> in;
  Shape out;
  const Attrs* attrs;
  double parameter = 0;
};

// What the kernels of a row read about one node. out is the node's own value, null while it is computed; hidden is
// what the value kernel leaves for the others besides, and hidden_first what that of the first operand has left, null if
// it leaves nothing.
template <class T>
struct Site {
  Dims dims;
  std::span<const T* const> in;
  const T* out;
  T* hidden;
  Active active;
  const T* hidden_first = nullptr;
};

// The functions of a row on numbers of type T. Buffers belong to the caller; no kernel allocates.
template <class T>
struct Kernels {
  // Writes the value, dims.out.elements() numbers.
  void (*value)(const Site<T>&, T* out);
  // Writes what one node needs once however many tangents or adjoints follow; coef_elements numbers.
  void (*coef)(const Site<T>&, T* coef);
  // Writes one tangent of the node from tangents of the operands; null where an operand carries none.
  void (*jvp)(const Site<T>&, const T* coef, std::span<const T* const> tangents, T* out);
  // Writes what one adjoint of the node contributes to each operand; null where none is wanted.
  // Where the row broadcasts, a contribution has the shape of the node and the driver sums it back.
  void (*vjp)(const Site<T>&, const T* coef, const T* adjoint, std::span<T* const> out);
};

// The kernels of E, a struct of function templates over the type of number.
template <class T, class E>
constexpr Kernels<T> kernels_of() {
  return {.value = &E::template value<T>,
          .coef = &E::template coef<T>,
          .jvp = &E::template jvp<T>,
          .vjp = &E::template vjp<T>};
}

// The same four as costs, functions of shapes.
struct CostRules {
  Cost (*value)(const Dims&);
  Cost (*coef)(const Dims&, Active);
  Cost (*jvp)(const Dims&, Active);
  Cost (*vjp)(const Dims&, Active);
};

struct Problem {
  Code code;
  std::string message;
  std::string hint;
};
struct ShapeQuery {
  std::span<const Shape> in;
  std::span<const std::string_view> names;
  const Attrs& attrs;
};
using ShapeAnswer = std::variant<Shape, Problem>;
// "`W` is 4×2".
std::string describe(const ShapeQuery& q, std::size_t port);

// How a structured row is written as scalar operations; ids stand for scalar nodes. Elements of the result are
// handed over in their order; operations before one may be used again for those after it.
class ScalarBuilder {
 public:
  using Id = std::uint32_t;
  virtual ~ScalarBuilder() = default;
  virtual Id operand(std::size_t port, std::int64_t element) = 0;
  virtual Id constant(double value) = 0;
  virtual Id op(std::string_view row, std::initializer_list<Id> operands) = 0;
  // As op, but with the limit 0 for a mul of 0 and -Infinity, and for a sub of an infinity from itself.
  virtual Id at_mask(std::string_view row, std::initializer_list<Id> operands) = 0;
  // One more operand for a chain of maxima (minima) that op has begun: all of its operands that tie share the derivative
  // equally. row: maximum or minimum.
  virtual Id link(std::string_view row, Id chain, Id next) = 0;
  virtual void result(Id element) = 0;
};

// Where a row has a kink: at 0 of its operand (if its parameter is not smooth), where its two operands are equal, where
// the largest (smallest) element of a line or of a window comes twice, or the one at the place that is its value, where
// its value is 0, or where kink_near says.
enum class KinkAt { kNowhere, kZero, kTie, kLineTie, kWindowTie, kPlaceTie, kZeroValue, kNear };

// Operands beyond which a derivative that is taken from the node's value has lost half of its digits: formula, a part of
// that derivative in which a is the value, cancels there.
struct Saturation {
  double below = -std::numeric_limits<double>::infinity(), above = std::numeric_limits<double>::infinity();
  std::string_view formula = "";
};

// What a row says of itself.
struct RowText {
  Text name;
  Text category;
  Aliases aliases = {};
  std::string_view symbol = "";
  Few<std::string_view, kMostPorts> ports;
  AttrSpecs attrs = {};
  Text doc;
  Text latex;                                          // {0}, {1} stand for the operands
  Few<std::string_view, kMostPorts> derivative_latex;  // one a port; y stands for the node
  std::string_view kink = "";                          // the policy at kinks, ties and the border of the domain
  KinkAt kink_at = KinkAt::kNowhere;
  // For KinkAt::kNear: whether an element with operands x has a kink, or a jump, at most so far away.
  bool (*kink_near)(std::span<const double> x, double distance) = nullptr;
  double smooth_parameter = std::numeric_limits<double>::quiet_NaN();  // the parameter with which there is no kink at 0
  Saturation saturation = {};
  std::array<double, 2> domain = {-2, 2};  // operands for which the row is smooth
  std::uint32_t constant_ports = 0;        // a bit for each operand that no derivative passes from
  bool variadic = false;                   // takes more operands like its last
  bool states = false;                     // its derivative by operand 1 is operand 2, not that of its value, operand 0
  Text torch;
  Text jax;
  Text numpy;
};

// Where an element of a node comes from: an element of the operand at port.
struct MovedFrom {
  std::size_t port;
  std::int64_t element;
};

struct Row : RowText {
  Few<Saves, kMostPorts> saves;   // one a port
  Few<bool, kMostPorts> negated;  // the driver negates this port's contribution after summing it back
  bool broadcasts = false;
  ShapeAnswer (*shape)(const ShapeQuery&) = nullptr;
  std::int64_t (*coef_elements)(const Dims&) = nullptr;         // the buffer that coef needs
  std::int64_t (*coef_numbers)(const Dims&, Active) = nullptr;  // how many of them are used
  std::int64_t (*hidden_elements)(const Dims&) = nullptr;       // the buffer of Site::hidden; null: none
  std::int64_t (*hidden_numbers)(const Dims&) = nullptr;        // how many of them are numbers of the memory model
  // Where only some elements of the operand take part: the operand's element behind element i of the node. Then a
  // contribution to an adjoint that exists adds only those.
  std::int64_t (*touched)(const Dims&, std::int64_t i) = nullptr;
  MovedFrom (*origin)(const Dims&,
                      std::int64_t i) = nullptr;  // where the row only moves numbers: where element i comes from
  Kernels<Counted> kernels{};
  Kernels<double> plain{};  // the same, not counting, or null (ops/uncounted.hpp), and
  RunKernels run{};         // for many elements at once: what a plan runs
  // Which of the words of kink fit these operands: for the derivative by the operand at port, or for the value, where port is
  // the arity. Empty: none does. Null: all do.
  std::string_view (*border)(std::span<const double> x, std::size_t port) = nullptr;
  void (*complex_value)(const Site<Complex>&, Complex* out) = nullptr;  // the value kernel again, for the complex step
  CostRules cost{};
  // Writes all elements of the node; null for elementwise rows, which are themselves on scalars.
  void (*expand)(const Dims&, ScalarBuilder&) = nullptr;

  constexpr explicit Row(RowText text) : RowText(text) {}
  constexpr std::size_t arity() const { return ports.size(); }
  // What Dims holds as the parameter.
  double parameter(const Attrs& given) const {
    if (attrs.empty() || attrs[0].type != AttrType::kReal) return 0;
    const AttrValue* value = find(given, attrs[0].name);
    return value != nullptr ? std::get<double>(*value) : attrs[0].standard;
  }
  bool takes(std::size_t operands) const { return operands == arity() || (variadic && operands > arity()); }
  bool passes(std::size_t port) const { return port >= 32 || (constant_ports >> port & 1) == 0; }
  const Saves& saves_of(std::size_t port) const { return saves[std::min(port, saves.size() - 1)]; }
  bool is_negated(std::size_t port) const { return negated[std::min(port, negated.size() - 1)]; }
  // Whether an adjoint that is not finite may reach no operand: where it chooses one of them, or takes each element from one.
  bool chooses() const { return kink_at != KinkAt::kNowhere || constant_ports != 0 || variadic; }
  // Whether its value jumps where it stands still elsewhere: no derivative passes, and there is none where it jumps.
  bool jumps() const { return !kink.empty() && constant_ports == (1u << arity()) - 1; }
  bool is_leaf() const { return category == "leaf"; }
  bool is_const() const { return category == "const"; }
};

// What f's arithmetic costs; leaves the counter as it was.
template <class F>
Cost cost_of(F f) {
  const Cost before = counter;
  f();
  const Cost spent = counter - before;
  counter = before;
  return spent;
}

}  // namespace bw
