// A network as it was written, before it is checked: what text and JSON both become.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/attrs.hpp"
#include "base/cost.hpp"
#include "base/diagnostic.hpp"
#include "base/generate.hpp"
#include "base/limits.hpp"
#include "base/shape.hpp"

namespace bw {

// Where a part of the network was written: a span of the text, or a path in the request.
struct Place {
  std::optional<Span> span = {};
  std::string path = {};
};

// A name that refers to a node.
struct Ref {
  std::string id;
  Place place;
};

// A leaf, with its numbers, or with the recipe and the shape of them. shape is absent where JSON left it out: then it follows
// from value.
struct LeafSpec {
  std::string id;
  bool differentiable = false;
  std::optional<Shape> shape;
  std::vector<double> value;
  std::optional<Recipe> recipe = {};
  bool is_scalar = false;  // value was a single number, not an array
  std::string label;
  Place place;
};

// A part of a dense layer, whose shapes follow from its operand: its weights (xavier), its bias (zeros), and the product
// of the two, W @ x for a vector, x @ W for the rows of a batch. Attributes: units, and seed of the weights. Of a recurrent cell
// there are no units: it has as many as its state, the second operand. Of an attention of Q, K, V and perhaps a mask: K
// transposed (kKeys), the number that the scores are divided by, the root of their width (kScale), and where each row of Q may
// see the keys up to its own place alone (kCausal).
enum class DensePart { kNone, kWeights, kBias, kProduct, kKeys, kScale, kCausal };

// An operation. broken: a mistake in it is already reported, so nothing more is said about it.
struct NodeSpec {
  std::string id;
  std::string op;
  std::vector<Ref> inputs;
  Attrs attrs;
  std::string group;
  std::string label;
  Place place;
  bool broken = false;
  DensePart dense = DensePart::kNone;
  std::uint32_t waits = 0;  // so many operands, the last, are not read: where one has a mistake, no more is said here
  std::string_view sign = {};  // `·` or `×` where it was written so, which has no one meaning for two arrays
};

// A whole number that a text names, as in `size n = 4`. value: where it is replaced, what replaces it.
struct SizeSpec {
  std::string id;
  std::int64_t value;
  Span name, written;  // where its name stands, and what is behind the `=`
};

// What a network is read for: to be run, or to be looked at by its shapes, which takes no numbers of leaves.
enum class Purpose { kRun, kShapes };
// Elements of all nodes together.
constexpr std::int64_t most_elements(Purpose purpose) {
  return purpose == Purpose::kRun ? limits::kElements : limits::kShapedElements;
}

struct GraphSpec {
  std::vector<LeafSpec> leaves;
  std::vector<NodeSpec> nodes;              // consts included
  std::optional<std::vector<Ref>> outputs;  // absent: the last node
  std::optional<std::vector<Ref>> wrt;      // absent: every differentiable leaf
  std::vector<SizeSpec> sizes;
  Purpose purpose = Purpose::kRun;
  int count = kCount;  // version of the counting convention
};

}  // namespace bw
