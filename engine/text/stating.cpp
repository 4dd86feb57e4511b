// Definitions written out, and behind their value the derivatives that they state.
#include "text/emit.hpp"

namespace bw {

// The body is read next, with the operands in place of its parameters. Numbers and names of functions have no derivative.
void Emitter::begin_definition(const Definition& definition, Operands args, std::optional<Current> within) {
  Reading body{.expression = &definition.expression};
  body.within = std::move(within);
  for (std::size_t k = 0; k < args.size(); ++k) body.parameters[definition.parameters[k]] = std::move(args[k]);
  for (const Stated& one : definition.derivatives) {
    if (body.parameters[one.by].kind != Operand::kNode) continue;
    if (body.stating == nullptr) body.stating = std::make_shared<Stating>();
    body.stating->name = &definition.name;
    body.stating->by.push_back(&one);
  }
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
  args.swap(reading.stack);
  if (stating.next == 0) {
    reading.parameters.try_emplace(*stating.name, args[0]);  // a parameter of that name keeps it
  } else {
    args.insert(args.begin(), 2, reading.parameters.at(one.by));
    args[0] = std::move(stating.value);
  }
  Operand made = append(stating.next == 0 ? "stop_gradient" : "with_derivative", one.span, std::move(args),
                        stating.whole && ends());
  if (stating.whole) return reading.stack.push_back(std::move(made)), false;
  stating.value = std::move(made);
  reading.expression = &stating.by[stating.next++]->expression;
  reading.next = 0;
  return true;
}

}  // namespace bw
