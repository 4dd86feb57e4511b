// What the sentences of a step of the tour stand on: the answer that is shown, and the further ones that the step needs.
import type {
  DifferentiateRequest,
  DifferentiateResponse,
  JacobianBlock,
  PathsRequest,
  PathsResponse,
  Run,
} from "../engine/types.gen.ts";
import { standard_modes } from "../state/costs.ts";
import { type Host, PanelAnswer, values_in_force } from "../state/panel_answer.ts";
import type { Result } from "../state/result.ts";
import { defaults_first } from "../state/schedules.ts";
import type { Common, Core } from "../state/slice.ts";
import { most_of } from "./steps.ts";
import type { Answered, Facts, Knobs, TourStep } from "./tour.ts";

type Differentiated = PanelAnswer<DifferentiateRequest, DifferentiateResponse>;

export class TourFacts {
  private readonly other: Differentiated;
  private readonly scalars: Differentiated;
  private readonly most: Differentiated;
  private readonly zeros: Differentiated;
  private readonly paths: PanelAnswer<PathsRequest, PathsResponse>;
  private readonly other_paths: PanelAnswer<PathsRequest, PathsResponse>;

  constructor(
    private readonly core: Core<Common>,
    host: Host,
  ) {
    const { engine } = core;
    const asked = (channel: string): Differentiated =>
      new PanelAnswer(host, (request) => engine.call(request, channel));
    this.other = asked("tour");
    this.scalars = asked("tour scalars");
    this.most = asked("most of the tour");
    this.zeros = asked("zeros of the tour");
    this.paths = new PanelAnswer(host, (request) => engine.call(request, "tour paths"));
    this.other_paths = new PanelAnswer(host, (request) => engine.call(request, "other tour paths"));
  }

  /** The answer that is shown, where it is one to the present text. */
  private get result(): Result | null {
    const { result, text } = this.core.state;
    return result && !result.live && result.text === text ? result : null;
  }

  private answered_by(response: DifferentiateResponse | null): Answered | null {
    if (!response?.graph) return null;
    return { graph: response.graph, nodes: response.nodes, runs: defaults_first(this.core.state, response.runs) };
  }

  /** Asks what the step needs beside the answer that is shown; the panel calls it before it is drawn. */
  follow(step: TourStep, knobs: Knobs): void {
    const { result } = this;
    if (!result || this.core.state.stale) return;
    const { seeds } = result.request;
    if (step.scalars?.(knobs))
      this.scalars.follow({
        v: 1,
        kind: "differentiate",
        network: { text: result.text },
        ...(seeds ? { seeds } : {}),
        ...values_in_force(result),
        expand: true,
        modes: [],
        include: ["adjoint", "contributions", "graph"],
      });
    const modes = standard_modes(this.core.state, "gradient");
    if (step.knobs.length > 0)
      this.most.follow({
        v: 1,
        kind: "differentiate",
        network: { text: step.text(most_of(step)) },
        want: "jacobian",
        modes,
        include: [],
      });
    if (step.zeros)
      this.zeros.follow({
        v: 1,
        kind: "differentiate",
        network: { text: step.zeros.text(knobs) },
        want: "jacobian",
        modes: modes.slice(0, 1),
        include: [],
      });
    if (!step.other) return;
    const text = step.other(knobs);
    this.other.follow({
      v: 1,
      kind: "differentiate",
      network: { text },
      modes,
      include: ["value", "adjoint", "contributions", "graph"],
    });
    if (!step.paths) return;
    this.paths.follow({ v: 1, kind: "paths", network: { text: result.text }, limit: 1, ...values_in_force(result) });
    this.other_paths.follow({ v: 1, kind: "paths", network: { text }, limit: 1 });
  }

  /** Whether everything that the sentences speak of is there, and of the present text. */
  ready(step: TourStep | null, knobs: Knobs | null): boolean {
    const { other, scalars, paths, other_paths } = this;
    if (!this.result) return false;
    if (!step || !knobs) return true;
    if (step.scalars?.(knobs) && !scalars.fresh) return false;
    return !step.other || (other.fresh && (!step.paths || (paths.fresh && other_paths.fresh)));
  }

  /** The costs where all sliders of the step stand at their ends; none before they are there. */
  get most_runs(): readonly Run[] {
    return this.most.fresh ? (this.most.response?.runs ?? []) : [];
  }

  /** The derivative whose zeros the step shows, row by row; null before it is there. */
  get jacobian(): JacobianBlock | null {
    return (this.zeros.fresh && this.zeros.response?.runs[0]?.jacobian?.[0]) || null;
  }

  /** All of it; null before there is any answer. */
  get facts(): Facts | null {
    const { result } = this.core.state;
    if (!result) return null;
    const { graph, response } = result;
    return {
      graph,
      nodes: response.nodes,
      runs: defaults_first(this.core.state, response.runs),
      paths: this.paths.response,
      other: this.answered_by(this.other.response),
      other_paths: this.other_paths.response,
      scalars: this.answered_by(this.scalars.response),
    };
  }
}
