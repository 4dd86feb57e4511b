// The way of a drag: a network that the engine knows is run again with other leaf values. The one place that knows how.
import { kAdjoints, kTangents, kValues } from "../engine/load.ts";
import type { DifferentiateResponse, Layout, NamedValue, NodeResult, Real } from "../engine/types.gen.ts";
import { kCheckedWhileDragging, live_request } from "./ask.ts";
import type { Result } from "./result.ts";
import type { Asks } from "./slice.ts";

const kAll = kValues | kTangents | kAdjoints;
const kPatienceMs = 6; // how long a frame waits for what the lane does not give

/** Warnings that follow from values; the others follow from the text. */
const kOfValues: readonly string[] = ["W_NONFINITE", "W_KINK", "W_STATED"];

const kMostInPage = 2000; // nodes; a drag of more runs in the worker, so that the page never waits
const kWholeMs = 4; // what an answer with everything may take in a frame
const kMostLate = 3;

/** Runs the frames of one lane after another: in the page where the network is small enough, else in the worker. */
export class Drag {
  private lane = 0;
  /** Where the numbers lie in the engine of the page; null while the lane is not open there. */
  private layout: Layout | null = null;
  /** Leaves that have other values in the lane than its request said, or may have. */
  private readonly moved = new Set<string>();
  /** A frame had to go without sums, local derivatives and check; so do those after it, so that nothing flickers. */
  private bare = false;

  /** Frames in a row for which everything took too long. */
  private late = 0;

  constructor(private readonly core: { readonly engine: Asks }) {}

  /** The result at other leaf values; null where the engine gave no answer, or a newer request overtook this one. */
  async run(result: Result, at: readonly NamedValue[]): Promise<Result | null> {
    const { layout } = result.response;
    if (!layout || result.lane === 0) return this.ask(result, at);
    if (result.lane !== this.lane) this.begin(result);
    for (const { id } of at) this.moved.add(id);
    const here = this.run_here(result, at);
    if (here) return here;
    const leaves = leaves_of(result, layout, at, this.moved);
    const outcome = await this.core.engine.frame(result.lane, { numbers: layout.numbers, leaves, parts: kAll });
    if (outcome.status === "no_lane") return this.ask(result, at);
    if (outcome.status !== "block") return null;
    if (!this.bare && result.graph.nodes.length <= kCheckedWhileDragging) {
      const whole = await Promise.race([this.ask(result, at), pause(kPatienceMs)]);
      if (whole) return whole;
    }
    this.bare = true;
    return framed(result, layout, outcome.block, at);
  }

  /** Opens the lane in the page before the first value is moved: that takes longer than a frame. */
  warm(result: Result): boolean {
    if (!result.response.layout || result.lane === 0 || result.live) return true;
    if (!this.core.engine.in_page.is_ready) return false;
    if (result.lane !== this.lane) this.begin(result);
    this.open(result);
    return true;
  }

  private open(result: Result): void {
    if (this.layout || result.graph.nodes.length > kMostInPage) return;
    const opened = this.core.engine.in_page.call({ ...result.request, modes: [], include: [], layout: true });
    this.layout = (opened?.ok && opened.layout) || null;
  }

  /** In the page itself, so that the numbers are painted with the hand; null where that cannot be. */
  private run_here(result: Result, at: readonly NamedValue[]): Result | null {
    const { in_page } = this.core.engine;
    const count = result.graph.nodes.length;
    if (count > kMostInPage || !in_page.is_ready) return null;
    this.open(result);
    if (!this.layout) return null;
    if (!this.bare && count <= kCheckedWhileDragging) {
      const start = performance.now();
      const whole = in_page.call(live_request(result.request, at, count));
      this.late = performance.now() - start > kWholeMs ? this.late + 1 : 0;
      this.bare = this.late >= kMostLate;
      return whole?.ok ? merged(result, whole, at) : null;
    }
    const { layout } = this;
    const leaves = leaves_of(result, layout, at, this.moved);
    const block = in_page.frame({ numbers: layout.numbers, leaves, parts: kAll });
    return block && framed(result, layout, block, at);
  }

