// The step behind the bill: memory is bought back with work, where values are made again in place of being kept.
import { count, ratio, say } from "../view/sentence.ts";
import { again, backward, on, type TourStep, up_to, work, working } from "./tour.ts";

export const segments: TourStep = {
  title: "Less memory for more work",
  formula: "√n segments: what no cut keeps is made again when the way back comes to it",
  knobs: [{ id: "depth", label: "neurons in the chain", stops: up_to(100, 2), start: 49 }],
  text: ({ depth = 49 }) => `# A chain that is cut into segments
# How much memory can be bought back with work?
size depth = ${depth - 1}
param x = 0.7

h = sigmoid(x)
repeat depth { h = sigmoid(h) }
`,
  task: "Watch the second lane: on the way back it makes values again. Then move the slider.",
  plays: true,
  races: ["back", "again"],
  opens: () => ({ tab: "Checkpoints", words: "Open the slider from keep all to keep least" }),
  sees: (facts) => {
    const [all, cut] = [backward(facts), again(facts)];
    const [most, less] = [all.memory.inner_peak_bytes, cut.memory.inner_peak_bytes];
    const pieces = count(cut.cuts?.segments ?? 1, "segment");
    return [
      on(
        "tape",
        less < most
          ? say`Who keeps every σ has a peak of ${count(most, "byte", "against")}. Cut into ${pieces} it is ${count(less, "byte", "against")}, ${ratio(most / less)} times less.`
          : say`So short a chain is not worth a cut: ${count(most, "byte", "against")} either way.`,
      ),
      on(
        "tape",
        say`The price is work: ${working(cut)} in place of ${working(all)}, ${ratio(work(cut) / Math.max(1, work(all)))} times as much. Only values that no cut keeps are made again, the derivatives never.`,
      ),
      on(
        "meeting",
        say`The gradient is the same to the last bit: the same numbers are multiplied and added in the same order.`,
      ),
    ];
  },
};
