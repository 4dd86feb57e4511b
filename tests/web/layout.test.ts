// Folding, places and ways: what holds for every graph, whichever layout placed it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Graph } from "../../web/src/engine/types.gen.ts";
import type { Plot, Point } from "../../web/src/picture/card.ts";
import { crossed } from "../../web/src/picture/crossed.ts";
import { fold, type Link } from "../../web/src/picture/fold.ts";
import { layers } from "../../web/src/picture/layers.ts";
import { is_chain, topological_columns } from "../../web/src/picture/layout.ts";
import { measure_rightward } from "../../web/src/picture/measure.ts";
import type { Placed } from "../../web/src/picture/route.ts";
import { scene } from "../../web/src/picture/scene.ts";
import { arrange, branches, graph_of, type Spec, skip } from "./samples.ts";

const none = { width: 0, height: 0 };
const wishes = {
  wrt: ["w"],
  terms: () => 1,
  joins: () => false,
  states: () => false,
  title: () => "a = f(b)",
  column: 56,
  abreast: 216,
  side: () => 0,
  locals: () => ({ before: 0, pitch: 13, leaf: none }),
};
const rooms = [
  ["to the right", { width: 980, downward: false }],
  ["down a wide page", { width: 720, downward: true }],
  ["down a telephone", { width: 360, downward: true }],
] as const;

const graphs = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 14 })
  .map((choices): Graph => {
    const specs: Spec[] = [{ id: "w", shape: [3] }, { id: "x" }];
    for (const [index, [a, b, rows]] of choices.entries()) {
      const input = (choice: number): string => specs[choice % specs.length]?.id ?? "w";
      specs.push({ id: `n${index}`, inputs: [input(a), input(b)], shape: rows < 2 ? [] : [rows] });
    }
    return graph_of(specs, [specs.at(-1)?.id ?? ""], ["w"]);
  });

/** A parameter that two late statements use: it is a block of its own. */
const late = graph_of(
  [
    { id: "w" },
    { id: "v" },
    { id: "a", inputs: ["w"] },
    { id: "b", inputs: ["a"] },
    { id: "c", inputs: ["b", "v"] },
    { id: "L", inputs: ["c", "v"] },
  ],
  ["L"],
  ["w", "v"],
);

function overlap(a: Placed, b: Placed): boolean {
  const apart =
    a.x + a.card.width <= b.x || b.x + b.card.width <= a.x || a.y + a.card.height <= b.y || b.y + b.card.height <= a.y;
  return !apart;
}

function touches({ card, x, y }: Placed, point: Point | undefined): boolean {
  if (!point) return false;
  const inside = point.x > x - 1 && point.x < x + card.width + 1 && point.y > y - 1 && point.y < y + card.height + 1;
  const within = point.x > x + 1 && point.x < x + card.width - 1 && point.y > y + 1 && point.y < y + card.height - 1;
  return inside && !within;
}

describe("folding", () => {
  test("a statement is one block, named by its last operation", () => {
    const { blocks } = fold(skip);
    expect(blocks.map((block) => block.id)).toEqual(["a1", "h", "a2", "p", "L"]);
    expect(blocks[0]?.members).toEqual(["a1.1", "a1"]);
  });

  test("a leaf stands beside the statement that uses it; one that several use stands alone before them", () => {
    expect(fold(skip).blocks.map((block) => block.leaves.map((leaf) => leaf.id))).toEqual([
      ["x", "W1", "b1"],
      ["W2"],
      [],
      ["w3"],
      ["y"],
    ]);
    const links = fold(branches).links.filter((link) => link.source === "s");
    expect(links.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: "s", to: "a" },
      { from: "s", to: "g" },
    ]);
    expect(fold(branches).blocks.map((block) => block.id)).toEqual(["s", "a", "c", "d", "e", "g", "L"]);
  });

  test("two uses by one statement are one link that counts them", () => {
    const square = graph_of([{ id: "w" }, { id: "a", inputs: ["w"] }, { id: "L", inputs: ["a", "a"] }], ["L"], ["w"]);
    expect(fold(square).links.find((link) => link.source === "a")?.uses).toBe(2);
  });

  test("numbers written in the text are no blocks, and unused leaves are left to the ledger", () => {
    const graph = graph_of(
      [{ id: "w" }, { id: "q" }, { id: "L.c", category: "const", group: "L" }, { id: "L", inputs: ["w", "L.c"] }],
      ["L"],
      ["w"],
    );
    const { blocks } = fold(graph);
    expect(blocks.map((block) => block.id)).toEqual(["L"]);
    expect(blocks[0]?.leaves.map((leaf) => leaf.id)).toEqual(["w"]);
  });
});

