// Statements as single nodes: what goes in, what comes out, and the derivative across.
#pragma once

#include <string>

#include "graph/activity.hpp"
#include "trace/trace.hpp"

namespace bw {

// d(of)/d(operand) along the paths inside the group alone: [elements of of, elements of the operand]. Absent above
// limits::kShownNumbers, and where no derivative passes.
struct GroupLocal {
  NodeId of, operand;
  Shown jacobian;
};

// The computed nodes of one group id, in program order. operands: the nodes outside that they read, literals apart,
// in the order of their first use. exits: members that are read outside, or are outputs, or that nothing reads.
struct Group {
  std::string id;
  std::vector<NodeId> members, operands, exits;
  std::vector<GroupLocal> local;  // exit by exit, operand by operand
};

// In program order of their last members. values: of all nodes, at graph.offset. Not counted. False where derivatives
// were left out, because all together would take more than limits::kBudgetFlops.
bool find_groups(const Graph& graph, const Activity& activity, const std::vector<double>& values,
                 std::vector<Group>& groups);

}  // namespace bw
