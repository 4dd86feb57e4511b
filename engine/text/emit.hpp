// Expressions to nodes: names resolved, definitions written out, operations numbered.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "graph/spec.hpp"
#include "ops/names.hpp"
#include "text/calls.hpp"
#include "text/definitions.hpp"
#include "text/operand.hpp"

namespace bw {

// What a call of dense asks for. activation: a row; function: a definition in its place; both null where it names none.
struct DenseCall {
  Ref x;
  std::int64_t units;
  std::uint64_t seed;
  const OpName* activation = nullptr;
  const Definition* function = nullptr;
};

// A layer of many operations: its id, its word, and whether it is its statement. before: how many operations that has before it.
struct Layer {
  std::string id, word;
  Span span;
  bool last;
  std::size_t before;
};

// A recurrent cell in the making: its operands; like: the cell whose params are used, empty for its own, the first of which is
// first; the seed of the next weights.
struct Cell {
  std::string x, h, c, like, first;
  std::uint64_t seed;
};

// What is called, where, and how it is written.
struct Call {
  std::string word;
  Span span;
  std::string form;
};

// The statement that a node belongs to, by its id: without the numbers of operations and copies behind it.
std::string group_of(const std::string& id);

// The seed of a layer that names none follows from its id: no two layers are alike.
std::uint64_t seed_of(const std::string& id);

class Emitter {
 public:
  Emitter(Scope& scope, Definitions& definitions, GraphSpec& spec, Diagnostics& diagnostics)
      : scope_(scope), definitions_(definitions), spec_(spec), diagnostics_(diagnostics) {}

  // Appends the nodes of an expression to the spec; what it comes to: a number, an array, a node, or kBad. defining: the
  // name that it may not use yet.
  Operand run(const Expression& expression, Current statement, std::string defining);
  // A const of a number or an array.
  void add_const(const std::string& id, const Operand& value, const std::string& label);
  // The network grew too large, as was reported: nothing more is appended.
  bool stopped() const { return stopped_; }
  void stop(const Span& span);
  void stop(std::string message, std::string hint, const Span& span);
  // The number that a name stands for, sizes and counters included.
  std::optional<double> number_of(const std::string& name) const;

 private:
  void report(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
  }
  // Counts numbers that literals, lists and places are about to take; false where they are too many, which ends it all.
  bool has_room(std::int64_t numbers, const Span& span);
  NumberOf numbers() const {
    return [this](const std::string& name) { return number_of(name); };
  }

  // emit.cpp: the items of an expression
  void evaluate(const Item& item, Operands& stack);
  void name(const Item& item, Operands& stack);
  void array(const Item& item, Operands& stack);
  void list(const Item& item, Operands& stack);
  void subscript(const Item& item, Operands& stack);
  void count(const Item& item, Operands& stack);
  void end_reading();
  void rename_last(Operand& result, std::size_t first);
  bool ends() const;

  // call.cpp: calls, operators, and the nodes that they make
  void operation(const Item& item, Operands& stack);
  bool is_value(const std::string& name) const;
  void begin_call(const Definition& definition, const Item& item, Operands& stack);
  Operand apply(const OpName& op, const Span& span, Operands args, bool last);
  Operand append(const std::string& op, const Span& span, Operands args, Attrs attrs, bool last, bool broken = false);
  Operand append(const std::string& op, const Span& span, Operands args, bool last) {
    return append(op, span, std::move(args), {}, last);
  }
  Operand add_node(const std::string& op, const Span& span, Operands args, Attrs attrs, bool last, bool broken);
  Operand stacked(Operand list, bool last);
  void add_input(Operand& value, NodeSpec& node);
  void wants_call(const Operand& function);

  // stating.cpp: definitions, and the derivatives that they state
  void begin_definition(const Definition& definition, Operands args, std::optional<Current> within);
  bool goes_on_stating();

  // arguments.cpp: operands and attributes
  void place_attributes(const OpName& op, Operands& args);
  bool attribute(const Operand& value, const OpName& op, Attrs& attrs);

  // translate.cpp: spellings of other libraries
  Operand translate(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand clamp(const Item& item, Operands args, bool last);
  Operand gelu(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand loss(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand spread(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand length(const Item& item, Operands args, bool last);
  Operand linear(const Item& item, Operands args, bool last);
  Operand extreme(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand transposed(const Item& item, Operands args, bool last);
  // windows.cpp: those of convolutions, pools, batch_norm and attention
  Operand convolution(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand convolve(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand pool(const Spelling& spelling, const Item& item, Operands args, bool last);
  Operand batch_norm(const Item& item, Operands args, bool last);
  Operand attend(const Item& item, Operands args, bool last);
  bool says(const Operand& value, double absent);
  Operand refuse(Code code, std::string message, std::string hint, const Span& span);

  // dense.cpp: layers
  void dense(const Item& item, Operands& stack);
  std::optional<DenseCall> read_dense(const Operands& args, const std::string& id, const Span& span);
  bool read_activation(const Operand& value, DenseCall& call);
  void append_layer(const DenseCall& call, const std::string& id, const Span& span, bool last, std::size_t before);
  void begin_activation(const DenseCall& call, const Current& layer, Operand sum);

  // layers.cpp, and one file each: layers that are written out
  void call_layer(const Item& item, Operands& stack);
  Operand layer(const std::string& word, const Span& span, Operands args, bool last);
  bool refuse_layer(Code code, std::string message, std::string hint, const Span& span);
  bool sort_arguments(const Call& call, Operands args, std::initializer_list<std::string_view> names,
                      std::vector<Operand>& sorted);
  bool needs_nodes(const Call& call, const std::vector<Operand>& sorted, std::size_t needed);
  std::string part(const Layer& layer, const std::string& name, const std::string& op,
                   const std::vector<std::string>& in, Attrs attrs = {}, DensePart dense = DensePart::kNone,
                   unsigned waits = 0);
  bool attention(const Layer& layer, Operands args);
  bool cell(const Layer& layer, Operands args);
  std::string cell_param(const Layer& layer, Cell& cell, std::string_view name);

  Scope& scope_;
  Definitions& definitions_;
  GraphSpec& spec_;
  Diagnostics& diagnostics_;
  Current statement_{};
  std::string defining_;
  std::vector<Reading> readings_;  // the statement's own, then the calls under way, each in the one before
  std::int64_t work_ = 0;          // parts of definitions written out; those that make no node are bounded too
  bool stopped_ = false;
};

}  // namespace bw
