// Expressions to nodes: names resolved, definitions written out, operations numbered.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/spec.hpp"
#include "ops/names.hpp"
#include "text/definitions.hpp"

namespace bw {

// What stands on the stack while a postfix expression is read: a number, a node, or something reported as wrong.
struct Operand {
  enum Kind { kNumber, kNode, kList, kOperation, kBad } kind = kBad;  // kOperation: the name of one, for dense
  double number = 0;
  std::vector<std::int64_t> list = {};  // kList: whole numbers, for an attribute
  std::string id = {};
  Span span = {};
  std::string keyword = {};
  Span keyword_span = {};

  bool is_whole() const { return kind == kNumber && number == std::floor(number) && std::fabs(number) < 1e15; }
};

// What a call of dense asks for. activation: null where it names none.
struct DenseCall {
  Ref x;
  std::int64_t units;
  std::uint64_t seed;
  const OpName* activation;
};

// The statement that a node belongs to, by its id: without the numbers of operations and copies behind it.
std::string group_of(const std::string& id);

// An expression under way, of the statement or of a definition that it calls: what is read next, what stands on the stack,
// and what the parameters stand for.
struct Reading {
  const Expression* expression;
  std::size_t next = 0;
  std::vector<Operand> stack = {};
  std::unordered_map<std::string, Operand> parameters = {};
};

// The statement under way: the last of its operations bears its id.
struct Current {
  std::string id, label;
  std::size_t total, made;
};

class Emitter {
 public:
  Emitter(Scope& scope, Definitions& definitions, GraphSpec& spec, Diagnostics& diagnostics)
      : scope_(scope), definitions_(definitions), spec_(spec), diagnostics_(diagnostics) {}

  // Appends the nodes of an expression to the spec; what it comes to. defining: the name that it may not use yet.
  Operand run(const Expression& expression, Current statement, std::string defining);
  void add_const(const std::string& id, double number, const Span& span, const std::string& label);
  // The network grew too large, as was reported: nothing more is appended.
  bool stopped() const { return stopped_; }
  void stop(const Span& span);

 private:
  void report(Code code, std::string message, std::string hint, const Span& span) {
    diagnostics_.add({code, std::move(message), std::move(hint), "", span});
  }
  void evaluate(const Item& item, std::vector<Operand>& stack);
  void name(const Item& item, std::vector<Operand>& stack);
  void list(const Item& item, std::vector<Operand>& stack);
  void no_list(const Span& span);
  void subscript(const Item& item, std::vector<Operand>& stack);
  void add_operation(const std::string& op, const Item& item, const Attrs& attrs, std::vector<Operand>& stack);
  std::string row_of(const Item& item);
  void begin_call(const Definition& definition, const Item& item, std::vector<Operand>& stack);
  void operation(const Item& item, std::vector<Operand>& stack);
  void dense(const Item& item, std::vector<Operand>& stack);
  std::optional<DenseCall> read_dense(const std::vector<Operand>& args, const std::string& id, const Span& span);
  void append_layer(const DenseCall& call, const std::string& id, const Span& span);
  void attribute(const Operand& value, NodeSpec& node);

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
