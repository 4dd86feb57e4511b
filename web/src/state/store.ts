// The one writer of the state: takes what the user does, asks the engine, and tells every panel.
import type { Outcome } from "../engine/client.ts";
import type { Diagnostic, Graph } from "../engine/types.gen.ts";
import type { Place } from "../view/labels.ts";
import { differentiate_request, needs_jacobian, pick_output, pick_weight } from "./ask.ts";
import { PageVerbs } from "./page.ts";
import type { Preset } from "./presets.ts";
import type { Asks, Core } from "./slice.ts";
import { kInitial, type State } from "./state.ts";

const kSlowMs = 300;

export class Store implements Core {
  state: State = kInitial;
  readonly page = new PageVerbs(this);
  private readonly listeners = new Set<() => void>();
  private checked: { text: string; graph: Graph } | null = null;
  private newest = 0;
  private shown = 0;
  private slow_timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly engine: Asks,
    readonly presets: readonly Preset[],
  ) {
    const first = presets[0];
    if (first) this.state = { ...kInitial, preset: first.id, text: first.text };
  }

  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts the engine; also the answer to "try again" after it did not start. */
  async start(): Promise<void> {
    this.write({ phase: "loading", failure: "" });
    const outcome = await this.engine.call({ v: 1, kind: "catalogue" });
    if (outcome.status === "done" && outcome.response.ok) {
      this.write({ phase: "ready", catalogue: outcome.response });
      await this.run();
    } else {
      this.write({ phase: "failed", failure: why(outcome) });
    }
  }

  edit(text: string): void {
    if (text === this.state.text) return;
    this.write({ text });
    void this.run();
  }

  choose_preset(id: string): void {
    const next = this.presets.find((preset) => preset.id === id);
    if (!next || id === this.state.preset) return;
    const drafts = { ...this.state.drafts, [this.state.preset]: this.state.text };
    this.write({ preset: id, drafts, text: drafts[id] ?? next.text, weight: null, output: null });
    void this.run();
  }

  /** Throws the edits of the present preset away. */
  restore(): void {
    const preset = this.presets.find(({ id }) => id === this.state.preset);
    if (preset) this.edit(preset.text);
  }

  choose_weight(weight: Place): void {
    this.write({ weight });
    void this.run();
  }

  choose_output(output: Place): void {
    this.write({ output });
    void this.run();
  }

  cancel(): void {
    this.engine.cancel();
  }

  /** Asks again for what the text says now. */
  retry(): void {
    void (this.state.catalogue ? this.run() : this.start());
  }

  rerun(): void {
    void this.run();
  }

  write(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Checks the text, then asks for everything that is shown. Only the newest run may end in a change of the text's answer. */
  private async run(): Promise<void> {
    const { catalogue, text } = this.state;
    if (!catalogue) return;
    const job = ++this.newest;
    this.slow_timer ??= setTimeout(() => this.write({ slow: true, stale: "the engine is still computing" }), kSlowMs);
    const graph = await this.check(text, job);
    if (!graph || job !== this.newest) return;
    const weight = pick_weight(graph, this.state.weight);
    const output = pick_output(graph, this.state.output);
    const outcome = await this.engine.call(differentiate_request(text, graph, catalogue, weight, output));
    if (outcome.status === "superseded" || job < this.shown || text !== this.state.text) return;
    if (outcome.status !== "done") return this.keep_last(job, why(outcome), []);
    const { response } = outcome;
    if (!response.ok) return this.keep_last(job, kProblems, response.diagnostics, response.diagnostics_total);
    this.shown = job;
    this.settle(job, {
      result: { text, graph: response.graph ?? graph, response, weight, output, jacobian: needs_jacobian(graph) },
      stale: "",
      problems: response.diagnostics,
      problems_total: response.diagnostics_total,
    });
  }

  private async check(text: string, job: number): Promise<Graph | null> {
    if (this.checked?.text === text) return this.checked.graph;
    const outcome = await this.engine.call({ v: 1, kind: "graph", network: { text } });
    if (outcome.status === "superseded" || job !== this.newest) return null;
    if (outcome.status !== "done") this.keep_last(job, why(outcome), []);
    else if (!outcome.response.ok)
      this.keep_last(job, kProblems, outcome.response.diagnostics, outcome.response.diagnostics_total);
    else {
      this.checked = { text, graph: outcome.response.graph };
      return outcome.response.graph;
    }
    return null;
  }

  private keep_last(job: number, stale: string, problems: readonly Diagnostic[], total = problems.length): void {
    this.settle(job, { stale, problems, problems_total: total });
  }

  private settle(job: number, change: Partial<State>): void {
    const done = job === this.newest;
    if (done) {
      clearTimeout(this.slow_timer);
      this.slow_timer = undefined;
    }
    this.write({ ...change, ...(done ? { slow: false } : {}) });
  }
}

const kProblems = "the text has problems";

/** Why there is no answer, in words that can end the sentence "stale: …". */
function why(outcome: Outcome<unknown>): string {
  switch (outcome.status) {
    case "cancelled":
      return "the computation was cancelled";
    case "too_long":
      return `the computation was ended after ${outcome.seconds} seconds`;
    case "trapped":
      return `the engine stopped on this text and was started again (${outcome.message})`;
    case "failed":
      return `the engine could not be loaded (${outcome.message})`;
    default:
      return "the engine gave no answer";
  }
}
