// The attributes of an operation against what its row takes.
#pragma once

#include "graph/spec.hpp"
#include "ops/op.hpp"

namespace bw {

// A field of the place, where the network came as JSON.
inline Place inside(Place place, const char* field) {
  if (!place.path.empty()) place.path += field;
  return place;
}

// Reports unknown attributes, wrong types, and a const without a value. False where it did.
bool check_attrs(const NodeSpec& node, const Row& row, Diagnostics& diagnostics);
// The numbers of a const, row by row.
void write_const(const AttrValue& value, double* out);
// In the order in which the row names them: data have none.
Attrs in_order(Attrs attrs, const Row& row);
// Whole numbers where the row takes real ones become real.
Attrs real_where_real(Attrs attrs, const Row& row);

}  // namespace bw