  private begin({ lane, at }: Result): void {
    this.lane = lane;
    this.layout = null;
    this.bare = false;
    this.late = 0;
    this.moved.clear();
    for (const { id } of at) this.moved.add(id);
  }

  private async ask(result: Result, at: readonly NamedValue[]): Promise<Result | null> {
    const outcome = await this.core.engine.call(live_request(result.request, at, result.graph.nodes.length), "drag");
    return outcome.status === "done" && outcome.response.ok ? merged(result, outcome.response, at) : null;
  }
}

function pause(ms: number): Promise<null> {
  return new Promise((go_on) => setTimeout(() => go_on(null), ms));
}

/** The leaves of a frame: those of `at`, and those that go back to what the text says. */
function leaves_of({ graph, base }: Result, { value }: Layout, at: readonly NamedValue[], moved: ReadonlySet<string>) {
  const known = new Map([...base, ...at].map((leaf) => [leaf.id, leaf.value]));
  return graph.nodes.flatMap(({ id }, n) => {
    const numbers = moved.has(id) ? known.get(id) : undefined;
    const place = value[n];
    return numbers && place !== undefined ? [{ at: place, value: numbers.map(Number) }] : [];
  });
}

/** A double as the answers write it. */
function spelled(x: number): Real {
  if (Number.isFinite(x)) return x;
  return Number.isNaN(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
}

/** The result with the numbers of a block. What the lane does not give is left out, never kept. */
export function framed(result: Result, layout: Layout, block: Float64Array, at: readonly NamedValue[]): Result {
  const nodes = result.response.nodes.map((node, n): NodeResult => {
    const { id, value, tangent, adjoint, cost, bytes, saved_for } = node;
    const taken = (place: number | null | undefined, old: { length: number } | null | undefined) =>
      place === null || place === undefined || !old
        ? null
        : Array.from(block.subarray(place, place + old.length), spelled);
    return {
      id,
      ...(value ? { value: taken(layout.value[n], value) ?? [] } : {}),
      ...(tangent === undefined ? {} : { tangent: taken(layout.tangent[n], tangent) }),
      ...(adjoint === undefined ? {} : { adjoint: taken(layout.adjoint[n], adjoint) }),
      ...(cost ? { cost } : {}),
      ...(bytes === undefined ? {} : { bytes }),
      ...(saved_for ? { saved_for } : {}),
    };
  });
  const { groups, check_cost, diagnostics, stated, ...kept } = result.response;
  return following(result, at, {
    ...kept,
    nodes,
    agreement: { max_relative: "NaN", node: null, dot_test: null },
    diagnostics: diagnostics.filter(({ code }) => !kOfValues.includes(code)),
  });
}

/**
 * Costs, bytes and the graph follow from shapes, so they stay; every number that follows from values is of the new answer,
 * and what the new answer does not hold is left out, never kept.
 */
export function merged(result: Result, answer: DifferentiateResponse, at: readonly NamedValue[]): Result {
  const old = new Map(result.response.nodes.map((node) => [node.id, node]));
  const nodes = answer.nodes.map((node): NodeResult => {
    const { cost, bytes, saved_for } = old.get(node.id) ?? {};
    return {
      ...node,
      ...(cost ? { cost } : {}),
      ...(bytes === undefined ? {} : { bytes }),
      ...(saved_for ? { saved_for } : {}),
    };
  });
  const { graph, layout } = result.response;
  return following(result, at, { ...answer, ...(graph ? { graph } : {}), ...(layout ? { layout } : {}), nodes });
}

function following(result: Result, at: readonly NamedValue[], response: DifferentiateResponse): Result {
  const runs = result.response.runs.map(({ gradient, jacobian, max_relative, seconds, steps, ...run }) => run);
  return {
    ...result,
    key: {},
    request: { ...result.request, at: [...at] },
    at,
    live: true,
    response: { ...response, runs },
  };
}
