// The last steps of the tour but the residual one: where sums are made, what backward pays, and when forward wins.
import { count, figure, name, ratio, type Sentence, say } from "../view/sentence.ts";
import {
  along,
  at,
  backward,
  type Facts,
  forward,
  joined,
  need,
  node,
  on,
  one,
  type Point,
  type TourStep,
  up_to,
  work,
  work_of_both,
  working,
} from "./tour.ts";

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
function inside({ nodes, scalars }: Facts): Point[] {
  const { graph, nodes: all } = need(scalars);
  const scalar = need(graph.nodes.find(({ of }) => of?.node === "a" && of.element === 0 && !of.inner));
  const { contributions, adjoint } = need(all.find(({ id }) => id === scalar.id));
  const terms = need(contributions).map(({ product }) => figure(one(product), "against"));
  const end = need(nodes.find(({ id }) => id === "L"));
  const sum: Sentence = [...joined(terms), " = ", figure(one(adjoint), "against")];
  return [
    at(
      ["a[0]"],
      say`In a layer each neuron of the next one is a consumer. ${name("a[0]")} has ${count(terms.length)}, and its derivative is the sum over them: ${sum}.`,
    ),
    at(
      ["h[0]", "h[1]", "h[2]"],
      say`${name("W2.T @ δ")} makes this sum for every neuron at once; δ is what comes back to each consumer. A neuron’s column of ${name("W2")} has one weight for each.`,
    ),
    at(
      ["L"],
      say`Forward, ${name("W2 @ ȧ")} makes such sums where the edges meet, in the neurons of ${name("h")}. It ends with ${along("∂L/∂W1[0,0]")} = ${figure(one(end.tangent), "along")}.`,
    ),
  ];
}

function at_a_node(facts: Facts): Point[] {
  const a = need(facts.nodes.find(({ id }) => id === "a"));
  const terms = need(a.contributions).map(({ product }) => figure(one(product), "against"));
  const t = (id: string) => figure(one(node(facts, id).tangent), "along");
  const sum: Sentence = [...joined(terms), " = ", figure(one(a.adjoint), "against")];
  return [
    at(
      ["a", "p", "q"],
      say`A value that is used twice has two outgoing edges. Backward, its derivative is the sum over its consumers, the nodes that read it: ${sum}.`,
    ),
    at(
      ["L"],
      say`Forward, such a sum is made where the edges meet again, at ${name("L")}: ${t("p")} + ${t("q")} = ${t("L")}.`,
    ),
    at(["L"], say`The forward sum needs no rule of its own: the derivative of a sum is the sum of the derivatives.`),
  ];
}

export const fan_out: TourStep = {
  title: "Two outgoing edges: where the sum is made",
  formula: "∂L/∂a = ∂L/∂p · ∂p/∂a + ∂L/∂q · ∂q/∂a",
  knobs: [{ id: "inside", label: "inside a layer", stops: [0, 1], start: 0 }],
  scalars: (knobs) => knobs.inside === 1,
  unfolded: (knobs) => (knobs.inside === 1 ? ["a", "h"] : []),
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
  task: "Watch a in the race: backward’s first number waits there for the second. Then look inside a layer.",
  plays: true,
  sees: (facts) => (facts.graph.nodes.some(({ id }) => id === "W2") ? inside(facts) : at_a_node(facts)),
};

export const bill: TourStep = {
  title: "The bill: backward pays with memory",
  formula: "kept until the return: one number for every σ",
  knobs: [{ id: "depth", label: "neurons in the chain", stops: up_to(100, 2), start: 50 }],
  text: ({ depth = 50 }) => `# A chain of sigmoid neurons
# Which of the two needs more memory as the chain grows?
size depth = ${depth - 1}
param x = 0.7

h = sigmoid(x)
repeat depth { h = sigmoid(h) }
`,
  task: "Move the slider, and watch which of the two peaks moves.",
  races: ["back", "each"],
  opens: () => ({ tab: "Memory", words: "Open the time line of memory" }),
  sees: (facts) => {
    const [there, back] = [forward(facts, "each").memory, backward(facts).memory];
    const close = back.inner_peak_bytes < 4 * there.inner_peak_bytes;
    return [
      on("tape", work_of_both(facts)),
      on(
        "tape",
        say`Forward’s peak is ${count(there.inner_peak_bytes, "byte", "along")}, however deep the chain is: it forgets a value as soon as the next one is there.`,
      ),
      on(
        "tape",
        say`Backward’s is ${count(back.inner_peak_bytes, "byte", "against")}. It keeps ${count(back.saved_for_adjoint_bytes, "byte", "against")}, the result of every σ, because σ′ is made of it. ${close ? "On so few neurons the two are alike." : "That grows with the depth."}`,
      ),
    ];
  },
};

export const outputs: TourStep = {
  title: "One input, many outputs: now forward wins",
  formula: "one pass forward: a column of the Jacobian; one sweep back: a row",
  knobs: [{ id: "outputs", label: "outputs", stops: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32], start: 1 }],
  text: ({ outputs: many = 1 }) => `# One input, many outputs
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
  task: "Move the slider: from how many outputs on does forward win?",
  races: ["back", "each"],
  sees: (facts) => {
    const [there, back] = [forward(facts, "each"), backward(facts)];
    const ahead = Math.sign(work(back) - work(there));
    return [
      on(
        "board",
        say`The board is the Jacobian: a row for each output, a column for each weight. Forward fills its column in ${count(there.sweeps, "pass", "along", "passes")}, work ${working(there)}.`,
      ),
      on(
        "board",
        say`Backward fills a row in each sweep, and there are ${count(back.directions, "output")}: ${count(back.sweeps, "sweep", "against")}, work ${working(back)}.`,
      ),
      on(
        "tape",
        ahead > 0
          ? say`Here forward wins, by ${ratio(work(back) / work(there))} times. With few weights and many outputs it is the cheaper way.`
          : ahead === 0
            ? say`Here both cost exactly as much.`
            : say`Here backward is ahead: forward’s work is ${ratio(work(there) / work(back))} times as much.`,
      ),
    ];
  },
};
