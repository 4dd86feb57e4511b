// Definitions written out, and behind their value the derivatives that they state.
#include "text/emit.hpp"

namespace bw {

// The body is read next, with the operands in place of its parameters. Numbers and names of functions have no derivative.
void Emitter::begin_definition(const Definition& definition, Operands args, std::optional<Current> within) {
  Reading body{.expression = &definition.expression};
  body.within = std::move(within);
  std::vector<std::size_t> by;
  for (std::size_t i = 0; i < definition.derivatives.size(); ++i)
    for (std::size_t k = 0; k < args.size(); ++k)
      if (definition.derivatives[i].by == definition.parameters[k] && args[k].kind == Operand::kNode) by.push_back(i);
  if (!by.empty()) body.stating = std::make_shared<Stating>(Stating{.definition = &definition, .by = std::move(by)});
  for (std::size_t k = 0; k < args.size(); ++k) body.parameters.emplace(definition.parameters[k], std::move(args[k]));
  readings_.push_back(std::move(body));
}

// Takes what the body, or a stated derivative, came to; true where a derivative is to be read next. The value of the body is
// stopped once, then each derivative is attached to it by one node.
bool Emitter::goes_on_stating() {
  Reading& reading = readings_.back();
  Stating& stating = *reading.stating;
  const std::vector<Stated>& stated = stating.definition->derivatives;
  Operand made = std::move(reading.stack.back());
  reading.stack.clear();
  stating.whole = stating.next == stating.by.size();
  if (stating.next == 0) {
    reading.parameters.emplace(stating.definition->name, made);  // a parameter of that name keeps it
    Operands args;
    args.push_back(std::move(made));
    stating.value = append("stop_gradient", stated[stating.by[0]].span, std::move(args), false);
  } else {
    const Stated& one = stated[stating.by[stating.next - 1]];
    Operands args;
    args.push_back(std::move(stating.value));
    args.push_back(reading.parameters.at(one.by));
    args.push_back(std::move(made));
    stating.value = append("with_derivative", one.span, std::move(args), stating.whole && ends());
  }
  if (stating.whole) return reading.stack.push_back(std::move(stating.value)), false;
  reading.expression = &stated[stating.by[stating.next++]].expression;
  reading.next = 0;
  return true;
}

}  // namespace bw
