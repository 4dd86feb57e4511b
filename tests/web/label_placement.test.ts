// Where derivatives stand on their lines: over no card, over no other derivative, and the same at every drawing.
import { describe, expect, test } from "vitest";
import { label_place } from "../../web/src/picture/label_placement.ts";
import { arrange, branches, graph_of, skip } from "./samples.ts";

const kSizes = [
  ["a row", skip, { width: 1000, downward: false }],
  ["columns", branches, { width: 1000, downward: false }],
  ["a gutter", skip, { width: 366, downward: true }],
  ["a gutter with branches", branches, { width: 366, downward: true }],
] as const;

describe.each(kSizes)("%s", (_, graph, room) => {
  const made = arrange(graph, [], room);
  const spots = () =>
    made.folded.links.map((link) => ({ link, spot: label_place(made, link.key, 30, 14, link.from === link.to) }));

  test("a mark covers no card and no other mark", () => {
    const there = spots().flatMap(({ spot }) => (spot ? [spot] : []));
    expect(there.length).toBeGreaterThan(0);
    for (const { x, y } of there)
      for (const { card, x: left, y: top } of made.placed.values())
        expect(x + 15 <= left || x - 15 >= left + card.width || y + 7 <= top || y - 7 >= top + card.height).toBe(true);
    for (const [at, one] of there.entries())
      for (const other of there.slice(at + 1))
        expect(Math.abs(one.x - other.x) >= 30 || Math.abs(one.y - other.y) >= 14).toBe(true);
  });

  test("it stays where it is, and a mark that fits nowhere is left out", () => {
    expect(spots()).toEqual(spots());
    const [link] = made.folded.links;
    expect(label_place(made, link?.key ?? "", 5000, 5000, false)).toBe(null);
  });
});

test("a mark stands over its line, before the head", () => {
  const graph = graph_of([{ id: "w" }, { id: "a", inputs: ["w"] }, { id: "b", inputs: ["a"] }], ["b"], ["w"]);
  const made = arrange(graph, [], { width: 1000, downward: false });
  const way = made.ways.get("a b") ?? [];
  const spot = label_place(made, "a b", 20, 10, false);
  expect(spot?.y).toBeCloseTo((way[0]?.y ?? 0) - 11.6);
  expect(spot?.x).toBeGreaterThan(way[0]?.x ?? Number.NaN);
  expect(spot?.x).toBeLessThan(way.at(-1)?.x ?? Number.NaN);
});
