// One step of a recurrent cell: gru(x, h, seed=1) and lstm(x, h, c, seed=1), to their params and operations.
#include <array>
#include <span>

#include "text/emit.hpp"

namespace bw {
namespace {

// An operation of a cell: name, empty where it is numbered, and its operands: the `name` of one above, `-1` the last and `-2`
// the one before it, `1` the number, `x`, `h`, `c`, a param `W_r`. `=` is the result.
struct Step {
  std::string_view name, op;
  std::array<std::string_view, 2> in;
};

// As PyTorch's GRUCell: h' = (1 - z) n + z h, n = tanh(W x + b + r (U h + c)).
constexpr Step kGru[] = {{"", "matmul", {"W_r", "x"}}, {"", "add", {"-1", "b_r"}},   {"", "matmul", {"U_r", "h"}},
                         {"", "add", {"-2", "-1"}},    {"r", "sigmoid", {"-1"}},     {"", "matmul", {"W_z", "x"}},
                         {"", "add", {"-1", "b_z"}},   {"", "matmul", {"U_z", "h"}}, {"", "add", {"-2", "-1"}},
                         {"z", "sigmoid", {"-1"}},     {"", "matmul", {"W_n", "x"}}, {"", "add", {"-1", "b_n"}},
                         {"", "matmul", {"U_n", "h"}}, {"", "add", {"-1", "c_n"}},   {"", "mul", {"r", "-1"}},
                         {"", "add", {"-4", "-1"}},    {"n", "tanh", {"-1"}},        {"", "sub", {"1", "z"}},
                         {"", "mul", {"-1", "n"}},     {"", "mul", {"z", "h"}},      {"=", "add", {"-2", "-1"}}};

// As its LSTMCell: c' = f c + i g, h' = o tanh(c').
constexpr Step kLstm[] = {{"", "matmul", {"W_i", "x"}}, {"", "add", {"-1", "b_i"}},   {"", "matmul", {"U_i", "h"}},
                          {"", "add", {"-2", "-1"}},    {"i", "sigmoid", {"-1"}},     {"", "matmul", {"W_f", "x"}},
                          {"", "add", {"-1", "b_f"}},   {"", "matmul", {"U_f", "h"}}, {"", "add", {"-2", "-1"}},
                          {"f", "sigmoid", {"-1"}},     {"", "matmul", {"W_g", "x"}}, {"", "add", {"-1", "b_g"}},
                          {"", "matmul", {"U_g", "h"}}, {"", "add", {"-2", "-1"}},    {"g", "tanh", {"-1"}},
                          {"", "matmul", {"W_o", "x"}}, {"", "add", {"-1", "b_o"}},   {"", "matmul", {"U_o", "h"}},
                          {"", "add", {"-2", "-1"}},    {"o", "sigmoid", {"-1"}},     {"", "mul", {"f", "c"}},
                          {"", "mul", {"i", "g"}},      {"c", "add", {"-2", "-1"}},   {"", "tanh", {"-1"}},
                          {"=", "mul", {"o", "-1"}}};

bool is_param(std::string_view name) { return name.size() == 3 && name[1] == '_'; }

}  // namespace

// A param of that name for an operand of the cell, or that of another cell. first: what those behind the first wait for.
std::string Emitter::cell_param(const Layer& layer, Cell& cell, std::string_view name) {
  const std::string behind = "." + std::string(name);
  if (!cell.like.empty()) {
    std::string of = *scope_.find(cell.like + behind);
    scope_.alias(layer.id + behind, of);
    return of;
  }
  const bool weights = name.front() == 'W' || name.front() == 'U';
  std::vector<std::string> in = {name.front() == 'W' || name.front() == 'b' ? cell.x : cell.h, cell.h};
  if (!cell.first.empty()) in.push_back(cell.first);
  Attrs attrs;
  if (weights) attrs.push_back({"seed", static_cast<std::int64_t>(cell.seed++)});
  std::string id = part(layer, std::string(name), layer.word, in, std::move(attrs),
                        weights ? DensePart::kWeights : DensePart::kBias, cell.first.empty() ? 0 : 1);
  if (cell.first.empty()) cell.first = id;
  return id;
}

bool Emitter::cell(const Layer& layer, Operands args) {
  const bool lstm = layer.word == "lstm";
  const Call call{layer.word, layer.span,
                  lstm ? "Write `lstm(x, h, c, seed=1)`, or `lstm(x, h, c, like=a)` for the weights of a."
                       : "Write `gru(x, h, seed=1)`, or `gru(x, h, like=a)` for the weights of a."};
  std::vector<Operand> given;
  if (!lstm) args.insert(args.begin() + std::min<std::ptrdiff_t>(2, std::ssize(args)), {.kind = Operand::kNothing});
  if (!sort_arguments(call, std::move(args), {"x", "h", "c", "seed", "like"}, given) ||
      !needs_nodes(call, given, lstm ? 3 : 2))
    return false;
  if (!lstm && given[2].kind != Operand::kNothing)
    return refuse_layer(Code::kAttr, "`gru` has no `c`: its state is `h` alone.", call.form, given[2].span);
  const Operand &seed = given[3], &like = given[4];
  if (seed.kind != Operand::kNothing && !seed.is_whole())
    return refuse_layer(Code::kAttr, "`seed` is a whole number.", call.form, seed.span);
  if (like.kind != Operand::kNothing &&
      (like.kind != Operand::kNode || scope_.find(like.id + (lstm ? ".W_i" : ".W_r")) == nullptr))
    return refuse_layer(Code::kType, "`like` names a " + layer.word + " above, whose weights are used again.",
                        call.form, like.span);
  Cell cell{.x = given[0].id,
            .h = given[1].id,
            .c = given[2].id,
            .like = like.kind == Operand::kNothing ? "" : like.id,
            .first = "",
            .seed = seed.kind == Operand::kNothing
                        ? seed_of(layer.id)
                        : static_cast<std::uint64_t>(static_cast<std::int64_t>(seed.number))};
  std::vector<std::string> made;
  std::size_t number = layer.before;
  for (const Step& step : lstm ? std::span<const Step>(kLstm) : std::span<const Step>(kGru)) {
    const std::string name = step.name == "="    ? ""
                             : step.name.empty() ? std::to_string(++number)
                                                 : std::string(step.name);
    std::vector<std::string> in;
    for (const std::string_view of : step.in) {
      if (of.empty()) continue;
      if (of == "x" || of == "h" || (lstm && of == "c")) in.push_back(of == "x" ? cell.x : of == "h" ? cell.h : cell.c);
      else if (of.front() == '-') in.push_back(made[made.size() - static_cast<std::size_t>(of[1] - '0')]);
      else if (is_param(of)) in.push_back(cell_param(layer, cell, of));
      else if (of != "1") in.push_back(layer.id + "." + std::string(of));
      else {
        in.push_back(layer.id + "." + name + ".c1");
        add_const(in.back(), {.kind = Operand::kNumber, .number = 1, .span = layer.span}, "");
      }
    }
    const bool product = step.op == "matmul";
    if (product) in.push_back(made.empty() ? cell.h : made.front());
    made.push_back(part(layer, name, std::string(step.op), in, {}, product ? DensePart::kProduct : DensePart::kNone,
                        product ? 1 : 0));
  }
  return true;
}

}  // namespace bw
