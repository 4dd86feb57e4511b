// How the cost of every schedule grows with a size that the text declares: asked size by size, so that it shows and can be ended.

import { ladder, next_size, sizes_of } from "../chart/scaling.ts";
import type { Outcome } from "../engine/client.ts";
import type { GraphResponse, ScaleRequest } from "../engine/types.gen.ts";
import { add_size } from "../text/add_size.ts";
import { activations } from "../text/choices.ts";
import { Answer } from "./answer.ts";
import { needs_jacobian } from "./ask.ts";
import { standard_modes } from "./costs.ts";
import { counted_text } from "./counted_text.ts";
import { done, response_of, why } from "./outcome.ts";
import type { ScalingState } from "./scaling.ts";
import { is_too_large } from "./selectors.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

const kChannel = "scaling";

/** How far a size may be asked to go. */
export const kReaches: readonly number[] = [8, 16, 32, 64, 128, 256, 1024, 4096, 16_384, 65_536];

/** Which size varies in which text, and how it is counted. */
interface Question extends Pick<ScaleRequest, "want" | "count" | "vary"> {
  text: string;
}

export class ScalingVerbs {
  private readonly answer = new Answer<Question, { ok: true }>({
    ask: (question, wanted) => this.climb(question, wanted),
    cancel: () => this.core.engine.cancel(kChannel),
    slow: () => this.write({ slow: true }),
    settle: (_, outcome) => this.write({ running: false, slow: false, why: why(outcome) }),
  });
  private readonly edited = new Answer<string, GraphResponse>({
    ask: (text) => this.core.engine.call({ v: 1, kind: "graph", network: { text }, values: false }, "add_size"),
  });
  private asked = "";
  private count: number | undefined; // the version of the convention that the points are counted by

  constructor(private readonly core: Core<State>) {}

  private write(change: Partial<ScalingState>): void {
    this.core.write({ scaling: { ...this.core.state.scaling, ...change } });
  }

  /** The size that varies; empty where the text of the present result declares none. */
  get vary(): string {
    const { sizes, scaling } = this.core.state;
    const ids = sizes.text === counted_text(this.core.state) ? sizes.sizes.map(({ id }) => id) : [];
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
    const { scaling } = this.core.state;
    const { question } = this;
    if (!question) return;
    const { text, vary, count } = question;
    const key = JSON.stringify([text, vary, scaling.most, count]);
    if (key === this.asked) return;
    this.asked = key;
    const same = scaling.text === text && scaling.shown === vary && this.count === count;
    this.count = count;
    const points = same ? scaling.points.filter(({ size }) => size <= scaling.most) : [];
    this.write({ text, shown: vary, points, running: true, why: "" });
    this.answer.follow(question, key);
  }

  /** What there is to ask: of the present result, or of a text that is too large to have one. */
  private get question(): Question | null {
    const { state } = this.core;
    const { result, stale, large, link, catalogue } = state;
    const { vary } = this;
    if (vary === "") return null;
    if (is_too_large(state) && large) {
      const count = link.count < (catalogue?.count ?? 0) ? { count: link.count } : {};
      return { text: large.text, vary, want: needs_jacobian(large.graph) ? "jacobian" : "gradient", ...count };
    }
    if (!result || stale) return null;
    const { want, count } = result.request;
    return { text: result.text, vary, ...(want ? { want } : {}), ...(count ? { count } : {}) };
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
  private async climb(question: Question, wanted: () => boolean): Promise<Outcome<{ ok: true }>> {
    const { rungs } = this;
    while (wanted()) {
      const size = next_size(this.core.state.scaling.points, rungs);
      if (size === null) return done({ ok: true });
      const outcome = await this.core.engine.call(this.request(question, size), kChannel);
      const response = response_of(outcome);
      if (!response) return outcome as Outcome<never>;
      if (wanted()) this.write({ points: [...this.core.state.scaling.points, ...response.points] });
    }
    return { status: "superseded" };
  }

  private request({ text, ...question }: Question, size: number): ScaleRequest {
    const modes = standard_modes(this.core.state, question.want);
    return { v: 1, kind: "scale", network: { text }, sizes: [size], modes, ...question };
  }

  /** How many sizes are there, and how many there will be at least. */
  get progress(): [done: number, of: number] {
    const done = sizes_of(this.core.state.scaling.points).length;
    return [done, Math.max(done + 1, this.rungs.length)];
  }

  /** Adds a size to the text: the first edit that the engine accepts, as one step of undo. */
  async add_size(): Promise<void> {
    const { state } = this.core;
    const { result, catalogue, large } = state;
    const graph = is_too_large(state) ? large?.graph : state.stale ? undefined : result?.graph;
    if (!graph) return;
    const activation = activations(catalogue?.ops ?? [])[0]?.name ?? "";
    for (const { text, words } of add_size(state.text, graph, activation)) {
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
