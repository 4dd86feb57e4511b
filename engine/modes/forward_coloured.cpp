// Forward accumulation by colours: columns of the Jacobian that share no row where both are not structurally zero share a pass.
// Curtis, Powell & Reid, 1974; Griewank & Walther, Evaluating Derivatives, ch. 8.
#include "modes/dense_forward.hpp"
#include "modes/scalars.hpp"

namespace bw {

const Mode& forward_coloured_mode() {
  static const Mode mode{
      .name = "forward_coloured",
      .label = "forward, coloured",
      .direction = Direction::kAlong,
      .doc =
          "Columns of the Jacobian that never meet in a row have one colour, and share a pass: its tangent is the sum "
          "of theirs, and each row says whose number it has.",
      .source =
          "Curtis, Powell & Reid, On the Estimation of Sparse Jacobian Matrices, J. Inst. Math. Appl. 13, 1974; "
          "Griewank & Walther, Evaluating Derivatives, ch. 8",
      .options = {"chunk", "keep_values"},
      .schedules = {{.title = "forward, coloured: {sweeps} passes, columns that never meet share one",
                     .options = {.chunk = 1},
                     .pen = {Line::kDashDotDotted, Mark::kPlus},
                     .jacobian = true}},
      .title =
          [](const Task& task, const Outcome& out) {
            return fill_title(out.sweeps == 1 ? "forward, coloured: one pass, columns that never meet share it"
                                              : "forward, coloured: {sweeps} passes, columns that never meet share one",
                              task, out);
          },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        auto colours = each_colour(task, Direction::kAlong);
        return colours ? go_forward(task, std::move(*colours)) : too_large();
      },
  };
  return mode;
}

}  // namespace bw
