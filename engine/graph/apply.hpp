// Runs the row of one node on buffers of counting numbers; broadcasting is undone here, once for all rows.
#pragma once

#include "graph/activity.hpp"
#include "graph/graph.hpp"

namespace bw {

// Runs value kernels alone, on numbers of type T: Counted, or Complex for the complex step. Buffers of values hold all
// nodes, node n at graph.offset[n].
template <class T>
class Values {
 public:
  explicit Values(const Graph& graph);
  // The value of n, from those of its operands, into values; keeps what the row hides beside it.
  void value(NodeId n, T* values);

 private:
  const Graph& graph_;
  std::vector<const T*> in_;
  std::vector<std::int64_t> hidden_begin_;
  std::vector<T> hidden_;
};
extern template class Values<Counted>;
extern template class Values<Complex>;

// Calls count what they do in `counter`.
class Apply {
 public:
  // runs: whether it will run anything; if not, it takes no memory for numbers.
  Apply(const Graph& graph, const Activity& activity, bool runs = true);

  // The value of n, from those of its operands, into values; keeps what the row hides beside it.
  void value(NodeId n, Counted* values);
  // Makes what the rows of all nodes hide beside their values, where these are known already. Not counted.
  void refill(const Counted* values);
  // What n needs once per sweep; coef_elements(n) numbers.
  void coef(NodeId n, const Counted* values, Counted* coef);
  std::int64_t coef_elements(NodeId n) const;
  // One tangent of n, from tangents of its operands in order of port; null where an operand carries none.
  void jvp(NodeId n, const Counted* values, const Counted* coef, std::span<const Counted* const> tangents,
           Counted* out);
  // What one adjoint of n adds to each operand, in the operand's shape, at contribution(port) until the next call.
  // wanted: a flag a port.
  void vjp(NodeId n, const Counted* values, const Counted* coef, const Counted* adjoint, Active wanted);
  // From now on vjp does not count: plain kernels give the same bits. For numbers that are only shown.
  void show_only() { counts_ = false; }
  const Counted* contribution(std::size_t port) const { return contributions_.data() + begin_[port]; }

  // Flags of the operands of n that a derivative passes from.
  Active active(NodeId n) const { return {active_.data() + graph_.first_input[n], graph_.arity(n)}; }

  // The same as costs, functions of shapes.
  Cost value_cost(NodeId n) const;
  Cost coef_cost(NodeId n) const;
  Cost jvp_cost(NodeId n, Active carried) const;
  Cost vjp_cost(NodeId n, Active wanted) const;

 private:
  Site<Counted> site(NodeId n, const Counted* values, const Counted* out);
  // As IEEE has it, not counted; whether all that it adds is finite, so that no zero had to be strong.
  bool plain_vjp(NodeId n, const Counted* values, const Counted* coef, const Counted* adjoint, std::int64_t numbers);

  const Graph& graph_;
  std::vector<const Counted*> in_;
  std::vector<unsigned char> active_;  // parallel to the inputs of the graph
  std::vector<Counted*> out_;
  std::vector<std::int64_t> begin_;
  std::vector<Counted> contributions_;
  std::vector<std::int64_t> hidden_begin_;
  std::vector<Counted> hidden_;
  bool counts_ = true;
  std::vector<const double*> plain_in_;
  std::vector<double*> plain_out_;
};

// d(n)/d(operand at port): [elements of n, elements of the operand], row by row; after the value of n, or refill. Not counted.
std::vector<double> local_jacobian(Apply& apply, const Graph& graph, NodeId n, std::size_t port, const Counted* values);

}  // namespace bw
