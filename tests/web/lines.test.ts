// Lines tell the truth: over all presets and 200 random networks, folded and unfolded, at every width and in both directions,
// no line runs behind or along a box that it does not join, and every label stands clear of lines, nearest to its own.
import { describe, expect, test } from "vitest";
import { type Arrangement, type Plan, plan, type Room, settle } from "../../web/src/picture/arrange.ts";
import { link_local, local_mark } from "../../web/src/picture/locals.ts";
import type { Picture } from "../../web/src/picture/pieces.ts";
import { scene } from "../../web/src/picture/scene.ts";
import { faults, merged } from "./geometry.ts";
import { catalogue, picture_of, presets, random_text, unfolded } from "./networks.ts";

const widths = [390, 480, 640, 760, 900, 1024, 1280, 1600];
const kFrame = 34; // px of a page that are not the graph's
const kDownBelow = 620; // px of a graph, which runs to the right in no less
const rooms: Room[] = widths.flatMap((page) =>
  [false, true]
    .map((downward) => ({ width: page - kFrame, downward }))
    .filter(({ width, downward }) => downward || width >= kDownBelow),
);
/** Of the rooms, for networks unfolded that are many. */
const few = rooms.filter(({ width, downward }) => (downward ? [390, 760] : [1280]).includes(width + kFrame));
const levels = ["folded", "operations", "neurons"] as const;

/** Two plans that say the same are placed alike. */
function said({ by, tight, gutter, plots }: Plan): string {
  const sizes = plots.map(({ left, right, up, down, leaves }) => [left, right, up, down, leaves.map(({ x }) => x)]);
  return JSON.stringify([by, tight, gutter?.width, sizes]);
}

/** How many derivatives of a picture stand on a line, of those that could. */
function shown(picture: Picture, arranged: Arrangement): { there: number; all: number } {
  const { folded, blocks } = arranged;
  const { wires } = scene(picture, arranged);
  const nodes = new Map(picture.graph.nodes.map((node) => [node.id, node]));
  const results = new Map(picture.nodes.map((node) => [node.id, node]));
  const groups = new Map(
    (picture.groups ?? []).flatMap(({ local }) => local.map((one) => [`${one.of} ${one.operand}`, one])),
  );
  const all = folded.links.filter((link) => {
    const block = blocks.get(link.to);
    const local = block && link_local(link, block, folded, { nodes, results, groups: () => groups });
    return local && local_mark(local);
  });
  return { there: wires.filter(({ mark }) => mark).length, all: all.length };
}

/** What is wrong with a network at every width, folded and unfolded: once for each, with the first place. */
function wrong(picture: Picture, thoroughly: boolean): string[] {
  const found = new Map<string, string>();
  for (const level of levels) {
    const open = unfolded(picture, level);
    if (level !== "folded" && Object.keys(open.levels).length === 0) continue;
    const seen = new Set<string>();
    for (const room of level === "folded" || thoroughly ? rooms : few) {
      const planned = plan(picture.graph, catalogue.ops, room, open);
      if (seen.has(said(planned))) continue;
      seen.add(said(planned));
      const arranged = settle(planned);
      for (const fault of faults(scene(picture, arranged), arranged))
        found.set(
          fault,
          found.get(fault) ?? `${fault} (${level}, ${room.width} px ${room.downward ? "down" : "right"})`,
        );
    }
  }
  return [...found.values()];
}

describe("presets", () => {
  test.each(presets)("%s", (_, text) => {
    expect(wrong(picture_of(text), true)).toEqual([]);
  });
});

describe("random networks", () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  test.each(Array.from({ length: 20 }, (_, part) => part))("part %i of 20", (part) => {
    for (const seed of seeds.filter((one) => one % 20 === part)) {
      const text = random_text(seed);
      expect(wrong(picture_of(text), false), `seed ${seed}\n${text}`).toEqual([]);
    }
  });
});

describe("four weights and a skip", () => {
  const picture = picture_of(`input x = 0.5
input y = 1
param w1 = 0.8
param w2 = -0.6
param w3 = 0.9
param w4 = 1.2
a = tanh(w1*x)
b = tanh(w2*a)
c = a + w3*b
p = sigmoid(w4*c)
L = bce(p, y)
loss L
`);
  test.each([
    [1000, 260, false],
    [760, 230, true],
  ])("stands in %i × %i px with all its numbers", (width, height, tight) => {
    const arranged = settle(plan(picture.graph, catalogue.ops, { width, downward: false }));
    const made = scene(picture, arranged);
    expect(made.width).toBeLessThanOrEqual(width);
    expect(made.height).toBeLessThanOrEqual(height);
    expect(arranged.tight).toBe(tight);
    expect(made.wires.filter(({ mark }) => mark)).toHaveLength(9); // of 11 links; x and y are no weights
    expect(made.boxes.flatMap(({ cells }) => cells).every(({ text }) => text !== "")).toBe(true);
    for (const { key, strokes } of made.wires)
      expect(
        strokes.every(({ path }) => path !== ""),
        key,
      ).toBe(true);
  });

  test("stands where it stands whatever the numbers", () => {
    const others = picture.nodes.map((node) => ({ ...node, value: [-1.23456e-7], adjoint: [-9.87654e-9] }));
    const groups = (picture.groups ?? []).map((group) => ({
      ...group,
      local: group.local.map((one) => ({ ...one, jacobian: one.jacobian?.map(() => -1.5e-7) ?? null })),
    }));
    const planned = plan(picture.graph, catalogue.ops, { width: 1000, downward: false });
    const where = (one: Picture) =>
      scene(one, settle(planned)).wires.map(({ key, mark }) => [key, mark?.x, mark?.y, mark?.width]);
    expect(where({ ...picture, nodes: others, groups })).toEqual(where(picture));
  });
});

const wide: Room[] = [
  { width: 3000, downward: false },
  { width: 700, downward: true },
];

describe.each(wide)("a folded graph with room, $width px", (room) => {
  const texts = [...presets.map(([, text]) => text), ...Array.from({ length: 60 }, (_, seed) => random_text(seed))];
  const all = texts.map((text) => {
    const picture = picture_of(text);
    return { text, picture, arranged: settle(plan(picture.graph, catalogue.ops, room)) };
  });

  test("no line lies on one from elsewhere", () => {
    for (const { text, arranged } of all) expect(merged(arranged), text).toEqual([]);
  });

  test("nearly every derivative has its place, and of the presets every one", () => {
    const counts = all.map(({ picture, arranged }) => shown(picture, arranged));
    for (const [at, [id]] of presets.entries()) expect(counts[at]?.there, id).toBe(counts[at]?.all);
    const [there, asked] = [0, 0].map((_, at) =>
      counts.reduce((sum, one) => sum + (at === 0 ? one.there : one.all), 0),
    );
    expect(asked).toBeGreaterThan(700);
    expect((there ?? 0) / (asked ?? 1)).toBeGreaterThan(0.985);
  });
});
