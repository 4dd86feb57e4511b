// The eight steps of the tour, from one neuron to the bill, and the sentence at its end.
import { kGlyph } from "./labels.ts";
import {
  type Answered,
  alike,
  backward,
  count,
  digits,
  type Facts,
  figure,
  forward,
  type Knobs,
  name,
  need,
  node,
  one,
  ratio,
  type Sentence,
  say,
  type TourStep,
  values_alone,
  work,
} from "./tour.ts";

const along = (id: string) => name(`${kGlyph.along} ${id}`, "along");
const against = (id: string) => name(`${kGlyph.against} ${id}`, "against");

function flops_of_both(facts: Facts): Sentence {
  const [there, back] = [work(forward(facts, "each")), work(backward(facts))];
  const compared = there === back ? "the same number" : there > back ? "which is less" : "which is more";
  return say`Forward takes ${count(there, " flops", "along")}; backward takes ${count(back, " flops", "against")}, ${compared}.`;
}

const neuron: TourStep = {
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
      say`The same three factors, multiplied from the other end: ${figure(end, "along")} ${alike(end, start) ? "=" : "≠"} ${figure(start, "against")}. The forward method is correct.`,
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

const chain: TourStep = {
  title: "A chain with one weight: forward needs no more work, and less memory",
  formula: "∂a₅/∂w₁ = σ′(z₅)·w₅ · σ′(z₄)·w₄ ⋯ σ′(z₁)·x",
  knobs: [{ id: "weights", label: "weights that are asked for", least: 1, most: 5, start: 1 }],
  text: chain_text,
  task: "Move the slider: ask for one weight more, and watch the flops of both.",
  sees: (facts) => {
    const [there, back] = [forward(facts, "each"), backward(facts)];
    return [
      say`Weights asked for: ${count(there.directions)}. Passes forward: ${count(there.sweeps, "", "along")}; sweeps backward: ${count(back.sweeps, "", "against")}.`,
      flops_of_both(facts),
      say`While it runs, forward holds at most ${count(there.memory.inner_peak_bytes, " bytes", "along")} besides the inputs, backward ${count(back.memory.inner_peak_bytes, " bytes", "against")}: it keeps what it will need on its return.`,
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

const passes: TourStep = {
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
      say`There are ${count(each.directions)} weights, so forward makes ${count(each.sweeps, " passes", "along")}: ${count(work(each), " flops", "along")}, which is ${ratio(work(each) / alone, "along")} times the values alone.`,
      say`Much of that is computing the same values in every pass. Kept from the first one, they leave ${count(work(kept), " flops", "along")}.`,
      say`Backward makes ${count(back.sweeps, "", "against")} sweep for all weights: ${count(work(back), " flops", "against")}, ${ratio(work(back) / alone, "against")} times the values alone.`,
    ];
  },
};

const paper: TourStep = {
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
      say`Nobody multiplies zeros on paper. Carrying only what is not zero, forward takes ${count(there, " flops", "along")} for ${count(forward(facts, "each").directions)} weights; backward takes ${count(back, " flops", "against")}.`,
      say`That is ${ratio(there / back)} times as much. ${close ? "On so few layers the forward method is hardly worse off." : "Every layer drags along the derivatives by all weights before it: depth times width is what makes them part."}`,
    ];
  },
};

