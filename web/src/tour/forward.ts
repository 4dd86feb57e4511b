// The first four steps of the tour: what the forward method can do, and what it drags along.
import { is_close } from "../view/is_close.ts";
import {
  against,
  along,
  backward,
  count,
  figure,
  flops_of_both,
  forward,
  type Knobs,
  node,
  one,
  ratio,
  say,
  type TourStep,
  values_alone,
  work,
} from "./tour.ts";

export const neuron: TourStep = {
  title: "One neuron: the derivative can be made on the way forward",
  formula: "∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w",
  knobs: [],
  text: () => `# One neuron
# Can the derivative of the loss be made on the way forward?
input x = 0.8
input y = 1
param w = 0.5
param b = -0.2

z = w*x + b
a = sigmoid(z)
L = -(y*log(a) + (1 - y)*log(1 - a))
wrt w
`,
  task: "Press “One step forward” under Steps until both lanes end.",
  tab: "Steps",
  sees: (facts) => {
    const t = (id: string) => figure(one(node(facts, id).tangent), "along");
    const a = (id: string) => figure(one(node(facts, id).adjoint), "against");
    const [end, start] = [one(node(facts, "L").tangent), one(node(facts, "w").adjoint)];
    return [
      say`Forward, each step makes a value and its derivative by w together: ${along("∂z/∂w")} = x = ${t("z")}, then ${along("∂a/∂w")} = ${t("a")}, then ${along("∂L/∂w")} = ${t("L")}.`,
      say`Backward, the values come first; then it starts at the loss: ${against("∂L/∂a")} = ${a("a")}, ${against("∂L/∂z")} = a − y = ${a("z")}, ${against("∂L/∂w")} = ${a("w")}.`,
      say`The same three factors, multiplied from the other end: ${figure(end, "along")} ${is_close(end, start) ? "=" : "≠"} ${figure(start, "against")}. The forward method is correct.`,
    ];
  },
};

function chain_text({ weights = 1 }: Knobs): string {
  const [w, b] = [
    [0.9, -1.2, 1.5, 0.8, -1.1],
    [-0.1, 0.4, -0.2, 0.1, 0.3],
  ] as const;
  const leaves = w.map((value, at) => `param w${at + 1} = ${value}\nparam b${at + 1} = ${b[at]}`);
  const layers = w.map((_, at) => `a${at + 1} = sigmoid(w${at + 1}*${at === 0 ? "x" : `a${at}`} + b${at + 1})`);
  const wrt = w.slice(0, weights).map((_, at) => `w${at + 1}`);
  return `# A chain and one weight
# With one weight, does forward cost more?
input x = 0.7
${leaves.join("\n")}

${layers.join("\n")}
loss a5
wrt ${wrt.join(", ")}
`;
}

export const chain: TourStep = {
  title: "A chain with one weight: forward needs no more work, and less memory",
  formula: "∂a₅/∂w₁ = σ′(z₅)·w₅ · σ′(z₄)·w₄ ⋯ σ′(z₁)·x",
  knobs: [{ id: "weights", label: "weights that are asked for", least: 1, most: 5, start: 1 }],
  text: chain_text,
  task: "Move the slider: ask for one weight more, and watch the flops of both.",
  sees: (facts) => {
    const [there, back] = [forward(facts, "each"), backward(facts)];
    return [
      say`Asked for: ${count(there.directions, "weight")}. Forward makes ${count(there.sweeps, "pass", "along", "passes")}, backward ${count(back.sweeps, "sweep", "against")}.`,
      flops_of_both(facts),
      say`While it runs, forward holds at most ${count(there.memory.inner_peak_bytes, "byte", "along")} besides the inputs, backward ${count(back.memory.inner_peak_bytes, "byte", "against")}: it keeps what it will need on its return.`,
    ];
  },
};

function layers_text({ inputs = 3, width = 4, layers = 1 }: Knobs, head: string): string {
  const deep = layers > 1;
  const hidden = `a1 = sigmoid(W1 @ x + b1)`;
  const more = deep
    ? `\nh = dense(a1, width, sigmoid, seed=6)${layers > 2 ? "\nrepeat depth { h = dense(h, width, sigmoid) }" : ""}`
    : "";
  return `${head}
size inputs = ${inputs}
size width = ${width}${layers > 2 ? `\nsize depth = ${layers - 2}` : ""}
input x = randn(inputs, seed=1)
input y = 1
param W1 = randn(width, inputs, seed=2)
param b1 = randn(width, seed=3)
param w2 = randn(width, seed=4)
param b2 = 0.1

${hidden}${more}
p = sigmoid(w2 @ ${deep ? "h" : "a1"} + b2)
L = bce(p, y)
`;
}

export const passes: TourStep = {
  title: "Many weights: one pass forward for each",
  formula: "for each w: one pass forward with ∂w/∂w = 1",
  knobs: [{ id: "inputs", label: "inputs", least: 1, most: 16, start: 3 }],
  text: (knobs) =>
    layers_text(knobs, "# Two layers, and a pass for each weight\n# How many passes does the forward method need?"),
  task: "Move the slider: add inputs, and count the passes.",
  tab: "Costs",
  sees: (facts) => {
    const [each, kept, back] = [forward(facts, "each"), forward(facts, "kept"), backward(facts)];
    const alone = values_alone(facts);
    return [
      say`For ${count(each.directions, "weight")} forward makes ${count(each.sweeps, "pass", "along", "passes")}: ${count(work(each), "flop", "along")}, which is ${ratio(work(each) / alone, "along")} times the values alone.`,
      say`Much of that is computing the same values in every pass. Kept from the first one, they leave ${count(work(kept), "flop", "along")}.`,
      say`Backward makes ${count(back.sweeps, "sweep", "against")} for all weights: ${count(work(back), "flop", "against")}, ${ratio(work(back) / alone, "against")} times the values alone.`,
    ];
  },
};

export const paper: TourStep = {
  title: "As on paper: carry only what is not zero",
  formula: "∂a₂/∂W₁ = diag(σ′(z₂)) · W₂ · ∂a₁/∂W₁",
  knobs: [
    { id: "layers", label: "hidden layers", least: 1, most: 6, start: 1 },
    { id: "width", label: "width", least: 2, most: 16, start: 4 },
  ],
  text: (knobs) =>
    layers_text(knobs, "# Layers as on paper\n# If only what is not zero is carried, is forward as cheap as backward?"),
  task: "Add hidden layers, then widen them, and watch the two figures part. The tab Scaling draws their curves.",
  tab: "Scaling",
  sees: (facts) => {
    const [there, back] = [work(forward(facts, "as on paper")), work(backward(facts))];
    const close = there < 2 * back;
    return [
      say`Nobody multiplies zeros on paper. Carrying only what is not zero, forward takes ${count(there, "flop", "along")} for ${count(forward(facts, "each").directions, "weight")}; backward takes ${count(back, "flop", "against")}.`,
      say`That is ${ratio(there / back)} times as much. ${close ? "On so few layers the forward method is hardly worse off." : "Every layer drags along the derivatives by all weights before it: depth times width is what makes them part."}`,
    ];
  },
};
