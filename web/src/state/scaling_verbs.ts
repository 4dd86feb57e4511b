// How the cost of every schedule grows with a size that the text declares: asked size by size, so that it shows and can be ended.

import { ladder, next_size, sizes_of } from "../chart/scaling.ts";
import type { ScaleRequest } from "../engine/types.gen.ts";
import { add_size } from "../text/add_size.ts";
import { activations } from "../text/choices.ts";
import { standard_modes } from "./costs.ts";
import { why } from "./outcome.ts";
import type { Result } from "./result.ts";
import type { ScalingState } from "./scaling.ts";
import type { Core } from "./slice.ts";
import { tell_if_slow } from "./slow.ts";
import type { State } from "./state.ts";

const kChannel = "scaling";

export class ScalingVerbs {
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
    this.write({ text: result.text, shown: this.vary, points, running: true, slow: false, why: "" });
    void this.run(key, result, this.vary);
  }

  cancel(): void {
    this.core.engine.cancel(kChannel);
  }

  /** Goes on where it was ended. */
  again(): void {
    this.asked = "";
    this.write({ why: "" });
  }

  private async run(key: string, result: Result, vary: string): Promise<void> {
    const { rungs } = this;
    let stopped = "";
    const all = async (): Promise<void> => {
      while (this.asked === key && !stopped) {
        const size = next_size(this.core.state.scaling.points, rungs);
        if (size === null) return;
        const outcome = await this.core.engine.call(this.request(result, vary, size), kChannel);
        if (this.asked !== key) return;
        if (outcome.status === "superseded") continue; // what is shown all the time went first
        if (outcome.status !== "done") stopped = why(outcome);
        else if (outcome.response.ok)
          this.write({ points: [...this.core.state.scaling.points, ...outcome.response.points] });
        else stopped = outcome.response.diagnostics[0]?.message ?? "the engine refused";
      }
    };
    await tell_if_slow(all(), (slow) => {
      if (this.asked === key) this.write({ slow });
    });
    if (this.asked === key) this.write({ running: false, why: stopped });
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
      const outcome = await this.core.engine.call({ v: 1, kind: "graph", network: { text } }, "add_size");
      if (this.core.state.text !== state.text) return;
      if (outcome.status !== "done" || !outcome.response.ok) continue;
      this.core.history.isolate();
      this.core.edit(text, "a size");
      this.write({ said: words });
      return;
    }
    this.write({ said: "No edit was found that keeps this network right: write it by hand, as the line above says." });
  }
}