const fan_out: TourStep = {
  title: "Two outgoing edges: where the sum is made",
  formula: "∂L/∂a = ∂L/∂p · ∂p/∂a + ∂L/∂q · ∂q/∂a",
  knobs: [],
  text: () => `# Two outgoing edges
# Where is the sum over both made?
input x = 0.8
param w = 0.5

a = sigmoid(w*x)  # used twice
p = tanh(a)
q = sin(a)
L = p + q
`,
  task: "Press the number ◂ ∂L/∂a in the graph: its card writes the sum out, and leads on to where it came from.",
  tab: "Paths",
  sees: (facts) => {
    const a = node(facts, "a");
    const terms = need(a.contributions).map(({ product }) => figure(one(product), "against"));
    const sum = terms.flatMap((term, at) => (at === 0 ? [term] : [" + ", term]));
    const t = (id: string) => figure(one(node(facts, id).tangent), "along");
    return [
      [
        "Backward, ",
        name("a"),
        " has two outgoing edges, and its derivative is the sum over its consumers: ",
        ...sum,
        " = ",
        figure(one(a.adjoint), "against"),
        ".",
      ],
      say`Forward, the same sum is made where the edges meet again, at ${name("L")}: ${t("p")} + ${t("q")} = ${t("L")}. It needs no rule of its own: the derivative of a sum is a sum.`,
      say`In a layer, ${name("W2.T @ δ")} is this sum for every neuron at once: choose the network ${name("Two layers and a skip")} and unfold ${name("h")} to neurons.`,
    ];
  },
};

function residual_text({ blocks = 3, skip = 1 }: Knobs, other = false): string {
  const with_skip = (skip === 1) !== other;
  const plus = with_skip ? " + h" : "";
  return `# ${with_skip ? "Blocks with a skip" : "Blocks without a skip"}
# By which of F′(x) and 1 is to be multiplied?
param x = 0.5
input w = 0.4

h = tanh(w*x)${with_skip ? " + x" : ""}
${blocks > 1 ? `repeat ${blocks - 1} { h = tanh(w*h)${plus} }\n` : ""}wrt x
`;
}

function reaching(answered: Answered): Sentence {
  const blocks = answered.graph.nodes.filter(
    ({ id, group, category }) => (group === "" || group === id) && category !== "leaf" && category !== "const",
  );
  const back = [...blocks].reverse().map(({ id }) => figure(one(node(answered, id).adjoint), "against"));
  const all = [...back, figure(one(node(answered, "x").adjoint), "against")];
  return all.flatMap((term, at) => (at === 0 ? [term] : [", ", term]));
}

const residual: TourStep = {
  title: "The residual switch: F′(x) and 1",
  formula: "∂(x + F(x))/∂x = 1 + F′(x)",
  knobs: [
    { id: "skip", label: "with the skip", least: 0, most: 1, start: 1 },
    { id: "blocks", label: "blocks", least: 1, most: 8, start: 3 },
  ],
  text: (knobs) => residual_text(knobs),
  other: (knobs) => residual_text(knobs, true),
  paths: true,
  task: "Take the skip away and put it back; then add blocks.",
  tab: "Paths",
  sees: (facts) => {
    const [paths, other, others] = [need(facts.paths), need(facts.other), need(facts.other_paths)];
    const many = Number(paths.count) >= Number(others.count);
    const [skip, plain] = many ? [facts, other] : [other, facts];
    const [ways, way] = many ? [paths, others] : [others, paths];
    const lengths = need(ways.lengths).flatMap(({ length, count: how_many }, at) => [
      at === 0 ? "" : ", ",
      digits(how_many),
      " of length ",
      count(length),
    ]);
    return [
      say`Not one of the two, but both: each block multiplies what comes back by F′(x), and by ${name("1")} along the skip, and adds. With the skip there are ${digits(ways.count)} paths from x to the end; without it, ${digits(way.count)}.`,
      ["Lengths of the paths with the skip, in edges: ", ...lengths, "."].filter((part) => part !== ""),
      [
        "The derivative of the end, block by block on its way back to x. With the skip: ",
        ...reaching(skip),
        ". Without it: ",
        ...reaching(plain),
        ".",
      ],
    ];
  },
};

