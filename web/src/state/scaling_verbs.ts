// How the cost of every schedule grows with a size that the text declares: asked size by size, so that it shows and can be ended.

import { ladder, next_size, sizes_of } from "../chart/scaling.ts";
import type { Outcome } from "../engine/client.ts";
import type { GraphResponse, ScaleRequest } from "../engine/types.gen.ts";
import { add_size } from "../text/add_size.ts";
import { activations } from "../text/choices.ts";
import { Answer } from "./answer.ts";
import { standard_modes } from "./costs.ts";
import { done, response_of, why } from "./outcome.ts";
import type { Result } from "./result.ts";
import type { ScalingState } from "./scaling.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

const kChannel = "scaling";

/** Which size varies in which text. */
interface Question {
  result: Result;
  vary: string;
}

export class ScalingVerbs {
  private readonly answer = new Answer<Question, { ok: true }>({
    ask: (question, wanted) => this.climb(question, wanted),
    cancel: () => this.core.engine.cancel(kChannel),
    slow: () => this.write({ slow: true }),
    settle: (_, outcome) => this.write({ running: false, slow: false, why: why(outcome) }),
  });
  private readonly edited = new Answer<string, GraphResponse>({
    ask: (text) => this.core.engine.call({ v: 1, kind: "graph", network: { text } }, "add_size"),
  });
  private asked = "";
  private count: number | undefined; // the version of the convention that the points are counted by

  constructor(private readonly core: Core<State>) {}

  private write(change: Partial<ScalingState>): void {
    this.core.write({ scaling: { ...this.core.state.scaling, ...change } });
  }

  /** The size that varies; empty where the text of the present result declares none. */
  get vary(): string {
    const { sizes, result, scaling } = this.core.state;
    const ids = sizes.text === result?.text ? sizes.sizes.map(({ id }) => id) : [];
    return ids.includes(scaling.vary) ? scaling.vary : (ids[0] ?? "");
  }

  /** Sizes that are asked for one after the other, where the directions do not change places between them. */
  get rungs(): number[] {
    return ladder(this.core.state.scaling.most);
  }

  choose(change: Partial<Pick<ScalingState, "vary" | "most">>): void {
    this.write(change);
  }

  /** Asks for the present text and size, once; a panel that shows the points calls this whenever it is drawn. */
  follow(): void {
    const { result, stale, scaling } = this.core.state;
    if (!result || stale || this.vary === "") return;
    const key = JSON.stringify([result.text, this.vary, scaling.most, result.request.count]);
    if (key === this.asked) return;
    this.asked = key;
    const same = scaling.text === result.text && scaling.shown === this.vary && this.count === result.request.count;
    this.count = result.request.count;
    const points = same ? scaling.points.filter(({ size }) => size <= scaling.most) : [];
    this.write({ text: result.text, shown: this.vary, points, running: true, why: "" });
    this.answer.follow({ result, vary: this.vary }, key);
  }

  cancel(): void {
    this.answer.cancel();
  }

  /** Goes on where it was ended. */
  again(): void {
    this.asked = "";
    this.answer.again();
    this.write({ why: "" });
  }

  /** Asks size by size; what is there stays where the series ends early. */
  private async climb({ result, vary }: Question, wanted: () => boolean): Promise<Outcome<{ ok: true }>> {
    const { rungs } = this;
    while (wanted()) {
      const size = next_size(this.core.state.scaling.points, rungs);
      if (size === null) return done({ ok: true });
      const outcome = await this.core.engine.call(this.request(result, vary, size), kChannel);
      const response = response_of(outcome);
      if (!response) return outcome as Outcome<never>;
      if (wanted()) this.write({ points: [...this.core.state.scaling.points, ...response.points] });
    }
    return { status: "superseded" };
  }

  private request({ text, request }: Result, vary: string, size: number): ScaleRequest {
    const want = request.want ? { want: request.want } : {};
    const count = request.count ? { count: request.count } : {};
    return {
      v: 1,
      kind: "scale",
      network: { text },
      vary,
      sizes: [size],
      ...want,
      ...count,
      modes: standard_modes(this.core.state),
    };
  }

  /** How many sizes are there, and how many there will be at least. */
  get progress(): [done: number, of: number] {
    const done = sizes_of(this.core.state.scaling.points).length;
    return [done, Math.max(done + 1, this.rungs.length)];
  }

  /** Adds a size to the text: the first edit that the engine accepts, as one step of undo. */
  async add_size(): Promise<void> {
    const { state } = this.core;
    const { result, catalogue } = state;
    if (!result || state.stale) return;
    const activation = activations(catalogue?.ops ?? [])[0]?.name ?? "";
    for (const { text, words } of add_size(state.text, result.graph, activation)) {
      const outcome = await this.edited.ask(text);
      if (!outcome || this.core.state.text !== state.text) return;
      if (!response_of(outcome)) continue;
      this.core.history.isolate();
      this.core.edit(text, "a size");
      this.write({ said: words });
      return;
    }
    this.write({ said: "No edit was found that keeps this network right: write it by hand, as the line above says." });
  }
}
