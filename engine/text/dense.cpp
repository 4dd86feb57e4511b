// The layer of the language: dense(x, units, activation, seed=1) to its params and operations.
#include "text/emit.hpp"

namespace bw {
namespace {

constexpr const char* kForm = "Write `dense(x, 8, tanh, seed=1)`.";

}  // namespace

std::uint64_t seed_of(const std::string& id) {
  std::uint64_t seed = 1469598103934665603u;
  for (const char c : id) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return seed;
}

void Emitter::dense(const Item& item, Operands& stack) {
  Operands args(stack.end() - static_cast<std::ptrdiff_t>(item.count), stack.end());
  stack.resize(stack.size() - item.count);
  for (Operand& one : args)
    if (one.kind == Operand::kList) one = stacked(std::move(one), false);
  const bool last = ends();
  ++statement_.made;
  const std::string id = last ? statement_.id : statement_.id + "." + std::to_string(statement_.made);
  const std::optional<DenseCall> call = read_dense(args, id, item.span);
  if (!call) return stack.push_back({.kind = Operand::kBad, .span = item.span});
  // What the operand of the last layer has made in this statement has its first numbers.
  const std::size_t before = last ? statement_.made - 1 : std::size_t{0};
  append_layer(*call, id, item.span, last, before);
  if (call->function == nullptr) return stack.push_back({.kind = Operand::kNode, .id = id, .span = item.span});
  begin_activation(*call, {id, last ? statement_.label : "dense", before + 2},
                   {.kind = Operand::kNode, .id = id + "." + std::to_string(before + 2), .span = item.span});
}

// Nothing where the call is wrong, which is reported, or where an operand is.
std::optional<DenseCall> Emitter::read_dense(const Operands& args, const std::string& id, const Span& span) {
  const auto refuse = [&](Code code, std::string message, const Span& where) {
    report(code, std::move(message), kForm, where);
    return std::nullopt;
  };
  DenseCall call{.x = {}, .units = 0, .seed = seed_of(id)};
  std::vector<const Operand*> places;
  const Operand *units = nullptr, *activation = nullptr;
  for (const Operand& o : args) {
    if (o.keyword.empty()) {
      places.push_back(&o);
    } else if (o.keyword == "units" || o.keyword == "activation") {
      (o.keyword == "units" ? units : activation) = &o;
    } else {
      if (o.keyword != "seed" || !o.is_whole())
        return refuse(Code::kAttr, "`dense` takes `seed`, a whole number, not " + in_ticks(o.keyword) + ".",
                      o.keyword_span);
      call.seed = static_cast<std::uint64_t>(static_cast<std::int64_t>(o.number));
    }
  }
  if (places.size() > 1 && units == nullptr) units = places[1];
  if (places.size() > 2 && activation == nullptr) activation = places[2];
  const std::size_t given =
      1 + (units != nullptr && units->keyword.empty()) + (activation != nullptr && activation->keyword.empty());
  if (places.empty() || units == nullptr || places.size() != given)
    return refuse(Code::kArity, "`dense` takes a node, how many units, and perhaps an activation.", span);
  const Operand& x = *places[0];
  if (units->kind == Operand::kBad) return std::nullopt;
  if (!units->is_whole() || units->number < 1 || units->number > static_cast<double>(scope_.room.most))
    return refuse(Code::kNumber, "How many units is a whole number from 1 to " + std::to_string(scope_.room.most) + ".",
                  units->span);
  call.units = static_cast<std::int64_t>(units->number);
  if (activation != nullptr && activation->kind == Operand::kBad) return std::nullopt;
  if (activation != nullptr && !read_activation(*activation, call))
    return refuse(Code::kUnknownOp, "The activation of dense is the name of an operation of one number.",
                  activation->span);
  if (x.kind == Operand::kNumber || x.kind == Operand::kFunction)
    return refuse(Code::kType, "`dense` takes a node, not a number.", x.span);
  if (x.kind == Operand::kArray) return refuse(Code::kType, "`dense` takes a node, not a list.", x.span);
  if (x.kind != Operand::kNode) return std::nullopt;
  call.x = {x.id, {x.span, ""}};
  return call;
}

// A row or a definition of one operand, by its name or by that of another library; None is none.
bool Emitter::read_activation(const Operand& value, DenseCall& call) {
  if (value.kind == Operand::kNothing) return true;
  const std::string& name = value.id;
  if (value.kind != Operand::kFunction && value.kind != Operand::kText) return false;
  call.function = definitions_.find(name);
  if (call.function != nullptr) return call.function->parameters.size() == 1 && !call.function->broken;
  const Called called = resolve_call(name, [](const std::string&) { return false; });
  call.activation = called.kind == Called::kOp ? called.op
                    : called.kind == Called::kSpelling && called.spelling->form == Form::kSame
                        ? find_op_name(called.spelling->op)
                        : nullptr;
  return call.activation != nullptr && call.activation->arity == 1;
}

// The params id.W and id.b, and activation(W @ x + b), without it W @ x + b.
void Emitter::append_layer(const DenseCall& call, const std::string& id, const Span& span, bool last,
                           std::size_t before) {
  const Place place{span, ""};
  const bool more = call.activation != nullptr || call.function != nullptr;
  const std::string product = id + "." + std::to_string(before + 1),
                    sum = more ? id + "." + std::to_string(before + 2) : id;
  for (const char* leaf : {".W", ".b"}) scope_.define({id + leaf, true, span});
  const auto part = [&](const std::string& name, const std::string& op, std::vector<Ref> in, DensePart dense,
                        Attrs attrs) {
    spec_.nodes.push_back({.id = name,
                           .op = op,
                           .inputs = std::move(in),
                           .attrs = std::move(attrs),
                           .group = dense == DensePart::kWeights || dense == DensePart::kBias ? name : group_of(name),
                           .label = name == id && last ? statement_.label : op,
                           .place = place,
                           .broken = false,
                           .dense = dense,
                           .waits = dense == DensePart::kBias ? 1U : 0U});
  };
  part(id + ".W", "dense", {call.x}, DensePart::kWeights,
       {{"units", call.units}, {"seed", static_cast<std::int64_t>(call.seed)}});
  part(id + ".b", "dense", {call.x, {id + ".W", place}}, DensePart::kBias, {{"units", call.units}});
  part(product, "matmul", {{id + ".W", place}, call.x}, DensePart::kProduct, {});
  part(sum, "add", {{product, place}, {id + ".b", place}}, DensePart::kNone, {});
  if (call.activation != nullptr) part(id, std::string(call.activation->name), {{sum, place}}, DensePart::kNone, {});
}

// A definition as the activation: its operations are those of the layer, and the last of them bears its id.
void Emitter::begin_activation(const DenseCall& call, const Current& layer, Operand sum) {
  Current within = std::move(statement_);
  statement_ = layer;
  Operands args;
  args.push_back(std::move(sum));
  begin_definition(*call.function, std::move(args), std::move(within));
}

}  // namespace bw
