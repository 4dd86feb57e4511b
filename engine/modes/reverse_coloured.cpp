// Reverse accumulation by colours: rows of the Jacobian that share no column where both are not structurally zero share a sweep.
// Curtis, Powell & Reid, 1974; Griewank & Walther, Evaluating Derivatives, ch. 8.
#include "modes/dense_reverse.hpp"
#include "modes/scalars.hpp"

namespace bw {

const Mode& reverse_coloured_mode() {
  static const Mode mode{
      .name = "reverse_coloured",
      .label = "backward, coloured",
      .direction = Direction::kAgainst,
      .doc =
          "Rows of the Jacobian that never meet in a column have one colour, and share a sweep: its cotangent is the "
          "sum of theirs, and each column says whose number it has.",
      .source =
          "Curtis, Powell & Reid, On the Estimation of Sparse Jacobian Matrices, J. Inst. Math. Appl. 13, 1974; "
          "Griewank & Walther, Evaluating Derivatives, ch. 8",
      .options = {"chunk"},
      .schedules = {{.title = "backward, coloured: {sweeps} sweeps back, rows that never meet share one",
                     .options = {.chunk = 1},
                     .pen = {Line::kDashDotDotted, Mark::kCross},
                     .jacobian = true}},
      .title =
          [](const Task& task, const Outcome& out) {
            return fill_title(out.sweeps == 1
                                  ? "backward, coloured: one sweep back, rows that never meet share it"
                                  : "backward, coloured: {sweeps} sweeps back, rows that never meet share one",
                              task, out);
          },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        auto colours = each_colour(task, Direction::kAgainst);
        return colours ? go_back(task, std::move(*colours)) : too_large();
      },
  };
  return mode;
}

}  // namespace bw
