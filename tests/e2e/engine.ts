// The engine asked directly, in Node, for what the page should show; and the page's own words for it.
import { readdirSync, readFileSync } from "node:fs";
import { load } from "../../web/src/engine/load.ts";
import type {
  BrokenResponse,
  CatalogueResponse,
  Cost,
  DifferentiateResponse,
  GraphResponse,
  Include,
  ModeRequest,
  PathsResponse,
  Real,
  Request,
  Run,
  ScalePoint,
  ScaleResponse,
  WideCost,
} from "../../web/src/engine/types.gen.ts";
import { standard } from "../../web/src/view/schedule.ts";

const bytes = readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url));
const engine = await load(bytes);

function ask<R>(request: Request): R {
  return JSON.parse(engine.call(JSON.stringify(request))) as R;
}

/** The text of a preset. */
export function preset(id: string): string {
  return readFileSync(new URL(`../../web/examples/${id}.net`, import.meta.url), "utf8");
}

const kFirst = ["four-weights-and-a-skip", "two-layers-and-a-skip", "square"];
const files = readdirSync(new URL("../../web/examples/", import.meta.url)).map((name) => name.replace(/\.net$/, ""));
/** All presets; those at the head of the chooser come first. */
/** Presets that are shown from their shapes alone. */
export const shaped = readdirSync(new URL("../../web/large/", import.meta.url)).map((name) =>
  name.replace(/\.net$/, ""),
);

export const presets = [...kFirst, ...files.filter((id) => !kFirst.includes(id))];

export const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
/** Of all modes for one number that comes out, in the order in which the page shows them. */
export const schedules = standard(catalogue.modes, "gradient");
/** The same where several numbers come out. */
export const of_jacobian = standard(catalogue.modes, "jacobian");

/** What the engine says of a text: all schedules, ▸ along one element, ◂ of the first element of the first output. */
export function answer(text: string, along?: { id: string; index: number }): DifferentiateResponse {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const size = (id: string): number => {
    const shape = graph.nodes.find((node) => node.id === id)?.shape ?? [];
    return shape.reduce((product, extent) => product * extent, 1);
  };
  const unit = (id: string, at: number) => [
    { id, value: Array.from({ length: size(id) }, (_, i) => Number(i === at)) },
  ];
  const [output = "", ...more] = graph.outputs;
  const weight = along ?? { id: graph.wrt[0] ?? "", index: 0 };
  const want = more.length > 0 || size(output) > 1 ? "jacobian" : "gradient";
  return ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network: { text },
    want,
    seeds: unit(output, 0),
    tangent: unit(weight.id, weight.index),
    modes: standard(catalogue.modes, want),
    include: ["value", "tangent", "adjoint", "gradient_forward", "cost", "graph"],
  });
}

/** Runs of any schedules, with their time lines. */
export function runs_of(text: string, modes: ModeRequest[], want: "gradient" | "jacobian" = "gradient"): Run[] {
  const request = { v: 1, kind: "differentiate", network: { text }, want, modes, include: ["timeline"] } as const;
  return ask<DifferentiateResponse>({ ...request, modes, include: [...request.include] }).runs;
}

/** What the engine says of these schedules of a network with one output. */
export function asked(text: string, modes: ModeRequest[], include: Include[] = []): DifferentiateResponse {
  return ask<DifferentiateResponse>({ v: 1, kind: "differentiate", network: { text }, modes, include });
}

/** The work, flops and functions, of so many steps of the way back of a text, its values with them. */
export function work_to(text: string, steps: number): number {
  const [back] = asked(text, [{ mode: "reverse" }], ["steps"]).runs;
  return (back?.steps ?? []).slice(0, steps).reduce((sum, { cost }) => sum + flops(cost) + cost[4], 0);
}

