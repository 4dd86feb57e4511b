// What two presets cost, beside which the short answer puts the network that is shown: asked once each, with no numbers of nodes.
import type { DifferentiateRequest, DifferentiateResponse, Run } from "../engine/types.gen.ts";
import { standard_modes } from "../state/costs.ts";
import { type Host, PanelAnswer } from "../state/panel_answer.ts";
import { kDeep, kWide } from "../state/presets.ts";
import type { RaceSeen } from "../state/race_lanes.ts";
import type { Common, Core } from "../state/slice.ts";
import { lane_id } from "../view/schedule.ts";
import { type Other, ways_of } from "../view/short_answer.ts";

const kWants = { [kDeep]: "gradient", [kWide]: "jacobian" } as const;

export class Others {
  private readonly answers: Readonly<Record<string, PanelAnswer<DifferentiateRequest, DifferentiateResponse>>>;

  constructor(
    private readonly core: Core<Common>,
    host: Host,
  ) {
    const asked = (id: string) =>
      new PanelAnswer<DifferentiateRequest, DifferentiateResponse>(host, (request) =>
        core.engine.call(request, `costs of ${id}`),
      );
    this.answers = Object.fromEntries(Object.keys(kWants).map((id) => [id, asked(id)]));
  }

  /** Asks what is not known; the panel calls it once its own numbers are drawn. */
  follow(): void {
    for (const [id, want] of Object.entries(kWants)) {
      const modes = standard_modes(this.core.state, want);
      const text = this.core.presets.find((preset) => preset.id === id)?.text;
      if (text !== undefined && modes.length > 0)
        this.answers[id]?.follow({ v: 1, kind: "differentiate", network: { text }, want, modes, include: [] });
    }
  }

  /** The network of many weights and one output; null before its costs are there. */
  get deep(): Other | null {
    return this.other(kDeep);
  }

  /** The network of few weights and many outputs. */
  get wide(): Other | null {
    return this.other(kWide);
  }

  private other(id: string): Other | null {
    const ways = ways_of(this.answers[id]?.response?.runs ?? []);
    return ways && { id, ways };
  }
}

/** The run that carries all weights along, with its steps; null before the race has them. */
export function carried_run({ result, race }: RaceSeen): Run | null {
  const along = ways_of(result?.response.runs ?? [])?.along;
  const passes = along && race.of?.text === result?.text ? race.stepped.get(lane_id(along)) : undefined;
  return passes?.get(1)?.run ?? null;
}
