// A further question of one panel to the engine: asked once for each request, the newest counts, and the last answer stays.
import type { Outcome } from "../engine/client.ts";
import type { ErrorResponse, NamedValue } from "../engine/types.gen.ts";
import { why } from "./outcome.ts";
import type { Result } from "./result.ts";
import { tell_if_slow } from "./slow.ts";

/** The panel that asks. */
interface Host {
  requestUpdate(): void;
}

export class Answer<Q, R extends { ok: true }> {
  /** The last good answer. */
  response: R | null = null;
  /** Why the newest request has none; empty while it has, or is on its way. */
  why = "";
  slow = false;
  private asked = "";
  private answered = "";

  constructor(
    private readonly host: Host,
    private readonly ask: (request: Q) => Promise<Outcome<R>>,
  ) {}

  /** Whether the answer is one to the newest request. */
  get fresh(): boolean {
    return this.response !== null && this.answered === this.asked;
  }

  /** Asks, unless this request is the newest already, by the same `more`. A panel calls it before it is drawn. */
  follow(request: Q, more: unknown = null): void {
    const key = JSON.stringify([request, more]);
    if (key === this.asked) return;
    this.asked = key;
    this.why = "";
    void tell_if_slow(this.run(key, request), (slow) => {
      this.slow = slow;
      this.host.requestUpdate();
    });
  }

  /** Asks once more. */
  again(): void {
    this.asked = "";
    this.why = "";
    this.host.requestUpdate();
  }

  private async run(key: string, request: Q): Promise<void> {
    for (;;) {
      const outcome = await this.ask(request);
      if (this.asked !== key) return;
      if (outcome.status === "superseded") continue; // what is shown all the time went first
      if (outcome.status === "done" && outcome.response.ok) {
        this.response = outcome.response as R;
        this.answered = key;
      } else this.why = outcome.status === "done" ? refusal(outcome.response as ErrorResponse) : why(outcome);
      return this.host.requestUpdate();
    }
  }
}

/** The values in force of a result, for whoever asks more about it. */
export function values_in_force({ at }: Result): { at?: NamedValue[] } {
  return at.length > 0 ? { at: [...at] } : {};
}

function refusal({ diagnostics }: ErrorResponse): string {
  return diagnostics[0]?.message ?? "the engine refused";
}
