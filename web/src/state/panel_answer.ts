// A further question of one panel to the engine: the panel keeps its answer, the last one while a newer is to come.
import type { Outcome } from "../engine/client.ts";
import type { NamedValue } from "../engine/types.gen.ts";
import { Answer } from "./answer.ts";
import { response_of, why } from "./outcome.ts";
import type { Result } from "./result.ts";

/** The panel that asks. */
export interface Host {
  requestUpdate(): void;
}

export class PanelAnswer<Q, R extends { ok: true }> {
  /** The last good answer. */
  response: R | null = null;
  /** Why the newest request has none; empty while it has, or is on its way. */
  why = "";
  slow = false;
  private asked = "";
  private answered = "";
  private readonly answer: Answer<Q, R>;

  /** `cancel` ends what runs in the channel of `ask`, where the panel has a button for that. */
  constructor(
    private readonly host: Host,
    ask: (request: Q) => Promise<Outcome<R>>,
    cancel: () => void = () => undefined,
  ) {
    this.answer = new Answer({
      ask,
      cancel,
      slow: () => this.write({ slow: true }),
      settle: (_, outcome) => {
        const response = response_of(outcome);
        if (response) this.answered = this.asked;
        this.write({ slow: false, why: why(outcome), ...(response ? { response } : {}) });
      },
    });
  }

  /** Whether the answer is one to the newest request. */
  get fresh(): boolean {
    return this.response !== null && this.answered === this.asked;
  }

  /** Asks, unless this request is the newest already, by the same `more`. A panel calls it before it is drawn. */
  follow(request: Q, more: unknown = null): void {
    this.follow_as(request, [request, more]);
  }

  /** The same, of a request that has a name by which it is known. */
  follow_as(request: Q, name: unknown): void {
    const key = JSON.stringify(name);
    if (key !== this.asked) this.why = "";
    this.asked = key;
    this.answer.follow(request, key);
  }

  /** Asks once more. */
  again(): void {
    this.answer.again();
    this.write({ why: "" });
  }

  cancel(): void {
    this.answer.cancel();
  }

  private write(change: Partial<Pick<this, "response" | "why" | "slow">>): void {
    Object.assign(this, change);
    this.host.requestUpdate();
  }
}

/** The values in force of a result, for whoever asks more about it. */
export function values_in_force({ at }: Result): { at?: NamedValue[] } {
  return at.length > 0 ? { at: [...at] } : {};
}
