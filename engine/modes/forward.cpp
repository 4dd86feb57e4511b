// Forward accumulation: every active node carries its value and p tangents along the arrows.
// Griewank & Walther, Evaluating Derivatives, ch. 3.1; Baydin et al., JMLR 18(153), 2018, section 3.1.
#include "modes/dense_forward.hpp"

namespace bw {

const Mode& forward_mode() {
  static const Mode mode{
      .name = "forward",
      .label = "forward",
      .direction = Direction::kAlong,
      .default_of_direction = true,
      .doc = "Each pass carries the derivatives by some weights along the arrows, together with the values.",
      .source =
          "Baydin et al., Automatic Differentiation in Machine Learning: a Survey, JMLR 18(153), 2018, section 3.1",
      .options = {"chunk", "keep_values"},
      .schedules = {{"forward, {sweeps} passes, one weight each", {.chunk = 1}, {Line::kDashed, Mark::kCircle}},
                    {"forward, values kept, {sweeps} passes, one weight each",
                     {.chunk = 1, .keep_values = true},
                     {Line::kDotted, Mark::kSquare}},
                    {"forward, one pass carrying {directions} derivatives",
                     {.chunk = {}, .all = true},
                     {Line::kLongDashed, Mark::kTriangle}}},
      .planned = Planned::kAlong,
      .pen = Pen{Line::kWideDotted, Mark::kTriangleDown},
      .title =
          [](const Task& task, const Outcome& out) {
            const Options& o = task.options;
            const std::int64_t chunk = chunk_of(o, out.directions);
            std::string_view title = "forward, {sweeps} passes carrying up to {chunk} derivatives each";
            if (o.keep_values && chunk == 1)
              title = out.sweeps == 1 ? "forward, values kept, one pass, one weight"
                                      : "forward, values kept, {sweeps} passes, one weight each";
            else if (o.keep_values)
              title = "forward, values kept, {sweeps} passes carrying up to {chunk} derivatives each";
            else if (chunk == 1 && !o.all)
              title = out.sweeps == 1 ? "forward, one pass, one weight" : "forward, {sweeps} passes, one weight each";
            else if (out.sweeps == 1)
              title = out.directions == 1 ? "forward, one pass carrying one derivative"
                                          : "forward, one pass carrying {directions} derivatives";
            return fill_title(title, task, out);
          },
      .begin = [](const Task& task) -> std::unique_ptr<Execution> {
        return go_forward(task, each_element(task, Direction::kAlong));
      },
  };
  return mode;
}

}  // namespace bw
