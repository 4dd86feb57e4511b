// What layers of many operations share: their operands, and the parts that they are made of.
#include <algorithm>
#include <cctype>
#include <iterator>

#include "text/emit.hpp"

namespace bw {

void Emitter::call_layer(const Item& item, Operands& stack) {
  if (item.text == "dense") return dense(item, stack);
  Operands args(std::make_move_iterator(stack.end() - static_cast<std::ptrdiff_t>(item.count)),
                std::make_move_iterator(stack.end()));
  stack.resize(stack.size() - item.count);
  stack.push_back(layer(item.text, item.span, std::move(args), ends()));
}

// A layer by its word. Its parts have names behind that of the statement, or behind that of its own operation there.
Operand Emitter::layer(const std::string& word, const Span& span, Operands args, bool last) {
  for (Operand& one : args)
    if (one.kind == Operand::kList) one = stacked(std::move(one), false);
  ++statement_.made;
  const Layer layer{.id = last ? statement_.id : statement_.id + "." + std::to_string(statement_.made),
                    .word = word,
                    .span = span,
                    .last = last,
                    .before = last ? statement_.made - 1 : std::size_t{0}};
  const bool good = std::none_of(args.begin(), args.end(), [](const Operand& o) { return o.kind == Operand::kBad; });
  const bool made = good && (word == "attention" ? attention(layer, std::move(args)) : cell(layer, std::move(args)));
  if (made && !last) scope_.define_inner(layer.id, span.line);
  return {.kind = made ? Operand::kNode : Operand::kBad, .id = layer.id, .span = span};
}

bool Emitter::refuse_layer(Code code, std::string message, std::string hint, const Span& span) {
  report(code, std::move(message), std::move(hint), span);
  return false;
}

// Arguments by the names that word gives them, kNothing where one is not given. False where one is not known, which is reported.
bool Emitter::sort_arguments(const Call& call, Operands args, std::initializer_list<std::string_view> names,
                             std::vector<Operand>& sorted) {
  sorted.assign(names.size(), {.kind = Operand::kNothing});
  std::size_t place = 0;
  for (Operand& one : args) {
    const std::string_view keyword = one.keyword == "is_causal" ? "causal" : std::string_view(one.keyword);
    const auto named = std::find(names.begin(), names.end(), keyword);
    if (!one.keyword.empty() && named == names.end())
      return refuse_layer(Code::kAttr, in_ticks(call.word) + " has no " + in_ticks(one.keyword) + ".", call.form,
                          one.keyword_span);
    const std::size_t at = one.keyword.empty() ? place++ : static_cast<std::size_t>(named - names.begin());
    if (at >= names.size())
      return refuse_layer(Code::kArity, in_ticks(call.word) + " takes fewer operands than these.", call.form,
                          call.span);
    if (sorted[at].kind != Operand::kNothing)
      return refuse_layer(Code::kDupKey, in_ticks(std::string(names.begin()[at])) + " is given twice.", "Give it once.",
                          one.span);
    sorted[at] = std::move(one);
    sorted[at].keyword.clear();
  }
  return true;
}

// Whether the first of the arguments are nodes; else that is reported.
bool Emitter::needs_nodes(const Call& call, const std::vector<Operand>& sorted, std::size_t needed) {
  for (std::size_t at = 0; at < needed; ++at) {
    const Operand& one = sorted[at];
    if (one.kind == Operand::kNode) continue;
    const bool missing = one.kind == Operand::kNothing;
    return refuse_layer(
        missing ? Code::kArity : Code::kType,
        in_ticks(call.word) + (missing ? " takes more operands than these." : " takes nodes: declare the operand."),
        call.form, missing ? call.span : one.span);
  }
  return true;
}

// Appends a part and gives its id; name: what stands behind that of the layer, empty for its result.
std::string Emitter::part(const Layer& layer, const std::string& name, const std::string& op,
                          const std::vector<std::string>& in, Attrs attrs, DensePart dense, unsigned waits) {
  const Place place{layer.span, ""};
  std::string id = name.empty() ? layer.id : layer.id + "." + name;
  const bool leaf = dense == DensePart::kWeights || dense == DensePart::kBias || op == "const";
  NodeSpec node{.id = id,
                .op = op,
                .inputs = {},
                .attrs = std::move(attrs),
                .group = leaf ? id : group_of(layer.id),
                .label = name.empty() && layer.last ? statement_.label : op,
                .place = place,
                .broken = false,
                .dense = dense,
                .waits = waits};
  for (const std::string& operand : in) node.inputs.push_back({operand, place});
  spec_.nodes.push_back(std::move(node));
  const bool numbered = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) != 0;
  if (numbered) scope_.define_inner(id, layer.span.line);
  else if (!name.empty() && op != "const") scope_.define({id, true, layer.span});
  return id;
}

}  // namespace bw