const bill: TourStep = {
  title: "The bill: backward pays with memory",
  formula: "kept until the return: one number for every σ",
  knobs: [{ id: "depth", label: "neurons in the chain", least: 2, most: 100, start: 50 }],
  text: ({ depth = 50 }) => `# A chain of sigmoid neurons
# Which of the two needs more memory as the chain grows?
param x = 0.7

h = sigmoid(x)
repeat ${depth - 1} { h = sigmoid(h) }
`,
  task: "Move the slider, and watch which of the two figures moves. The tab Memory draws both on one time line.",
  tab: "Memory",
  sees: (facts) => {
    const [there, back] = [forward(facts, "each").memory, backward(facts).memory];
    const close = back.inner_peak_bytes < 4 * there.inner_peak_bytes;
    return [
      flops_of_both(facts),
      say`Forward holds at most ${count(there.inner_peak_bytes, " bytes", "along")} while it runs, however deep the chain is: it may forget a value as soon as the next one is there.`,
      say`Backward holds ${count(back.inner_peak_bytes, " bytes", "against")}: it keeps ${count(back.saved_for_adjoint_bytes, " bytes", "against")} until it returns. ${close ? "On so small a network the two are alike." : "That grows with the depth."}`,
    ];
  },
};

const outputs: TourStep = {
  title: "Few inputs, many outputs: now forward wins",
  formula: "one pass forward: a column of the Jacobian; one sweep backward: a row",
  knobs: [{ id: "outputs", label: "outputs", least: 1, most: 1000, start: 1000 }],
  text: ({ outputs: many = 1000 }) => `# One input, many outputs
# Who wins when the roles are exchanged?
size width = 32
size outputs = ${many}
param x = 0.3
input u = randn(width, seed=1)

h = tanh(u*x)
h2 = dense(h, width, tanh, seed=2)
h3 = dense(h2, width, tanh, seed=3)
y = dense(h3, outputs, tanh, seed=4)
output y
wrt x
`,
  task: "Move the slider: from how many outputs on is forward cheaper?",
  tab: "Costs",
  sees: (facts) => {
    const [there, back] = [forward(facts, "each"), backward(facts)];
    const wins = work(there) < work(back);
    return [
      say`Forward: ${count(there.sweeps, "", "along")} pass, ${count(work(there), " flops", "along")}. Backward: ${count(back.sweeps, "", "against")} sweeps, one for each output, ${count(work(back), " flops", "against")}.`,
      wins
        ? say`Forward wins, by ${ratio(work(back) / work(there))} times: with few inputs and many outputs it is the cheaper one.`
        : say`Here backward is not dearer: ${ratio(work(there) / work(back))} times its work is what forward takes.`,
    ];
  },
};

export const kTour: readonly TourStep[] = [neuron, chain, passes, paper, fan_out, residual, bill, outputs];

/** The answer to the question, with the figures of a network. */
export function tour_end(answered: Answered): Sentence[] {
  const back = backward(answered);
  const there = answered.runs.some(({ direction, chunk }) => direction === "along" && chunk === undefined)
    ? forward(answered, "as on paper")
    : forward(answered, "kept");
  const weights = forward(answered, "each").directions;
  return [
    say`Your forward method is correct on every graph: at a join it adds, and it never lists paths.`,
    say`But it carries derivatives per weight, so ${count(weights)} weights cost ${count(work(there), " flops", "along")} here; backward carries one number per value, summed over its consumers, and costs ${count(work(back), " flops", "against")}.`,
    say`Backward pays by keeping ${count(back.memory.saved_for_adjoint_bytes, " bytes", "against")} until it returns; with few inputs and many outputs forward is cheaper.`,
  ];
}

/** Where the sliders of a step stand at first. */
export function start_of({ knobs }: TourStep): Knobs {
  return Object.fromEntries(knobs.map(({ id, start }) => [id, start]));
}

/** Where the sliders stand, by the text that they make; null for a text that none of them makes. */
export function knobs_of(step: TourStep, text: string): Knobs | null {
  let found: Knobs[] = [{}];
  for (const { id, least, most } of step.knobs)
    found = found.flatMap((some) =>
      Array.from({ length: most - least + 1 }, (_, at) => ({ ...some, [id]: least + at })),
    );
  return found.find((knobs) => step.text(knobs) === text) ?? null;
}
