// What the reader has unfolded in the graph, whose card is open, and the further answers that these need of the engine.
import type { DifferentiateRequest, DifferentiateResponse, Real } from "../engine/types.gen.ts";
import type { Level } from "../picture/fold.ts";
import type { Place } from "../view/labels.ts";
import type { Result } from "./result.ts";
import type { Common, Core } from "./slice.ts";

/** An answer to a further question about a result; null where the engine gave none. */
export interface Further {
  of: Result;
  response: DifferentiateResponse | null;
  /** Why there is none. */
  why: string;
}

/** What the referees say of one element, asked on demand. */
export interface Check {
  of: Result;
  place: Place;
  /** Null while the engine is at work. */
  found: { title: string; value: Real | undefined }[] | null;
  why: string;
}

export interface GraphState {
  /** Statements that are not folded, by group, in the preset they were unfolded in. */
  levels: Readonly<Record<string, Level>>;
  preset: string;
  /** The element whose card is open. */
  card: Place | null;
  /** Local derivatives of the network as written. */
  locals: Further | null;
  /** The network expanded to scalars. */
  scalars: Further | null;
  check: Check | null;
  /** Ids of the nodes on the path that is pointed at, in its order; none while none is. */
  path: readonly string[];
}

export const kGraph: GraphState = {
  levels: {},
  preset: "",
  card: null,
  locals: null,
  scalars: null,
  check: null,
  path: [],
};

type Seen = Common & { graph: GraphState };

/** The statements that are unfolded in the network that is shown. */
export function levels_of({ graph, preset }: Seen): Readonly<Record<string, Level>> {
  return graph.preset === preset ? graph.levels : {};
}

type Kind = "locals" | "scalars";

export class GraphVerbs {
  private readonly asked: Record<Kind, Result | null> = { locals: null, scalars: null };

  constructor(private readonly core: Core<Seen>) {}

  private write(change: Partial<GraphState>): void {
    this.core.write({ graph: { ...this.core.state.graph, ...change } });
  }

  /** Shows a statement as its operations or neurons, or folds it. */
  unfold(group: string, level: Level | "folded"): void {
    const { [group]: _, ...others } = levels_of(this.core.state);
    const levels = level === "folded" ? others : { ...others, [group]: level };
    this.write({ levels, preset: this.core.state.preset });
    this.follow();
  }

  open_card(card: Place): void {
    this.write({ card });
    this.follow();
  }

  close_card(): void {
    this.write({ card: null });
  }

  /** Shows a path in the graph; an empty one shows none. */
  point(path: readonly string[]): void {
    if (path.join(" ") !== this.core.state.graph.path.join(" ")) this.write({ path });
  }

  /** Asks for what the open card and the unfolded statements need of the present result, once. */
  follow(): void {
    const { state } = this.core;
    if (!state.result || state.result.live) return;
    const neurons = Object.values(levels_of(state)).includes("neurons");
    if (state.graph.card) void this.ask("locals", { include: ["local"] });
    if (state.graph.card || neurons)
      void this.ask("scalars", {
        expand: true,
        include: ["value", "tangent", "adjoint", "local", "contributions", "cost", "graph"],
      });
  }

  private async ask(kind: Kind, change: Partial<DifferentiateRequest>): Promise<void> {
    const { result } = this.core.state;
    if (!result || this.asked[kind] === result) return;
    this.asked[kind] = result;
    const request: DifferentiateRequest = { ...asked_with(result), want: "gradient", modes: [], ...change };
    const outcome = await this.core.engine.call(request, kind);
    if (this.core.state.result !== result) return;
    if (outcome.status === "done" && outcome.response.ok)
      this.write({ [kind]: { of: result, response: outcome.response, why: "" } });
    else this.write({ [kind]: { of: result, response: null, why: reason(outcome) } });
  }

  /** Asks the referees, who know no rule of differentiation, for the derivative by one node. */
  async check(place: Place): Promise<void> {
    const { result, catalogue } = this.core.state;
    if (!result || !catalogue) return;
    this.write({ check: { of: result, place, found: null, why: "" } });
    const current = (): boolean => this.core.state.result === result && this.core.state.graph.check?.place === place;
    const modes = catalogue.modes.filter((mode) => mode.referee).map(({ name }) => ({ mode: name }));
    const { tangent: _, ...request } = asked_with(result);
    const asked: DifferentiateRequest = { ...request, wrt: [place.id], want: "gradient", modes, include: [] };
    const outcome = await this.core.engine.call(asked, "check");
    if (!current()) return;
    if (outcome.status !== "done" || !outcome.response.ok)
      return this.write({ check: { of: result, place, found: [], why: reason(outcome) } });
    const found = outcome.response.runs.map(({ title, gradient }) => ({
      title,
      value: gradient?.[0]?.value[place.index],
    }));
    this.write({ check: { of: result, place, found, why: "" } });
  }
}

/** The request of a result, with the values of leaves that are in force there. */
function asked_with({ request, at }: Result): DifferentiateRequest {
  const { at: _, ...others } = request;
  return at.length > 0 ? { ...others, at: [...at] } : others;
}

type Ended = { status: string; response?: { ok: boolean; diagnostics: readonly { message: string }[] } };

function reason(outcome: Ended): string {
  return outcome.response?.diagnostics[0]?.message ?? "the engine gave no answer";
}
