// Large pictures: what is done in portions is what is done at once, what is drawn of a part is what is drawn of the whole.
import { expect, test } from "vitest";
import { arranging, plan, settle } from "../../web/src/picture/arrange.ts";
import { split } from "../../web/src/picture/draw_squares.ts";
import { kFolded } from "../../web/src/picture/fold.ts";
import { finish, in_tasks } from "../../web/src/picture/portions.ts";
import { scene } from "../../web/src/picture/scene.ts";
import { blocks, chain, crowd, tangle } from "../bench/graphs.mjs";
import { catalogue, picture_of } from "./networks.ts";

const room = { width: 900, downward: false };
const texts = [chain(60), tangle(150), crowd(300), blocks(2, true)];

test.each(texts)(
  "network %#: placed in portions it stands where it stands at once, to the right and down the page",
  (text) => {
    const { graph } = picture_of(text);
    for (const one of [room, { width: 366, downward: true }]) {
      const work = arranging(graph, catalogue.ops, one, kFolded);
      let portions = 0;
      const made = finish(
        (function* () {
          for (;;) {
            const { done, value } = work.next();
            if (done) return value;
            portions += 1;
            yield;
          }
        })(),
      );
      expect(portions).toBeGreaterThan(1);
      expect(made).toEqual(settle(plan(graph, catalogue.ops, one)));
    }
  },
);

test("tasks give way to what waits, and end when nobody wants them", async () => {
  const seen: string[] = [];
  function* work(): Generator<void, number> {
    for (let at = 0; at < 6; at++) {
      const start = performance.now();
      while (performance.now() - start < 15); // a portion that takes its time
      seen.push(`portion ${at}`);
      yield;
    }
    return 6;
  }
  const done = in_tasks(work(), () => true);
  setTimeout(() => seen.push("a timer"), 0);
  expect(await done).toBe(6);
  expect(seen.indexOf("a timer")).toBeLessThan(6);
  let wanted = 2;
  expect(await in_tasks(work(), () => wanted-- > 0)).toBe(null);
});

test("a line is made when it is drawn, the same whichever is drawn first", () => {
  const picture = picture_of(blocks(2, true));
  const draw = (backwards: boolean) => {
    const { wires } = scene(picture, settle(plan(picture.graph, catalogue.ops, room)));
    const order = backwards ? wires.toReversed() : wires;
    return new Map(order.map(({ key, strokes, title }) => [key, [strokes, title]]));
  };
  const [first, last] = [draw(false), draw(true)];
  expect([...last.keys()].toSorted()).toEqual([...first.keys()].toSorted());
  for (const [key, drawn] of first) expect(last.get(key)).toEqual(drawn);
});

test("squares of a large array are told apart from what has a number, a ring or a press of its own", () => {
  const picture = picture_of(
    "param W = randn(20, 20, seed=1)\ninput x = randn(20, seed=2)\nh = tanh(W @ x)\nL = sum(h)\n",
  );
  const { boxes } = scene(picture, settle(plan(picture.graph, catalogue.ops, room)));
  for (const box of boxes) {
    const { single, squares } = split(box.cells);
    const all = [...single, ...[...squares.values()].flat()];
    expect(new Set(all)).toEqual(new Set(box.cells));
    expect(all).toHaveLength(box.cells.length);
    for (const cell of [...squares.values()].flat()) expect([cell.text, cell.pick, cell.ring]).toEqual(["", null, ""]);
  }
  const [weight] = boxes.filter(({ key }) => key === "W");
  const { squares } = split(weight?.cells ?? []);
  expect(squares.get("ink")?.length).toBe(399); // of 400: the seed has a ring
});
