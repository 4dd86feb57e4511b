// The table of all rows.
#pragma once

#include "ops/op.hpp"

namespace bw {

// In the order of registration; leaves first.
const std::vector<Row>& rows();
// By name or alias; nullptr if there is none.
const Row* find_row(std::string_view name);

// The families, one file each.
std::span<const Row> leaf_rows();
std::span<const Row> arithmetic_rows();
std::span<const Row> elementwise_rows();
std::span<const Row> activation_rows();
std::span<const Row> select_rows();
std::span<const Row> linalg_rows();
std::span<const Row> reduce_rows();
std::span<const Row> normalise_rows();
std::span<const Row> layer_norm_rows();
std::span<const Row> shape_rows();
std::span<const Row> loss_rows();

}  // namespace bw
