// The last four steps of the tour: where sums are made, what backward pays, and when forward wins.
import {
  type Answered,
  along,
  backward,
  count,
  digits,
  type Facts,
  type Figure,
  figure,
  flops_of_both,
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
  work,
} from "./tour.ts";

function joined(terms: readonly Figure[]): (Figure | string)[] {
  return terms.flatMap((term, at) => (at === 0 ? [term] : [" + ", term]));
}

const kInside = `# Inside a layer
# Where is the sum over the neurons made?
input x = [0.5, -1]
param W1 = [[0.4, -0.3],
            [0.2,  0.7]]
input W2 = [[ 0.6, -0.5],
            [ 0.3,  0.8],
            [-0.2,  0.4]]

a = tanh(W1 @ x)
h = tanh(W2 @ a)
L = sum(h)
`;

/** What each neuron of the next layer brings back to the first of this one. */
function inside({ nodes, scalars }: Facts): Sentence[] {
  const { graph, nodes: all } = need(scalars);
  const scalar = need(graph.nodes.find(({ of }) => of?.node === "a" && of.element === 0 && !of.inner));
  const { contributions, adjoint } = need(all.find(({ id }) => id === scalar.id));
  const terms = need(contributions).map(({ product }) => figure(one(product), "against"));
  const total = figure(one(adjoint), "against");
  const end = need(nodes.find(({ id }) => id === "L"));
  return [
    [
      "In a layer every neuron of the next one is a consumer: ",
      name("a[0]"),
      " has ",
      count(terms.length),
      ", and its derivative is the sum over them: ",
      ...joined(terms),
      " = ",
      total,
      ".",
    ],
    say`${name("W2.T @ δ")} is this sum for every neuron at once: a row of it for each, a column of ${name("W2")} for each consumer.`,
    say`Forward, ${name("W2 @ ȧ")} makes the same sums where the lines meet, in the neurons of ${name("h")}, on its way to ${along("∂L/∂W1[0,0]")} = ${figure(one(end.tangent), "along")}.`,
  ];
}

function at_a_node(facts: Facts): Sentence[] {
  const a = need(facts.nodes.find(({ id }) => id === "a"));
  const terms = need(a.contributions).map(({ product }) => figure(one(product), "against"));
  const t = (id: string) => figure(one(node(facts, id).tangent), "along");
  return [
    [
      "Backward, ",
      name("a"),
      " has two outgoing edges, and its derivative is the sum over its consumers: ",
      ...joined(terms),
      " = ",
      figure(one(a.adjoint), "against"),
      ".",
    ],
    say`Forward, the same sum is made where the edges meet again, at ${name("L")}: ${t("p")} + ${t("q")} = ${t("L")}. It needs no rule of its own: the derivative of a sum is a sum.`,
  ];
}

export const fan_out: TourStep = {
  title: "Two outgoing edges: where the sum is made",
  formula: "∂L/∂a = ∂L/∂p · ∂p/∂a + ∂L/∂q · ∂q/∂a",
  knobs: [{ id: "inside", label: "inside a layer", least: 0, most: 1, start: 0 }],
  scalars: (knobs) => knobs.inside === 1,
  text: (knobs) =>
    knobs.inside === 1
      ? kInside
      : `# Two outgoing edges
# Where is the sum over both made?
input x = 0.8
param w = 0.5

a = sigmoid(w*x)  # used twice
p = tanh(a)
q = sin(a)
L = p + q
`,
  task: "Press the number ◂ ∂L/∂a in the graph: its card writes the sum out. Then look inside a layer, and unfold h to its neurons.",
  tab: "Paths",
  sees: (facts) => (facts.graph.nodes.some(({ id }) => id === "W2") ? inside(facts) : at_a_node(facts)),
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

export const residual: TourStep = {
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

export const bill: TourStep = {
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
      say`Forward holds at most ${count(there.inner_peak_bytes, "byte", "along")} while it runs, however deep the chain is: it may forget a value as soon as the next one is there.`,
      say`Backward holds ${count(back.inner_peak_bytes, "byte", "against")}: it keeps ${count(back.saved_for_adjoint_bytes, "byte", "against")} until it returns. ${close ? "On so small a network the two are alike." : "That grows with the depth."}`,
    ];
  },
};

export const outputs: TourStep = {
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
      say`Forward: ${count(there.sweeps, "pass", "along", "passes")}, ${count(work(there), "flop", "along")}. Backward: ${count(back.sweeps, "sweep", "against")}, one for each output, ${count(work(back), "flop", "against")}.`,
      wins
        ? say`Forward wins, by ${ratio(work(back) / work(there))} times: with few inputs and many outputs it is the cheaper one.`
        : say`Here backward is not dearer: ${ratio(work(there) / work(back))} times its work is what forward takes.`,
    ];
  },
};
