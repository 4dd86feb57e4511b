// The table of all rows.
#pragma once

#include "ops/op.hpp"

namespace bw {

// In the order of registration; leaves first.
const std::vector<Row>& rows();
// By name or alias; nullptr if there is none.
const Row* find_row(std::string_view name);
// What stands in the place of maximum or minimum from the second link of a chain on (ScalarBuilder::link): the same row but
// for the shares of operands that tie.
const Row& chain_link(std::string_view name);

// The rows of ScalarBuilder::at_mask, for mul and sub: not in the table, and of their names.
const Row& row_at_mask(std::string_view name);

// The families, one file each.
std::span<const Row> leaf_rows();
std::span<const Row> arithmetic_rows();
std::span<const Row> elementwise_rows();
std::span<const Row> special_rows();
std::span<const Row> inverse_rows();
std::span<const Row> activation_rows();
std::span<const Row> bound_rows();
std::span<const Row> step_rows();
std::span<const Row> select_rows();
std::span<const Row> compare_rows();
std::span<const Row> linalg_rows();
std::span<const Row> reduce_rows();
std::span<const Row> product_rows();
std::span<const Row> moment_rows();
std::span<const Row> argmax_rows();
std::span<const Row> diagonal_rows();
std::span<const Row> logsumexp_rows();
std::span<const Row> normalise_rows();
std::span<const Row> layer_norm_rows();
std::span<const Row> convolution_rows();
std::span<const Row> pool_rows();
std::span<const Row> shape_rows();
std::span<const Row> part_rows();
std::span<const Row> loss_rows();
std::span<const Row> cross_entropy_rows();

}  // namespace bw
