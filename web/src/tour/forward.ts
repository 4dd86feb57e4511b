// The first four steps of the tour: what the forward method can do, and what it drags along.
import { is_close } from "../view/is_close.ts";
import { count, figure, name, ratio, say } from "../view/sentence.ts";
import {
  against,
  along,
  at,
  backward,
  forward,
  type Knobs,
  node,
  on,
  one,
  type TourStep,
  up_to,
  values_alone,
  work,
  work_of_both,
  working,
} from "./tour.ts";
import { zeros_of } from "./zeros.ts";

export const neuron: TourStep = {
  title: "One neuron: derivatives can be passed forward",
  formula: "∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w",
  knobs: [],
  text: () => `# One neuron
# Can the derivative of the loss be made on the way forward?
input x = 0.8
input y = 1
input b = -0.2
param w = 0.5

z = w*x + b
a = sigmoid(z)
L = bce(a, y)
`,
  task: "Watch the race below: ▸ and ◂ fill the nodes from both ends. Play runs it again.",
  plays: true,
  sees: (facts) => {
    const t = (id: string) => figure(one(node(facts, id).tangent), "along");
    const a = (id: string) => figure(one(node(facts, id).adjoint), "against");
    const [end, start] = [one(node(facts, "L").tangent), one(node(facts, "w").adjoint)];
    const same = is_close(end, start) ? "=" : "≠";
    return [
      at(
        ["z", "a", "L"],
        say`Forward, each step makes a value and with it that value’s derivative by w: ${along("∂z/∂w")} = x = ${t("z")}, ${along("∂a/∂w")} = ${t("a")}, ${along("∂L/∂w")} = ${t("L")}.`,
      ),
      at(
        ["L", "a", "z", "w"],
        say`Backward makes all values first. Then it starts at the loss L: ${against("∂L/∂a")} = ${a("a")}, ${against("∂L/∂z")} = a − y = ${a("z")}, ${against("∂L/∂w")} = ${a("w")}.`,
      ),
      on(
        "meeting",
        say`Both multiply the same three factors, one from each end: ${figure(end, "along")} ${same} ${figure(start, "against")}. So passing derivatives forward is correct.`,
      ),
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
  title: "A chain: for one weight forward costs no more",
  formula: "∂a₅/∂w₁ = σ′(z₅)·w₅ · σ′(z₄)·w₄ ⋯ σ′(z₁)·x",
  knobs: [{ id: "weights", label: "weights that are asked for", stops: up_to(5), start: 1 }],
  text: chain_text,
  task: "Move the slider: ask for one weight more, and watch the bars.",
  races: ["back", "each"],
  sees: (facts) => {
    const [there, back] = [forward(facts, "each"), backward(facts)];
    return [
      on(
        "tape",
        say`A pass goes once through the network, forward; a sweep goes back. For ${count(there.directions, "weight")} forward makes ${count(there.sweeps, "pass", "along", "passes")}, backward ${count(back.sweeps, "sweep", "against")}.`,
      ),
      ...(there.directions > 1
        ? [
            on(
              "tape",
              say`Each pass is longer, too: it also multiplies the zeros of the weights that it does not go along.`,
            ),
          ]
        : []),
      on(
        "tape",
        say`Work is counted in flops, single operations such as + and ×, and in fn, calls of functions such as σ. ${work_of_both(facts)}`,
      ),
      on(
        "tape",
        say`Working memory is what is held besides inputs and answer, and its peak is the most at one time. Forward’s is ${count(there.memory.inner_peak_bytes, "byte", "along")}, backward’s ${count(back.memory.inner_peak_bytes, "byte", "against")}: it keeps values for its return.`,
      ),
    ];
  },
};

const kHidden = "a1 = sigmoid(W1 @ x + b1)";

function first_layer({ inputs = 3, width = 4 }: Knobs): string {
  return `input x = randn(${inputs}, seed=1)
param W1 = randn(${width}, ${inputs}, seed=2)
param b1 = randn(${width}, seed=3)

${kHidden}`;
}

function layers_text({ inputs = 3, width = 4, layers = 1 }: Knobs, head: string): string {
  const deep = layers > 1;
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

${kHidden}${more}
p = sigmoid(w2 @ ${deep ? "h" : "a1"} + b2)
L = bce(p, y)
`;
}

export const passes: TourStep = {
  title: "Many weights: one pass forward for each",
  formula: "for each w: one pass forward with ∂w/∂w = 1",
  knobs: [{ id: "inputs", label: "inputs", stops: up_to(8), start: 3 }],
  text: (knobs) =>
    layers_text(knobs, "# Two layers, and a pass for each weight\n# How many passes does the forward method need?"),
  task: "Watch the passes in the race. Then move the slider: add inputs, and count them.",
  plays: true,
  races: ["back", "each"],
  opens: () => ({ tab: "Costs", words: "Open Costs: every way there is, in one table" }),
  sees: (facts) => {
    const [each, kept, back] = [forward(facts, "each"), forward(facts, "kept"), backward(facts)];
    const alone = values_alone(facts);
    const [held, home] = [each.memory.inner_peak_bytes, back.memory.inner_peak_bytes];
    return [
      on(
        "tape",
        say`A pass answers for one weight, so ${count(each.directions, "weight")} ${each.directions === 1 ? "needs" : "need"} ${count(each.sweeps, "pass", "along", "passes")}. Their work is ${working(each)}, ${ratio(work(each) / alone, "along")} times that of the values alone.`,
      ),
      at(
        ["a1", "p", "L"],
        say`A schedule is an order in which all of it is computed. With values kept, these values and factors such as σ′ are made once for all passes: ${working(kept)}.`,
      ),
      on(
        "tape",
        say`Backward gets every weight in ${count(back.sweeps, "sweep", "against")}: ${working(back)}, ${ratio(work(back) / alone, "against")} times the values alone.`,
      ),
      on(
        "tape",
        home <= held
          ? say`Its peak of ${count(home, "byte", "against")} is not above forward’s ${count(held, "byte", "along")}: on few layers, derivatives beside values weigh as much as values kept.`
          : say`Its peak of ${count(home, "byte", "against")} is above forward’s ${count(held, "byte", "along")}, as it keeps values for its return.`,
      ),
    ];
  },
};

export const paper: TourStep = {
  title: "As on paper: carry only what is not zero",
  formula: "∂p/∂W1 = p·(1 − p) · w2 · ∂a1/∂W1",
  knobs: [
    { id: "layers", label: "hidden layers", stops: up_to(3), start: 1 },
    { id: "width", label: "width", stops: up_to(4, 2), start: 3 },
  ],
  text: (knobs) =>
    layers_text(
      { inputs: 2, ...knobs },
      "# Layers as on paper\n# If only what is not zero is carried, is forward as cheap as backward?",
    ),
  task: "Add hidden layers, then widen them, and watch the two bars part.",
  races: ["back", "as on paper"],
  zeros: { of: "a1", by: "W1", text: (knobs) => `${first_layer({ inputs: 2, ...knobs })}\noutput a1\nwrt W1\n` },
  scalars: () => true,
  opens: ({ layers = 1 }) => ({
    tab: "Scaling",
    words: `Open Scaling: both curves against the ${layers > 2 ? "depth" : "width"}`,
    vary: layers > 2 ? "depth" : "width",
  }),
  sees: (facts) => {
    const [there, back] = [forward(facts, "as on paper"), backward(facts)];
    const { filled } = zeros_of(facts, "a1", "W1");
    const close = work(there) < 2 * work(back);
    return [
      at(
        ["a1", "W1"],
        say`A neuron of ${name("a1")} reads one row of ${name("W1")}. So ${along("∂a1/∂W1")}, drawn above, has ${count(filled.size, "number")} to compute; the others are zero on every input.`,
      ),
      on(
        "tape",
        say`Nobody multiplies zeros on paper. Carrying only the rest, forward’s work is ${working(there)} for ${count(there.directions, "weight")}; backward’s is ${working(back)}.`,
      ),
      on(
        "tape",
        say`That is ${ratio(work(there) / work(back))} times as much. ${close ? "On so few layers the forward method is hardly worse off." : "Every layer drags along the derivatives by all weights before it."}`,
      ),
    ];
  },
};
