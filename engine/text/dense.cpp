// The layer of the language: dense(x, units, activation, seed=1) to its params and operations.
#include "base/limits.hpp"
#include "text/emit.hpp"

namespace bw {
namespace {

constexpr const char* kForm = "Write `dense(x, 8, tanh, seed=1)`.";

// The seed of a layer that names none follows from its id: no two layers are alike.
std::uint64_t seed_of(const std::string& id) {
  std::uint64_t seed = 1469598103934665603u;
  for (const char c : id) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return seed;
}

}  // namespace

void Emitter::dense(const Item& item, std::vector<Operand>& stack) {
  const std::vector<Operand> args(stack.end() - static_cast<std::ptrdiff_t>(item.count), stack.end());
  stack.resize(stack.size() - item.count);
  const std::string id =
      ++statement_.made == statement_.total ? statement_.id : statement_.id + "." + std::to_string(statement_.made);
  stack.push_back({.kind = Operand::kBad, .span = item.span});
  const std::optional<DenseCall> call = read_dense(args, id, item.span);
  if (!call) return;
  append_layer(*call, id, item.span);
  stack.back() = {.kind = Operand::kNode, .id = id, .span = item.span};
}

// Nothing where the call is wrong, which is reported, or where an operand is.
std::optional<DenseCall> Emitter::read_dense(const std::vector<Operand>& args, const std::string& id,
                                             const Span& span) {
  const auto refuse = [&](Code code, std::string message, const Span& where) {
    report(code, std::move(message), kForm, where);
    return std::nullopt;
  };
  std::uint64_t seed = seed_of(id);
  std::vector<const Operand*> places;
  for (const Operand& o : args) {
    if (o.keyword.empty()) {
      places.push_back(&o);
    } else {
      if (o.keyword != "seed" || !o.is_whole())
        return refuse(Code::kAttr, "`dense` takes `seed`, a whole number, not " + in_ticks(o.keyword) + ".",
                      o.keyword_span);
      seed = static_cast<std::uint64_t>(static_cast<std::int64_t>(o.number));
    }
  }
  if (places.size() < 2 || places.size() > 3)
    return refuse(Code::kArity, "`dense` takes a node, how many units, and perhaps an activation.", span);
  const Operand &x = *places[0], &units = *places[1];
  if (!units.is_whole() || units.number < 1 || units.number > static_cast<double>(limits::kElements))
    return refuse(Code::kNumber,
                  "How many units is a whole number from 1 to " + std::to_string(limits::kElements) + ".", units.span);
  const OpName* activation =
      places.size() == 3 && places[2]->kind == Operand::kOperation ? find_op_name(places[2]->id) : nullptr;
  if (places.size() == 3 && places[2]->kind == Operand::kBad) return std::nullopt;
  if (places.size() == 3 && (activation == nullptr || activation->arity != 1))
    return refuse(Code::kUnknownOp, "The activation of dense is the name of an operation of one number.",
                  places[2]->span);
  if (x.kind == Operand::kNumber || x.kind == Operand::kOperation)
    return refuse(Code::kType, "`dense` takes a node, not a number.", x.span);
  if (x.kind != Operand::kNode) return std::nullopt;
  return DenseCall{{x.id, {x.span, ""}}, static_cast<std::int64_t>(units.number), seed, activation};
}

// The params id.W and id.b, and activation(W @ x + b), without it W @ x + b.
void Emitter::append_layer(const DenseCall& call, const std::string& id, const Span& span) {
  const Place place{span, ""};
  const std::string product = id + ".1", sum = call.activation != nullptr ? id + ".2" : id;
  for (const char* leaf : {".W", ".b"}) scope_.define({id + leaf, true, span});
  const auto part = [&](const std::string& name, const std::string& op, std::vector<Ref> in, DensePart dense,
                        Attrs attrs) {
    const bool last = name == id;
    spec_.nodes.push_back({.id = name,
                           .op = op,
                           .inputs = std::move(in),
                           .attrs = std::move(attrs),
                           .group = dense == DensePart::kWeights || dense == DensePart::kBias ? name : group_of(name),
                           .label = last && statement_.made == statement_.total ? statement_.label : op,
                           .place = place,
                           .broken = false,
                           .dense = dense});
  };
  part(id + ".W", "dense", {call.x}, DensePart::kWeights,
       {{"units", call.units}, {"seed", static_cast<std::int64_t>(call.seed)}});
  part(id + ".b", "dense", {call.x}, DensePart::kBias, {{"units", call.units}});
  part(product, "matmul", {{id + ".W", place}, call.x}, DensePart::kProduct, {});
  part(sum, "add", {{product, place}, {id + ".b", place}}, DensePart::kNone, {});
  if (call.activation != nullptr) part(id, std::string(call.activation->name), {{sum, place}}, DensePart::kNone, {});
}

}  // namespace bw
