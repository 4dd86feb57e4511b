// The step of the tour about the residual block: the skip and the layer beside it, and the switch between both networks.
import { count, digits, figure, name, say } from "../view/sentence.ts";
import { type Answered, at, joined, type Knobs, need, node, one, type TourStep, up_to } from "./tour.ts";

const kWeights = [0.4, 0.7, -0.5, 0.9, 0.6, -0.8, 0.5, 0.3] as const;

/** The statements of the block at that place, which reads `before`. */
function block(at: number, before: string, skip: boolean): string {
  const layer = `F${at} = tanh(w${at}*${before})`;
  return skip ? `${layer}\nh${at} = ${before} + F${at}  # the skip` : layer;
}

function text_of({ blocks = 3, skip = 1 }: Knobs, other = false): string {
  const with_skip = (skip === 1) !== other;
  const weights = kWeights.slice(0, blocks);
  const passes_on = with_skip ? "h" : "F";
  const statements = weights.map((_, at) => block(at + 1, at === 0 ? "x" : `${passes_on}${at}`, with_skip));
  return `# ${with_skip ? "Blocks with a skip" : "Blocks without a skip"}
# By which of F′(x) and 1 is to be multiplied?
param x = 0.5
${weights.map((value, at) => `input w${at + 1} = ${value}`).join("\n")}

${statements.join("\n")}
output ${passes_on}${blocks}
wrt x
`;
}

/** What comes back to x. */
const back_at_x = (answered: Answered) => figure(one(node(answered, "x").adjoint), "against");

export const residual: TourStep = {
  title: "The residual switch: F′(x) and 1",
  formula: "∂(x + F(x))/∂x = 1 + F′(x)",
  knobs: [
    { id: "skip", label: "with the skip", stops: [0, 1], start: 1 },
    { id: "blocks", label: "blocks", stops: up_to(8), start: 3 },
  ],
  text: (knobs) => text_of(knobs),
  other: (knobs) => text_of(knobs, true),
  paths: true,
  task: "Take the skip away and put it back; then add blocks.",
  opens: () => ({ tab: "Paths", words: "Open Paths: each of them, with its product" }),
  sees: (facts) => {
    const [paths, other, others] = [need(facts.paths), need(facts.other), need(facts.other_paths)];
    const shown = facts.graph.nodes.some(({ id }) => id === "h1");
    const [skip, plain] = shown ? [facts, other] : [other, facts];
    const [ways, way] = shown ? [paths, others] : [others, paths];
    const uses = need(node(skip, "x").contributions);
    const part = (id: string) =>
      figure(one(need(uses.find(({ consumer }) => consumer.startsWith(id))).product), "against");
    const blocks = skip.graph.nodes.filter(({ id, group }) => id === group && id.startsWith("F")).length;
    return [
      at(
        shown ? ["x", "F1", "h1"] : ["x", "F1"],
        say`A residual block is ${name("h = x + F")}: the layer ${name("F = tanh(w·x)")}, and the skip, an edge that takes x past it to the plus.`,
      ),
      at(
        ["x"],
        [
          "Is to be multiplied by one, along the skip, or by F′? By both, and where the ways meet, at x, they are added: ",
          ...joined([part("h"), part("F")]),
          " = ",
          back_at_x(skip),
          ".",
        ],
      ),
      at(
        shown ? ["x", "h1"] : ["x", "F1"],
        say`A path is one way along the edges. From x to the end there are ${digits(ways.count)} with the skip and ${digits(way.count)} without it.`,
      ),
      at(
        ["x"],
        say`After ${count(blocks, "block")} the derivative at x is ${back_at_x(skip)} with the skip and ${back_at_x(plain)} without it.`,
      ),
    ];
  },
};
