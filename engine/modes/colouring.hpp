// Columns of a Jacobian that share no row where both are not structurally zero, or rows that share no column, have one colour:
// one sweep gives all of them. Curtis, Powell & Reid, J. Inst. Math. Appl. 13, 1974; Gebremedhin, Manne & Pothen, What Color Is
// Your Jacobian?, SIAM Review 47(4), 2005; Griewank & Walther, Evaluating Derivatives, ch. 8.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/lists.hpp"

namespace bw {

// Elements are columns (or rows), and what they meet are rows (or columns).
struct Colouring {
  std::vector<std::uint32_t> of;  // the colour of each element, from 0, in the order in which they come first
  std::int64_t colours = 0;
  std::int64_t at_least = 0;  // the most elements that meet in one place: no colouring takes fewer colours
  Lists met;                  // by each element, ascending

  bool meets(std::int64_t element, std::int64_t of_what) const;
};

// The same the other way round: for each of so many what had it in its list, ascending.
Lists transposed(const Lists& lists, std::size_t count);

// Greedily, who meets most first, the first colour that fits. met: by each element, ascending; by: the same the other way round.
// Null where it would take too long.
std::optional<Colouring> coloured(Lists met, const Lists& by);

}  // namespace bw
