// Where forward may have to add: compared with a search of all weights of both operands, on random graphs.
import fc from "fast-check";
import { expect, test } from "vitest";
import { plan, settle } from "../../web/src/picture/arrange.ts";
import { joined } from "../../web/src/picture/joined.ts";
import { scene } from "../../web/src/picture/scene.ts";
import { catalogue, picture_of } from "./networks.ts";
import { graph_of, type Spec } from "./samples.ts";

const graphs = fc
  .record({
    weights: fc.integer({ min: 1, max: 70 }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }),
  })
  .map(({ weights, picks }) => {
    const wrt = Array.from({ length: weights }, (_, at) => `w${at}`);
    const specs: Spec[] = [{ id: "x" }, ...wrt.map((id) => ({ id }))];
    for (const [at, [one, other]] of picks.entries()) {
      const id = (pick: number): string => specs[pick % specs.length]?.id ?? "x";
      specs.push({ id: `n${at}`, inputs: [id(one), id(other)] });
    }
    return graph_of(specs, [specs.at(-1)?.id ?? "x"], wrt);
  });

test("two operands that depend on the same weight, and nothing else", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const inputs = new Map(graph.nodes.map((node) => [node.id, node.inputs]));
      const reaches = (id: string, weight: string): boolean =>
        id === weight || (inputs.get(id) ?? []).some((input) => reaches(input, weight));
      const expected = graph.nodes.filter((node) =>
        graph.wrt.some((weight) => node.inputs.filter((input) => reaches(input, weight)).length > 1),
      );
      expect([...joined(graph)].sort()).toEqual(expected.map(({ id }) => id).sort());
    }),
    { numRuns: 60 },
  );
});

test("a square adds, a product of two weights does not, and an input is no weight", () => {
  const specs: Spec[] = [
    { id: "w" },
    { id: "v" },
    { id: "x" },
    { id: "square", inputs: ["w", "w"] },
    { id: "product", inputs: ["w", "v"] },
    { id: "input", inputs: ["x", "x"] },
    { id: "both", inputs: ["square", "product"] },
  ];
  expect([...joined(graph_of(specs, ["both"], ["w", "v"]))]).toEqual(["square", "both"]);
});

test("a node shows the sum of its last operation, and of one inside only where it comes from", () => {
  const picture = picture_of("param w = 3\na = 1*w\nb = 2*w\nL = tanh(a + b)\n");
  const arranged = settle(plan(picture.graph, catalogue.ops, { width: 1200, downward: false }));
  const foot = (id: string): string[] =>
    scene({ ...picture, joins: new Map([[id, { terms: [1, 2], total: 3 }]]) }, arranged)
      .boxes.filter(({ key }) => key === "L")
      .flatMap(({ labels }) => labels.filter(({ hue, kind }) => hue === "along" && kind === "note"))
      .map(({ text }) => text);
  expect(foot("L.1")).toEqual(["▸ from a + from b"]);
  expect(foot("L")).toEqual(["▸ 1 + 2 = 3"]);
});
