// The graph unfolded: operations, neurons, what stands on a link, where the arrow keys go, and how very many blocks are placed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contribution, GroupLocal, NodeResult } from "../../web/src/engine/types.gen.ts";
import { step } from "../../web/src/picture/arrow_keys.ts";
import type { Plot } from "../../web/src/picture/card.ts";
import { fold, next_level, type Unfolding } from "../../web/src/picture/fold.ts";
import { placed_by, topological_columns } from "../../web/src/picture/layout.ts";
import { link_local, local_mark, local_room } from "../../web/src/picture/locals.ts";
import { scene } from "../../web/src/picture/scene.ts";
import {
  bounded,
  least_readable,
  letters_in,
  room_for,
  shown,
  sight_of,
  zoomed,
} from "../../web/src/picture/viewport.ts";
import { arrange, branches, graph_of, layer, layer_in_scalars, type Spec, skip } from "./samples.ts";

const neurons: Unfolding = { levels: { a: "neurons" }, scalars: layer_in_scalars };
const room = { width: 980, downward: false };

describe("unfolding", () => {
  test("into operations: each is a block, and the statement's leaves go to the one that reads them", () => {
    const { blocks, links } = fold(skip, { levels: { a1: "operations" }, scalars: null });
    expect(blocks.map(({ id }) => id)).toEqual(["a1.1", "a1", "h", "a2", "p", "L"]);
    expect(blocks[0]?.leaves.map(({ id }) => id)).toEqual(["x", "W1"]);
    expect(blocks[1]?.leaves.map(({ id }) => id)).toEqual(["b1"]);
    expect(links.find(({ source }) => source === "a1.1")).toMatchObject({ from: "a1.1", to: "a1" });
  });

  test("into neurons: an element of the result with all that is computed for it alone", () => {
    const { blocks, links, home } = fold(layer, neurons);
    expect(blocks.map(({ id, level }) => [id, level])).toEqual([
      ["x", "leaf"],
      ["W", "leaf"],
      ["a[0]", "neuron"],
      ["a[1]", "neuron"],
      ["L", "statement"],
    ]);
    expect(blocks[2]?.members).toEqual(["a.1[0].1", "a.1[0].2", "a.1[0]", "a[0]"]);
    expect(home.get("a.1[1].2")).toBe("a[1]");
    expect(links.map(({ source, to }) => `${source} ${to}`).sort()).toEqual(
      ["W a[0]", "W a[1]", "a[0] L", "a[1] L", "x a[0]", "x a[1]"].sort(),
    );
  });

  test("what two neurons share stands alone", () => {
    const shared = graph_of(
      [
        { id: "x[0]", of: ["x", 0] },
        { id: "x[1]", of: ["x", 1] },
        { id: "s.1", inputs: ["x[0]", "x[1]"], group: "a", of: ["a", 0, true] },
        { id: "a[0]", inputs: ["x[0]", "s.1"], group: "a", of: ["a", 0] },
        { id: "a[1]", inputs: ["x[1]", "s.1"], group: "a", of: ["a", 1] },
      ],
      ["a[0]", "a[1]"],
      ["x[0]", "x[1]"],
    );
    const written = graph_of(
      [
        { id: "x", shape: [2] },
        { id: "a", inputs: ["x"], shape: [2] },
      ],
      ["a"],
      ["x"],
    );
    const { blocks } = fold(written, { levels: { a: "neurons" }, scalars: shared });
    expect(blocks.map(({ id }) => id)).toEqual(["x", "s.1", "a[0]", "a[1]"]);
  });

  test("stays folded until the scalars are there, and each press goes one step on", () => {
    expect(fold(layer, { ...neurons, scalars: null }).blocks.map(({ id }) => id)).toEqual(["a", "L"]);
    const statement = layer.nodes.filter(({ group }) => group === "a");
    expect(next_level(statement, undefined)).toBe("operations");
    expect(next_level(statement, "operations")).toBe("neurons");
    expect(next_level(statement, "neurons")).toBe("folded");
    expect(next_level(layer.nodes.slice(-1), undefined)).toBeNull();
    const wide = graph_of(
      [
        { id: "w", shape: [65] },
        { id: "a", inputs: ["w"], shape: [65] },
      ],
      ["a"],
      ["w"],
    );
    expect(next_level(wide.nodes.slice(1), undefined)).toBeNull();
  });

  test("the numbers of a neuron are elements of its statement's", () => {
    const nodes: NodeResult[] = [{ id: "a", value: [5, 7], tangent: [0.5, 0.7], adjoint: [-1, -2] }];
    const picture = { graph: layer, nodes, ops: [], weight: { id: "W", index: 0 }, output: { id: "L", index: 0 } };
    const inner = { graph: layer_in_scalars, nodes: [] };
    const { boxes } = scene({ ...picture, scalars: inner }, arrange(layer, [], room, neurons));
    const second = boxes.find(({ key }) => key === "a[1]");
    expect(second?.cells.map(({ text }) => text)).toEqual(["7", "0.7", "\u22122"]);
    expect(second?.place).toEqual({ id: "a", index: 1 });
    expect(second?.name).toBe("a[1], op, value 7, derivative by W[0,0] 0.7, gradient of L \u22122, used by L");
  });
});

