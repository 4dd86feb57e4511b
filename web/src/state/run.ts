// Computes what is shown all the time: checks the text, asks for everything that the panels show, and says why where it cannot.
import type { Outcome } from "../engine/client.ts";
import type {
  DifferentiateRequest,
  DifferentiateResponse,
  ErrorResponse,
  Graph,
  GraphResponse,
  NamedValue,
} from "../engine/types.gen.ts";
import { told } from "../view/told.ts";
import { Answer } from "./answer.ts";
import { differentiate_request, needs_jacobian, pick_output, pick_weight, shown_request } from "./ask.ts";
import { at_of, base_of, fitting, in_force } from "./leaves.ts";
import { done, response_of, why } from "./outcome.ts";
import { kParts } from "./parts.ts";
import type { Result } from "./result.ts";
import { beginning } from "./selectors.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

/** A text without problems, its graph, and its leaves with the values that it gives them. */
interface Checked {
  ok: true;
  text: string;
  graph: Graph;
  base: readonly NamedValue[];
}

/** What the state is to say. */
interface Found {
  ok: true;
  change: Partial<State>;
}

/** What is said of too many numbers, in the network or in the answer. */
const kTooLarge = ["E_LIMIT", "E_LIMIT_REPLY"];

/** The store as a run sees it. */
interface Seen extends Core<State> {
  readonly link: {
    /** Whether the text waits for the reader's word. */
    holds(text: string, graph: Graph): boolean;
    /** The version by which the text is counted. */
    readonly count: number;
  };
  readonly leaves: { at_rest(): Promise<void> };
  readonly parts: { follow(): void };
}

export class Run {
  private checked: Checked | null = null;
  private last = 0;
  /** The run whose numbers are shown. */
  private shown = 0;
  private readonly answer = new Answer<number, Found>({
    ask: (number, wanted) => this.find(number, wanted),
    slow: () => this.core.write({ slow: true, stale: "the engine is still computing" }),
    cancel: () => this.core.engine.cancel(),
  });

  constructor(private readonly core: Seen) {}

  /** Computes what the state says now. Resolves when that is shown, or a newer one has begun. */
  async begin(): Promise<void> {
    const outcome = await this.answer.ask(++this.last);
    if (!outcome) return;
    const { text } = this.core.state;
    const shapes = await this.shapes_of(text, outcome);
    if (text !== this.core.state.text) return;
    const graph = shapes && response_of(shapes)?.graph;
    const change = graph
      ? { ...kept("it has too many numbers to be shown"), large: { text, graph }, result: null }
      : change_of(shapes?.status === "done" ? (shapes as Outcome<never>) : outcome);
    this.core.write({ ...change, slow: false });
    this.core.parts.follow();
  }

  /** Of a text that was refused for its size alone the graph that it has without its numbers, or why it has none even so. */
  private async shapes_of(text: string, outcome: Outcome<Found>): Promise<Outcome<GraphResponse> | null> {
    if (outcome.status !== "done" || outcome.response.ok) return null;
    if (!outcome.response.diagnostics.every(({ code }) => kTooLarge.includes(code))) return null;
    return this.core.engine.call({ v: 1, kind: "graph", network: { text }, values: false });
  }

  cancel(): void {
    this.answer.cancel();
  }

  private async find(number: number, wanted: () => boolean): Promise<Outcome<Found>> {
    const { core } = this;
    const { catalogue, text, link } = core.state;
    if (!catalogue || link.problem) return done({ ok: true, change: {} });
    const outcome = await this.check(text);
    const checked = response_of(outcome);
    if (!checked || !wanted()) return checked ? { status: "superseded" } : (outcome as Outcome<never>);
    const { graph } = checked;
    if (core.link.holds(text, graph)) return done({ ok: true, change: kept("it waits for your word") });
    const at = this.values(checked);
    const weight = pick_weight(graph, core.state.weight);
    const output = pick_output(graph, core.state.output);
    const check = core.state.page.checked === text;
    const request = differentiate_request(text, graph, catalogue, weight, output, at, check, core.link.count);
    const computed = await core.engine.call(shown_request(request));
    const { lane } = core.engine;
    const response = response_of(computed);
    if (computed.status === "superseded" && wanted()) await core.leaves.at_rest(); // a frame went first
    if (!response) return computed as Outcome<never>;
    if (number < this.shown || text !== core.state.text) return { status: "superseded" };
    this.shown = number;
    const change = shown({ ...checked, request, weight, output, at, lane }, response);
    if (!wanted()) core.write(change); // the numbers follow a hand that is quicker than they are
    return done({ ok: true, change });
  }

  private async check(text: string): Promise<Outcome<Checked>> {
    if (this.checked?.text === text) return done(this.checked);
    const outcome = await this.core.engine.call({ v: 1, kind: "graph", network: { text } });
    const response = response_of(outcome);
    if (!response) return outcome as Outcome<never>;
    this.checked = { ok: true, text, graph: response.graph, base: base_of(response.network) };
    return done(this.checked);
  }

  /** The leaf values that replace those of the text; overrides of leaves that are not there any more go. */
  private values({ graph, base }: Checked): NamedValue[] {
    const { leaves } = this.core.state;
    const overrides = fitting(leaves.overrides, graph);
    if (overrides.length < leaves.overrides.length) this.core.write({ leaves: { ...leaves, overrides } });
    return at_of(fitting(in_force({ ...leaves, overrides }), graph), base);
  }
}

/** The last result stays, and is not current. */
function kept(stale: string, problems: ErrorResponse["diagnostics"] = [], total = 0): Partial<State> {
  return { stale, problems, problems_total: total };
}

function change_of(outcome: Outcome<Found>): Partial<State> {
  if (outcome.status !== "done") return kept(why(outcome));
  const { response } = outcome;
  if (response.ok) return response.change;
  const { diagnostics_total: total } = response;
  const diagnostics = told(response.diagnostics);
  const begun = beginning(diagnostics);
  if (begun?.code === "E_EMPTY") return { ...kept("the network is empty", diagnostics, total), result: null };
  return kept(begun ? "nothing is computed yet" : "the text has problems", diagnostics, total);
}

type Asked = Pick<Result, "text" | "graph" | "base" | "weight" | "output" | "at" | "lane"> & {
  request: DifferentiateRequest;
};

function shown(
  { text, graph, base, request, weight, output, at, lane }: Asked,
  answer: DifferentiateResponse,
): Partial<State> {
  const response = { ...answer, diagnostics: told(answer.diagnostics) };
  const result: Result = {
    key: {},
    text,
    graph: response.graph ?? graph,
    response,
    request,
    weight,
    output,
    jacobian: needs_jacobian(graph),
    base,
    at,
    lane: response.layout ? lane : 0,
    live: false,
  };
  return {
    result,
    parts: { ...kParts, of: answer.more?.sweeps ?? 0 },
    stale: "",
    problems: response.diagnostics,
    problems_total: response.diagnostics_total,
  };
}
