// What the reader has unfolded in the graph, whose card is open, and the further answers that these need of the engine.
import type { DifferentiateRequest, DifferentiateResponse, Direction, Real } from "../engine/types.gen.ts";
import type { Level } from "../picture/fold.ts";
import type { Place } from "../view/labels.ts";
import { Answer } from "./answer.ts";
import { response_of, why } from "./outcome.ts";
import { type Result, same_answer } from "./result.ts";
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
  /** The direction that its card says first. */
  first: Direction;
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
  first: "against",
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
type Checked = Pick<Check, "of" | "place">;

export class GraphVerbs {
  private readonly locals = this.further("locals", { include: ["local"] });
  private readonly scalars = this.further("scalars", {
    expand: true,
    include: ["value", "tangent", "adjoint", "local", "contributions", "cost", "graph"],
  });
  private readonly referees = new Answer<Checked, DifferentiateResponse>({
    ask: ({ of, place }) => this.core.engine.call(this.check_request(of, place), "check"),
    current: ({ of }) => same_answer(this.core.state.result, of),
    settle: ({ of, place }, outcome) => {
      const found = (response_of(outcome)?.runs ?? []).map(({ title, gradient }) => ({
        title,
        value: gradient?.[0]?.value[place.index],
      }));
      this.write({ check: { of, place, found, why: why(outcome) } });
    },
  });

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

  /** Folds every statement; false where all are. */
  fold_all(): boolean {
    if (Object.keys(levels_of(this.core.state)).length === 0) return false;
    this.write({ levels: {}, preset: this.core.state.preset });
    return true;
  }

  open_card(card: Place, first = this.core.state.graph.first): void {
    this.write({ card, first });
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
    if (state.graph.card) this.locals.follow(state.result);
    if (state.graph.card || neurons) this.scalars.follow(state.result);
  }

  private further(kind: Kind, change: Partial<DifferentiateRequest>): Answer<Result, DifferentiateResponse> {
    return new Answer({
      ask: (of) => this.core.engine.call({ ...asked_with(of), want: "gradient", modes: [], ...change }, kind),
      current: (of) => same_answer(this.core.state.result, of),
      settle: (of, outcome) => this.write({ [kind]: { of, response: response_of(outcome), why: why(outcome) } }),
    });
  }

  /** Asks the referees, who know no rule of differentiation, for the derivative by one node. */
  check(place: Place): void {
    const { result } = this.core.state;
    if (!result || !this.core.state.catalogue) return;
    this.write({ check: { of: result, place, found: null, why: "" } });
    this.referees.follow({ of: result, place });
  }

  private check_request(of: Result, place: Place): DifferentiateRequest {
    const modes = this.core.state.catalogue?.modes.filter((mode) => mode.referee).map(({ name }) => ({ mode: name }));
    const { tangent: _, ...request } = asked_with(of);
    return { ...request, wrt: [place.id], want: "gradient", modes: modes ?? [], include: [] };
  }
}

/** The request of a result, with the values of leaves that are in force there. */
function asked_with({ request, at }: Result): DifferentiateRequest {
  const { at: _, ...others } = request;
  return at.length > 0 ? { ...others, at: [...at] } : others;
}