describe("the derivative on a link", () => {
  const nodes = new Map(layer.nodes.map((node) => [node.id, node]));
  const use = (consumer: string, local: number[] | null, port = 0): Contribution => ({
    consumer,
    port,
    local,
    upstream: null,
    product: null,
  });
  const results = new Map<string, NodeResult>([
    ["a", { id: "a", contributions: [use("L", [3, 4])] }],
    ["a.1", { id: "a.1", contributions: [use("a", [1, 0, 0, 2])] }],
  ]);
  const groups = new Map<string, GroupLocal>([
    ["a x", { of: "a", operand: "x", jacobian: [1, 2, 3, 4], shape: [2, 2] }],
  ]);
  const local = (unfolding: Unfolding, source: string, to: string) => {
    const folded = fold(layer, unfolding);
    const link = folded.links.find((one) => one.source === source && one.to === to);
    const block = folded.blocks.find(({ id }) => id === to);
    return link && block ? link_local(link, block, folded, { nodes, results, groups: () => groups }) : undefined;
  };

  test("of a folded statement is the engine's of the statement, of an operation that of its use", () => {
    const open: Unfolding = { levels: {}, scalars: null };
    expect(local(open, "x", "a")).toMatchObject({ parts: [[1, 2, 3, 4]], rows: 2, columns: 2 });
    expect(local(open, "a", "L")).toMatchObject({ parts: [[3, 4]], rows: 1, columns: 2 });
    const operations: Unfolding = { levels: { a: "operations" }, scalars: null };
    expect(local(operations, "a.1", "a")).toMatchObject({ parts: [[1, 0, 0, 2]] });
    expect(local(operations, "x", "a.1")).toBeNull();
  });

  test("of a neuron is its row, from a neuron its column", () => {
    expect(local(neurons, "x", "a[1]")).toMatchObject({ parts: [[3, 4]], rows: 1, columns: 2 });
    expect(local(neurons, "a[1]", "L")).toMatchObject({ parts: [[4]], rows: 1, columns: 1 });
    expect(local(neurons, "W", "a[1]")).toBeNull();
  });

  test("is a number, a small matrix, or left to the card", () => {
    const names = { of: "L", by: "a" };
    expect(local_mark({ parts: [[-0.25]], rows: 1, columns: 1, ...names })?.text).toBe("\u22120.25");
    expect(local_mark({ parts: [[3], [3]], rows: 1, columns: 1, ...names })?.text).toBe("3 + 3");
    const matrix = local_mark({ parts: [[1, 2, 3, 4]], rows: 2, columns: 2, ...names });
    expect(matrix).toMatchObject({ text: "", columns: 2, values: [1, 2, 3, 4] });
    expect(matrix?.title).toBe("local derivative ∂L/∂a, 2 × 2: 1 2 3 4");
    expect(local_mark({ parts: [Array(64).fill(1)], rows: 1, columns: 64, ...names })).toBeNull();
    expect(local_room(1, 64)).toEqual({ width: 0, height: 0 });
  });
});