/** What the standard schedules cost as a size takes these values. */
export function scaled(text: string, vary: string, sizes: number[]): ScalePoint[] {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const [output = "", ...more] = graph.outputs;
  const several = more.length > 0 || (graph.nodes.find(({ id }) => id === output)?.shape.length ?? 0) > 0;
  const [first = 1, ...rest] = sizes;
  const want = several ? ("jacobian" as const) : ("gradient" as const);
  const modes = standard(catalogue.modes, want);
  return ask<ScaleResponse>({ v: 1, kind: "scale", network: { text }, vary, want, sizes: [first, ...rest], modes })
    .points;
}

/** How many broken engines there are. */
export function broken_engines(): number {
  return ask<BrokenResponse>({ v: 1, kind: "broken", network: { text: "param a = 1\nb = a + a\n" } }).engines.length;
}

/** The steps of one pass forward along an element and of the way back from L, as the engine lists them. */
export function stepped(text: string, along: { id: string; index: number }, pass: number): { there: Run; back: Run } {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const shape = graph.nodes.find((node) => node.id === along.id)?.shape ?? [];
  const length = shape.reduce((product, extent) => product * extent, 1);
  const { runs } = ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network: { text },
    tangent: [{ id: along.id, value: Array.from({ length }, (_, i) => Number(i === along.index)) }],
    modes: [{ mode: "forward", chunk: 1, pass }, { mode: "reverse" }],
    include: ["steps", "timeline"],
  });
  const [there, back] = runs;
  if (!there || !back) throw new Error("the engine gave no runs");
  return { there, back };
}

/** A text's numbers on the default question, with what each use adds and the derivatives of its statements; no schedule is run. */
export function gives(text: string): DifferentiateResponse {
  const include = ["value", "tangent", "adjoint", "contributions", "groups"] as const;
  return ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network: { text },
    modes: [],
    include: [...include],
  });
}

/** One element of a derivative by a node in the middle, by the first referee of the catalogue. */
export function element_check(text: string, id: string, index: number): number {
  const referee = catalogue.modes.find((mode) => mode.referee)?.name ?? "";
  const request = { v: 1, kind: "differentiate", network: { text }, include: [], modes: [{ mode: referee }] } as const;
  const { runs } = ask<DifferentiateResponse>({ ...request, include: [], modes: [...request.modes], wrt: [id] });
  return Number(runs[0]?.gradient?.[0]?.value[index]);
}

export function flops([add, mul, div, cmp]: Cost | WideCost): number {
  return Number(add) + Number(mul) + Number(div) + Number(cmp);
}

/** What the race counts: flops and calls of functions. */
export function work(cost: Cost): number {
  return flops(cost) + cost[4];
}

/** A figure of the page in plain characters: `8 774 flops` becomes `8774 flops`. */
export function plain(text: string): string {
  return text.replaceAll("\u202f", "").replaceAll("\u2212", "-").replace(/\s+/g, " ").trim();
}

/**
 * True where the page's spelling is of this number: rounded to the digits shown, of which there are at least three unless
 * fewer say it exactly. Of a sum, the last part is read, which may have fewer.
 */
export function says(text: string, value: Real): boolean {
  const written = plain(text);
  const last = written.split(/[=≈] /).at(-1) ?? "";
  if (typeof value !== "number") return last === value;
  const [mantissa = "", exponent = "0"] = last.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  const digits = mantissa.replace(/^-?0?\.?0*/, "").replace(/\D/g, "").length;
  if (last === written && digits < 3) return Number(last) === value;
  return Math.abs(Number(last) - value) <= 0.5000001 * 10 ** (Number(exponent) - decimals);
}

/** The line of a text, from 1, on which something stands. */
export function line_of(text: string, what: string): number {
  return text.slice(0, text.indexOf(what)).split("\n").length;
}

/** The paths from the first weight to the first output. */
export function paths(text: string): PathsResponse {
  return ask<PathsResponse>({ v: 1, kind: "paths", network: { text } });
}

/** What the engine says to any request. */
export const told_of = (request: object): unknown => ask(request as Request);
