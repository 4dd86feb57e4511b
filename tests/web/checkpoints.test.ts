// Less memory for more work: points of the curve, their words, and a lane of the race that makes values again.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  DifferentiateResponse,
  Include,
  ModeRequest,
  Run,
} from "../../web/src/engine/types.gen.ts";
import { named } from "../../web/src/race/choice.ts";
import { race_lane } from "../../web/src/race/lane.ts";
import { race_numbers } from "../../web/src/race/numbers.ts";
import { lane_words } from "../../web/src/race/words.ts";
import {
  budgets,
  curve_requests,
  frontier,
  mode_with_budget,
  type Trade,
  trade_of,
  trade_words,
  trades_sheet,
} from "../../web/src/view/checkpoints.ts";
import { again_words, costs_sheet } from "../../web/src/view/costs.ts";
import { lane_id, schedule_of } from "../../web/src/view/schedule.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: object): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const { modes } = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
const mode = mode_with_budget(modes)?.name ?? "";
const text = readFileSync(new URL("../../web/examples/fifty-layers-little-memory.net", import.meta.url), "utf8");
const runs_of = (wanted: ModeRequest[], include: Include[] = ["cost"]): Run[] =>
  ask<DifferentiateResponse>({ v: 1, kind: "differentiate", network: { text }, modes: wanted, include }).runs;

test("ids of schedules: those of links stay what they were, options are told apart", () => {
  expect(lane_id({ mode: "m" })).toBe("m");
  expect(lane_id({ mode: "m", chunk: 1 })).toBe("m.1");
  expect(lane_id({ mode: "m", chunk: "all", keep_values: true })).toBe("m.all.kept");
  expect(lane_id({ mode: "m", segments: 4 })).toBe("m.segments4");
  expect(lane_id({ mode: "m", budget_bytes: "least" })).toMatch(/^[a-z0-9_.]{1,80}$/); // as links take them
  const [run] = runs_of([{ mode, budget_bytes: 400 }]);
  expect(run && schedule_of(run)).toEqual({ mode, budget_bytes: 400 });
});

describe("the curve", () => {
  const trades = (wanted: ModeRequest[]): Trade[] => runs_of(wanted).map(trade_of);
  const [all, least, root] = trades([{ mode: "reverse" }, { mode, budget_bytes: "least" }, { mode }]) as [
    Trade,
    Trade,
    Trade,
  ];

  test("budgets go from the least to all, each a multiple of a number", () => {
    const list = budgets(least.bytes, all.bytes);
    expect([list[0], list.at(-1)]).toEqual([least.bytes, all.bytes]);
    for (const [at, one] of list.entries()) {
      expect(one % 8).toBe(0);
      if (at > 0) expect(one).toBeGreaterThan(list[at - 1] ?? 0);
    }
    expect(budgets(56, 56)).toEqual([56]);
  });

  test("less memory costs more work, at no budget more than it allows, and the same gradient comes out", () => {
    const requests = curve_requests(mode, least.bytes, all.bytes);
    const points = trades(requests);
    for (const [at, { bytes }] of points.entries())
      expect(bytes).toBeLessThanOrEqual(Number(requests[at]?.budget_bytes));
    const curve = frontier([...points, all, least]);
    for (const [at, { bytes, again }] of curve.entries()) {
      if (at === 0) continue;
      expect(bytes).toBeGreaterThan(curve[at - 1]?.bytes ?? 0);
      expect(again).toBeLessThan(curve[at - 1]?.again ?? 0);
    }
    expect([curve[0]?.bytes, curve.at(-1)?.again]).toEqual([least.bytes, 0]);
    for (const { run } of points) expect(run.gradient).toEqual(all.run.gradient);
    expect(trades_sheet(points).rows.every((row) => row.length === trades_sheet(points).heads.length)).toBe(true);
  });

  test("the sentence: what it saves, and what it costs", () => {
    // 1672 B is by hand (presets.json); a quarter of it is 418 B.
    const [quarter] = trades([{ mode, budget_bytes: 418 }]) as [Trade];
    expect(quarter.bytes).toBeLessThanOrEqual(418);
    expect(trade_words(all, all)).toContain("as keeping all; nothing is made again");
    const said = trade_words(quarter, all);
    expect(said).toContain(`${(1672 / quarter.bytes).toFixed(1)} times less`);
    expect(said).toContain(`${quarter.again} operations are done again`);
    expect(again_words(root.run)).toContain("to make values again");
    expect(again_words(all.run)).toBe("");
    const { heads, rows } = costs_sheet([all.run, root.run], [0, 0, 0, 0, 0, 0]);
    const [flops, functions] = [heads.indexOf("flops made again"), heads.indexOf("functions made again")];
    expect(Number(rows[1]?.[flops]) + Number(rows[1]?.[functions])).toBe(root.again);
    expect(rows[0]?.[flops]).toBe("");
  });
});

test("in the race a lane says that values are made again, and a value that was there stays in the picture", () => {
  const [run] = runs_of([{ mode }], ["cost", "steps", "timeline", "value", "adjoint"]) as [Run];
  const [one] = named([run]);
  expect(one?.label).toBe(run.title); // not "backward": it is another way back
  const lane = race_lane({ id: lane_id(run), label: run.title, run }, new Map([[1, { run, fresh: true }]]), () => 4);
  const beats = lane.first[0]?.beats ?? [];
  const again = beats.find(({ steps }) => steps.some((step) => step.again));
  expect(again).toBeDefined();
  expect(lane_words(lane, again?.start ?? 0, 1, () => "w").phase).not.toBe("values again");
  expect(lane_words(lane, (again?.start ?? 0) + 1, 1, () => "w").phase).toBe("values again");
  const known = { nodes: [], leaves: new Set<string>(), weight: null, output: null, weights: [], outputs: [] };
  const seen = race_numbers([lane], again?.start ?? 0, known as never);
  expect(seen.has_value(again?.node ?? "")).toBe(true);
});