describe("a matrix", () => {
  const cells = (rows: number, columns: number, active = true) => {
    const shape = [rows, columns];
    const specs: Spec[] = [{ id: "W", shape, active }, { id: "x" }, { id: "L", inputs: ["W", "x"] }];
    const graph = graph_of(specs, ["L"], active ? ["W"] : ["x"]);
    const values = Array.from({ length: rows * columns }, (_, at) => at - 2.5);
    const nodes: NodeResult[] = [{ id: "W", value: values, adjoint: values.map((value) => 2 * value) }];
    const picture = { graph, nodes, ops: [], weight: { id: "W", index: 0 }, output: { id: "L", index: 0 } };
    const box = scene(picture, arrange(graph, [], room)).boxes.find(({ key }) => key === "W");
    if (!box) throw new Error("no box");
    return { box, cells: box.cells };
  };

  test.each([
    [1, 2],
    [2, 2],
    [4, 3],
    [3, 4],
    [4, 4],
  ])("of %i × %i prints its numbers and its derivative alike, each in a cell of its own", (rows, columns) => {
    const { box, cells: all } = cells(rows, columns);
    expect(all).toHaveLength(2 * rows * columns);
    expect(all.map(({ text }) => text)).not.toContain("");
    expect(all[0]?.text).toBe("\u22122.5");
    expect(all[rows * columns]?.text).toBe("\u22125");
    for (const [at, one] of all.entries()) {
      expect(one.width).toBeGreaterThanOrEqual(44);
      expect(one.x >= box.x && one.x + one.width <= box.x + box.width, one.key).toBe(true);
      expect(one.y >= box.y && one.y + one.height <= box.y + box.height, one.key).toBe(true);
      for (const other of all.slice(at + 1))
        expect(
          one.x + one.width <= other.x + 0.01 ||
            one.y + one.height <= other.y ||
            other.x + other.width <= one.x + 0.01 ||
            other.y + other.height <= one.y,
          `${one.key} ${other.key}`,
        ).toBe(true);
    }
  });

  test.each([
    [5, 2],
    [2, 5],
    [8, 8],
  ])("of %i × %i has cells, each with its number in its title", (rows, columns) => {
    const { cells: all } = cells(rows, columns);
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set([""]));
    expect(all[1]?.title).toBe("W[0,1] = \u22121.5");
  });

  test("that nothing is asked of prints its numbers, too", () => {
    const { cells: all } = cells(4, 4, false);
    expect(all.slice(0, 16).map(({ text }) => text)).not.toContain("");
  });
});

test("the arrow keys go to an input, to a consumer, and among what one consumer reads", () => {
  const arranged = arrange(branches, [], room);
  const picture = { graph: branches, nodes: [], ops: [], weight: null, output: null };
  const { boxes } = scene(picture, arranged);
  const from = (key: string) => boxes.find((box) => box.key === key) as (typeof boxes)[number];
  const go = (key: string, id: string) => step(key, from(id), boxes, arranged.folded.links)?.key;
  expect(go("ArrowRight", "w")).toBe("a");
  expect(go("ArrowLeft", "d")).toBe("c");
  expect(["w", "s"]).toContain(go("ArrowLeft", "a"));
  const siblings = ["d", "e", "g"].sort((a, b) => from(a).y - from(b).y);
  expect(go("ArrowDown", siblings[0] ?? "")).toBe(siblings[1]);
  expect(go("ArrowUp", siblings[1] ?? "")).toBe(siblings[0]);
  expect(go("Home", "L")).toBe(boxes[0]?.key);
  expect(go("ArrowRight", "L")).toBeUndefined();
});

describe("very many blocks", () => {
  const plot = (id: string): Plot => ({ id, left: 90, right: 90, up: 40, down: 40 }) as Plot;
  const many = (count: number, span: number) => {
    const specs = Array.from(
      { length: count },
      (_, at): Spec => ({
        id: `n${at}`,
        inputs: at < 2 ? [] : [`n${at - 2}`, `n${Math.max(0, at - span)}`],
        category: "arithmetic",
      }),
    );
    const { blocks, links } = fold(graph_of(specs, [`n${count - 1}`], []));
    return { plots: blocks.map(({ id }) => plot(id)), links };
  };

  test("layers for as many as can be placed while one waits; columns where they are more; a row needs neither", () => {
    const by = (count: number, span: number) => {
      const { plots, links } = many(count, span);
      return placed_by(plots, links);
    };
    expect(by(60, 3)).toBe("layers");
    expect(by(1000, 3)).toBe("layers");
    expect(by(3000, 3)).toBe("columns");
    expect(by(300, 40)).toBe("columns");
    const { blocks, links } = fold(skip);
    expect(
      placed_by(
        blocks.map(({ id }) => plot(id)),
        links,
      ),
    ).toBe("row");
  });

  test("a long line of blocks is level", () => {
    const { plots, links } = many(900, 1);
    const ys = [...topological_columns(plots, links).at.values()].map(({ y }) => y);
    expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(200);
  });

  test("columns: everything behind what it reads, nothing over another", () => {
    const { plots, links } = many(400, 7);
    const { at } = topological_columns(plots, links);
    for (const { from, to } of links) expect(at.get(from)?.x).toBeLessThan(at.get(to)?.x ?? 0);
    const columns = new Map<number, number[]>();
    for (const { x, y } of at.values()) columns.set(x, [...(columns.get(x) ?? []), y]);
    for (const ys of columns.values())
      for (const [index, y] of ys.sort((a, b) => a - b).entries())
        if (index > 0) expect(y - (ys[index - 1] ?? 0)).toBeGreaterThanOrEqual(80);
  });
});

