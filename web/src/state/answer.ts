// An answer that is to come of the engine: asked for once, the newest question counts, and what others overtake is asked again.
import type { Outcome } from "../engine/client.ts";
import { is_interrupted } from "./outcome.ts";

export const kSlowMs = 300;

/** What became of a question that nothing overtook. */
export type Ended<R> = Exclude<Outcome<R>, { status: "superseded" }>;

/** Who asks, and what for. No two have a channel of the engine in common. */
export interface Asker<Q, R> {
  /** Never rejects. It may be several requests, and between two of them it may look whether the question is still `wanted`. */
  ask(question: Q, wanted: () => boolean): Promise<Outcome<R>>;
  /** Hears what became of the newest question that was followed. */
  settle?(question: Q, outcome: Ended<R>): void;
  /** Whether the question is one to what is shown; where it is not any more, its answer is dropped. */
  current?(question: Q): boolean;
  /** The newest question takes long; over when it is settled. */
  slow?(): void;
  /** Ends what runs. */
  cancel?(): void;
}

export class Answer<Q, R> {
  private key: unknown = null;
  private newest = 0;
  /** By its own `cancel`, not with everything else. */
  private cancelled = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly asker: Asker<Q, R>) {}

  /** Asks, unless the newest question has that key already; whoever shows the answer calls it whenever it is drawn. */
  follow(question: Q, key: unknown = question): void {
    if (key === this.key || !this.is_current(question)) return;
    this.key = key;
    void this.ask(question).then((outcome) => outcome && this.asker.settle?.(question, outcome));
  }

  /** Asks in any case. Null where a newer question came, or the question is of nothing that is shown any more. */
  async ask(question: Q): Promise<Ended<R> | null> {
    const number = ++this.newest;
    const { asker } = this;
    this.cancelled = false;
    this.timer ??= setTimeout(() => asker.slow?.(), kSlowMs);
    const wanted = (): boolean => number === this.newest && this.is_current(question);
    for (;;) {
      const outcome = await asker.ask(question, wanted);
      if (number !== this.newest) return null;
      if (!wanted()) {
        this.again();
        return null;
      }
      if (is_interrupted(outcome) && !this.cancelled) continue;
      this.rest();
      return outcome.status === "superseded" ? { status: "cancelled" } : outcome;
    }
  }

  /** Forgets what was asked, and its answer if that is to come: the next look asks again. */
  again(): void {
    this.newest += 1;
    this.key = null;
    this.rest();
  }

  /** Ends the question at the reader's word: it is settled as cancelled, and waits for `again`. */
  cancel(): void {
    this.cancelled = true;
    this.asker.cancel?.();
  }

  private is_current(question: Q): boolean {
    return this.asker.current?.(question) ?? true;
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
