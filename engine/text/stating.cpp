// Definitions written out, and behind their value the derivatives that they state.
#include "text/emit.hpp"

namespace bw {

// The body is read next, with the operands in place of its parameters. Numbers and names of functions have no derivative.
void Emitter::begin_definition(const Definition& definition, Operands args, std::optional<Current> within) {
  Reading body{.expression = &definition.expression};
  body.within = std::move(within);
  for (const Stated& one : definition.derivatives)
    for (std::size_t k = 0; k < args.size(); ++k) {
      if (args[k].kind != Operand::kNode || definition.parameters[k] != one.by) continue;
      if (body.stating == nullptr) body.stating = std::make_shared<Stating>();
      body.stating->name = &definition.name;
      body.stating->by.push_back(&one);
    }
  for (std::size_t k = 0; k < args.size(); ++k) body.parameters.emplace(definition.parameters[k], std::move(args[k]));
  readings_.push_back(std::move(body));
}

// Takes what the body, or a stated derivative, came to; true where a derivative is to be read next. The value of the body is
// stopped once, then each derivative is attached to it by one node.
bool Emitter::goes_on_stating() {
  Reading& reading = readings_.back();
  Stating& stating = *reading.stating;
  const Stated& one = *stating.by[stating.next > 0 ? stating.next - 1 : 0];
  stating.whole = stating.next == stating.by.size();
  Operands args;
  if (stating.next == 0) {
    Operand body = reading.stack.back();
    reading.parameters.emplace(*stating.name, std::move(body));  // a parameter of that name keeps it
  } else {
    args.push_back(std::move(stating.value.back()));
    args.push_back(reading.parameters.find(one.by)->second);
  }
  args.push_back(std::move(reading.stack.back()));
  reading.stack.clear();
  Operand made = append(stating.next == 0 ? "stop_gradient" : "with_derivative", one.span, std::move(args),
                        stating.whole && ends());
  if (stating.whole) return reading.stack.push_back(std::move(made)), false;
  stating.value.clear();
  stating.value.push_back(std::move(made));
  reading.expression = &stating.by[stating.next++]->expression;
  reading.next = 0;
  return true;
}

}  // namespace bw