describe("the window", () => {
  const view = { x: 100, y: 50, width: 800, height: 400 };

  test("keeps the point under the pointer when the size changes", () => {
    const corner = zoomed({ x: -100, y: -50 }, 1, 2, 300, 150);
    expect(corner).toEqual({ x: -500, y: -250 });
    const size = { width: 4000, height: 3000 };
    expect(room_for(corner, size, view)).toEqual({ left: 0, top: 0, right: 0, bottom: 0, x: 500, y: 250 });
    expect(bounded(1.02)).toBe(1);
    expect(bounded(100)).toBe(3);
  });

  test("has room around a picture whose corner would leave the window, so that the point can stay", () => {
    const size = { width: 400, height: 200 };
    expect(room_for({ x: 150, y: -30 }, size, view)).toEqual({
      left: 150,
      top: 0,
      right: 250,
      bottom: 230,
      x: 0,
      y: 30,
    });
    expect(room_for({ x: -300, y: 100 }, size, view)).toEqual({
      left: 0,
      top: 100,
      right: 700,
      bottom: 100,
      x: 300,
      y: 0,
    });
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (x, y) => {
        const made = room_for({ x, y }, size, view);
        expect(made.left - made.x).toBe(x);
        expect(made.top - made.y).toBe(y);
        expect(made.left + size.width + made.right - view.width).toBeGreaterThanOrEqual(made.x);
        expect(made.top + size.height + made.bottom - view.height).toBeGreaterThanOrEqual(made.y);
      }),
    );
  });

  test("knows from which zoom on every name can be read", () => {
    const boxes = [
      { key: "a", width: 180, height: 77 },
      { key: "a_long_name", width: 104, height: 77 },
    ];
    const least = least_readable(boxes);
    expect(letters_in(boxes[1] ?? { width: 0, height: 0 }, least)).toBe(6);
    expect(letters_in(boxes[1] ?? { width: 0, height: 0 }, least * 0.98)).toBeLessThan(6);
    expect(least_readable([{ key: "a", width: 180, height: 24 }])).toBe(0.5);
  });

  test("draws all of a small scene, and of a large one what is near", () => {
    const arranged = arrange(branches, [], room);
    const small = scene({ graph: branches, nodes: [], ops: [], weight: null, output: null }, arranged);
    expect(sight_of(small, view, 1)).toBeNull();
    const [box] = small.boxes;
    if (!box) throw new Error("no box");
    const large = { ...small, left: 0, top: 0, boxes: Array(200).fill(box) };
    const sight = sight_of(large, view, 1);
    expect(sight?.left).toBeLessThanOrEqual(view.x - 600 + 100);
    expect(sight?.right).toBeGreaterThanOrEqual(view.x + view.width + 600);
    expect(sight_of(large, { ...view, x: 110 }, 1)).toEqual(sight);
  });

  test("moves only as far as it must to show a box", () => {
    const made = { left: 0, top: 0 } as Parameters<typeof shown>[0];
    expect(shown(made, view, 1, { x: 300, y: 100, width: 180, height: 80 })).toEqual({ x: 100, y: 50 });
    expect(shown(made, view, 1, { x: 1000, y: 100, width: 180, height: 80 })).toEqual({ x: 404, y: 50 });
    expect(shown(made, view, 1, { x: 0, y: 0, width: 180, height: 80 })).toEqual({ x: -24, y: -24 });
  });
});