describe("places", () => {
  const plots = (graph: Graph): Plot[] => measure_rightward(fold(graph).blocks, wishes);

  test("a chain stands in one row, and what skips a block passes over it", () => {
    const { links } = fold(skip);
    const sizes = plots(skip);
    expect(is_chain(sizes, links)).toBe(true);
    const { at, crossings } = topological_columns(sizes, links);
    expect(new Set([...at.values()].map((point) => point.y))).toEqual(new Set([0]));
    const over = crossings.get("a1 a2") ?? [];
    expect(over).toHaveLength(1);
    expect(over[0]?.y).toBeLessThan(-(sizes[1]?.up ?? 0));
  });

  test("branches are placed in layers: what reads the same stands above and below it", () => {
    const { links } = fold(branches);
    expect(is_chain(plots(branches), links)).toBe(false);
    const { at } = layers(plots(branches), links);
    expect(at.get("c")?.x).toBeLessThan(at.get("d")?.x ?? 0);
    const [a, g] = [at.get("a"), at.get("g")];
    expect(a?.y).not.toBe(g?.y);
  });

  test("what reads nothing stands in the column before its first reader", () => {
    const { blocks, links } = fold(late);
    const { column } = layers(measure_rightward(blocks, wishes), links);
    expect(column.get("v")).toBe((column.get("c") ?? 0) - 1);
    expect(column.get("a")).toBe(0);
  });

  test("lines that cross are counted as pairs, and two with a common end are none", () => {
    expect(crossed([[1], [0]])).toBe(1);
    expect(
      crossed([
        [0, 1],
        [0, 1],
      ]),
    ).toBe(1);
    expect(crossed([[0], [0]])).toBe(0);
    expect(crossed([[], []])).toBe(0);
    const ends = fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(ends, (all) => {
        let pairs = 0;
        for (const [top, above] of all.entries())
          for (const below of all.slice(top + 1))
            for (const one of above) for (const other of below) if (one > other) pairs++;
        expect(crossed(all)).toBe(pairs);
      }),
    );
  });

  test("where two columns can do without a crossing, none is left", () => {
    const matching = fc.integer({ min: 2, max: 6 }).chain((count) =>
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, at) => at),
        { minLength: count },
      ),
    );
    fc.assert(
      fc.property(matching, (to) => {
        const sides = { left: 50, right: 50, up: 20, down: 20 };
        const sizes = to.flatMap((_, at) => [`a${at}`, `b${at}`].map((id) => ({ id, ...sides }) as Plot));
        const order = sizes.sort((one, other) => one.id.localeCompare(other.id));
        const links = to.map((end, at) => ({ key: `${at}`, from: `a${at}`, to: `b${end}` }) as Link);
        const { at } = layers(order, links);
        const starts = to.map((end, index) => [at.get(`a${index}`)?.y ?? 0, at.get(`b${end}`)?.y ?? 0] as const);
        const ys = starts.sort((one, other) => one[0] - other[0]).map(([, y]) => y);
        expect(ys).toEqual([...ys].sort((one, other) => one - other));
      }),
    );
  });

  test("each block comes after what it reads, in both", () => {
    fc.assert(
      fc.property(graphs, fc.boolean(), (graph, fails) => {
        const { links } = fold(graph);
        const { at } = fails ? topological_columns(plots(graph), links) : layers(plots(graph), links);
        for (const { from, to } of links) if (from !== to) expect(at.get(from)?.x).toBeLessThan(at.get(to)?.x ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(rooms)("a graph that runs %s", (_, room) => {
  test("no two cards overlap", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const cards = [...arrange(graph, [], room).placed.values()];
        for (const [index, card] of cards.entries())
          for (const other of cards.slice(index + 1))
            expect(overlap(card, other), `${card.card.node.id} over ${other.card.node.id}`).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test("every link has a way of straight pieces from its source to its target", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { folded, placed, ways } = arrange(graph, [], room);
        for (const link of folded.links) {
          const way = ways.get(link.key) ?? [];
          const ends = [placed.get(link.from === link.to ? link.source : link.from), placed.get(link.to)];
          expect(ends[0] && touches(ends[0], way[0]), `${link.key} starts`).toBe(true);
          expect(ends[1] && touches(ends[1], way.at(-1)), `${link.key} ends`).toBe(true);
          for (const [index, point] of way.entries()) {
            const before = way[index - 1];
            if (before)
              expect(Math.min(Math.abs(point.x - before.x), Math.abs(point.y - before.y)), link.key).toBeLessThan(1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("the picture is no larger than what is in it", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { placed, ways, border } = arrange(graph, [], room);
        const spots = [...placed.values()].flatMap(({ card, x, y }) => [
          { x, y },
          { x: x + card.width, y: y + card.height },
        ]);
        const all = [...spots, ...[...ways.values()].flat()];
        const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
        const over = border[1] - Math.min(...ys);
        expect([border[0], border[2], border[3]]).toEqual([Math.min(...xs), Math.max(...xs), Math.max(...ys)]);
        expect(over <= 0 && over >= -20, `${over}`).toBe(true); // names stand over a tight row
      }),
      { numRuns: 60 },
    );
  });

  test("nothing lies outside the picture", () => {
    const picture = {
      graph: branches,
      nodes: [],
      ops: [],
      weight: { id: "w", index: 0 },
      output: { id: "L", index: 0 },
    };
    const made = scene(picture, arrange(branches, [], room));
    for (const box of made.boxes) {
      expect(box.x).toBeGreaterThanOrEqual(made.left);
      expect(box.y).toBeGreaterThanOrEqual(made.top);
      expect(box.x + box.width).toBeLessThanOrEqual(made.left + made.width);
      expect(box.y + box.height).toBeLessThanOrEqual(made.top + made.height);
    }
  });
});

test("a telephone is never scrolled sideways by a block of scalars and vectors", () => {
  const { placed } = arrange(branches, [], { width: 360, downward: true });
  for (const { card, x } of placed.values()) expect(x + card.width).toBeLessThanOrEqual(360 - 16);
});

test("the forward line runs only behind the weight, the backward line on everything active", () => {
  const specs: Spec[] = [
    { id: "w1" },
    { id: "x" },
    { id: "w2" },
    { id: "a", inputs: ["w1", "x"] },
    { id: "L", inputs: ["a", "w2"] },
  ];
  const graph = graph_of(specs, ["L"], ["w1", "w2"]);
  const picture = { graph, nodes: [], ops: [], weight: { id: "w2", index: 0 }, output: { id: "L", index: 0 } };
  const { wires } = scene(picture, arrange(graph, [], { width: 980, downward: false }));
  const lanes = Object.fromEntries(wires.map((wire) => [wire.key, wire.strokes.map((lane) => lane.direction)]));
  expect(lanes).toEqual({ "w1 a": ["against"], "x a": [null], "a L": ["against"], "w2 L": ["along", "against"] });
});

test("through a comparison neither line runs, though its value does", () => {
  const specs: Spec[] = [
    { id: "w" },
    { id: "s", inputs: ["w"] },
    { id: "c", inputs: ["w"], active: false, group: "L" },
    { id: "L", inputs: ["s", "c"] },
  ];
  const graph = graph_of(specs, ["L"], ["w"]);
  const picture = { graph, nodes: [], ops: [], weight: { id: "w", index: 0 }, output: { id: "L", index: 0 } };
  const { wires } = scene(picture, arrange(graph, [], { width: 980, downward: false }));
  const lanes = Object.fromEntries(wires.map((wire) => [wire.key, wire.strokes.map((lane) => lane.direction)]));
  expect(lanes).toEqual({ "w s": ["along", "against"], "s L": ["along", "against"], "w L": [null] });
});
