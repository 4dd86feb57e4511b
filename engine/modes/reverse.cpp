// Reverse accumulation: values first, then adjoints against the arrows, summed over all uses of a node.
// Griewank & Walther, Evaluating Derivatives, ch. 3.2; Baydin et al., JMLR 18(153), 2018, section 3.2.
#include "modes/dense_reverse.hpp"

namespace bw {

const Mode& reverse_mode() {
  static const Mode mode{
      .name = "reverse",
      .label = "backward",
      .direction = Direction::kAgainst,
      .default_of_direction = true,
      .doc = "Values first, then one sweep back that carries one number per value and sums over all its uses.",
      .source =
          "Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18(153), 2018, section 3.2",
      .options = {"chunk"},
      .schedules = {{"backward: values, then {sweeps} sweeps back", {.chunk = 1}, {Line::kSolid, Mark::kCircle}},
                    {.title = "backward: values, then one sweep back carrying {directions} derivatives",
                     .options = {.chunk = {}, .all = true},
                     .pen = {Line::kLongDashed, Mark::kDiamond},
                     .jacobian = true}},
      .planned = Planned::kAgainst,
      .pen = Pen{Line::kWideDotted, Mark::kTriangleDown},
      .title =
          [](const Task& task, const Outcome& out) {
            const std::int64_t chunk = chunk_of(task.options, out.directions);
            std::string_view title =
                "backward: values, then {sweeps} sweeps back carrying up to {chunk} derivatives each";
            if (out.sweeps == 1 && out.directions > 1)
              title = "backward: values, then one sweep back carrying {directions} derivatives";
            else if (out.sweeps == 1) title = "backward: values, then one sweep back";
            else if (chunk == 1) title = "backward: values, then {sweeps} sweeps back";
            return fill_title(title, task, out);
          },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        return go_back(task, each_element(task, Direction::kAgainst));
      },
  };
  return mode;
}

}  // namespace bw
