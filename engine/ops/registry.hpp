// The table of all rows.
#pragma once

#include "ops/op.hpp"

namespace bw {

// In the order of registration; leaves first.
const std::vector<Row>& rows();
// By name or alias; nullptr if there is none.
const Row* find_row(std::string_view name);

// The families, one file each.
void add_leaf(std::vector<Row>& table);
void add_arithmetic(std::vector<Row>& table);
void add_elementwise(std::vector<Row>& table);
void add_activation(std::vector<Row>& table);
void add_select(std::vector<Row>& table);
void add_linalg(std::vector<Row>& table);
void add_reduce(std::vector<Row>& table);
void add_normalise(std::vector<Row>& table);
void add_layer_norm(std::vector<Row>& table);
void add_shape(std::vector<Row>& table);
void add_loss(std::vector<Row>& table);

}  // namespace bw
