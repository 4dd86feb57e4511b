// The one writer of the state: takes what the user does, asks the engine, and tells every panel.
import type { Outcome } from "../engine/client.ts";
import type { Diagnostic, Graph, NamedValue } from "../engine/types.gen.ts";
import type { Place } from "../view/labels.ts";
import { differentiate_request, needs_jacobian, pick_output, pick_weight } from "./ask.ts";
import { CostVerbs } from "./costs.ts";
import { GalleryVerbs } from "./gallery.ts";
import { GraphVerbs } from "./graph.ts";
import { HistoryVerbs } from "./history.ts";
import { at_of, base_of, fitting, in_force, LeafVerbs } from "./leaves.ts";
import { kLink, LinkVerbs } from "./link.ts";
import { MaskedEngine } from "./masked_engine.ts";
import { why } from "./outcome.ts";
import { PageVerbs } from "./page.ts";
import type { Preset } from "./presets.ts";
import { hidden_of, kQuiz, QuizVerbs } from "./quiz.ts";
import { restorable } from "./selectors.ts";
import { SizeVerbs } from "./sizes.ts";
import type { Asks, Core } from "./slice.ts";
import { kSlowMs } from "./slow.ts";
import { kInitial, type State } from "./state.ts";
import { StepVerbs } from "./steps.ts";
import { type Version, version_of } from "./version.ts";

/** A text without problems, its graph, and its leaves with the values that it gives them. */
interface Checked {
  text: string;
  graph: Graph;
  base: readonly NamedValue[];
}

export class Store implements Core<State> {
  state: State = kInitial;
  readonly engine: Asks;
  readonly quiz: QuizVerbs;
  readonly page = new PageVerbs(this);
  readonly gallery = new GalleryVerbs(this);
  readonly history = new HistoryVerbs(this);
  readonly link = new LinkVerbs(this);
  readonly leaves = new LeafVerbs(this);
  readonly graph = new GraphVerbs(this);
  readonly steps = new StepVerbs(this);
  readonly sizes = new SizeVerbs(this);
  readonly costs = new CostVerbs(this);
  private readonly listeners = new Set<() => void>();
  private checked: Checked | null = null;
  private newest = 0;
  private shown = 0;
  private slow_timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    engine: Asks,
    readonly presets: readonly Preset[],
  ) {
    const masked = new MaskedEngine(
      engine,
      () => hidden_of(this.state.quiz),
      () => this.state.catalogue?.kinds ?? [],
      (outcome) => this.hear(outcome),
    );
    this.engine = masked;
    this.quiz = new QuizVerbs(this, masked);
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

  /** Takes a new text; `what` is the change in words, for undo. */
  edit(text: string, what = "typing"): void {
    if (text === this.state.text || this.state.page.readonly) return;
    this.history.record(what);
    const link = { ...this.state.link, problem: null, strange: null, asks: null, count: this.link.count };
    this.write({ text, link, leaves: { ...this.state.leaves, live: null } });
    void this.run();
  }

  choose_preset(id: string): void {
    const next = this.presets.find((preset) => preset.id === id);
    if (!next || id === this.state.preset) return;
    this.history.isolate();
    this.history.record("another network");
    const drafts = { ...this.state.drafts, [this.state.preset]: version_of(this.state) };
    const { text, overrides } = drafts[id] ?? { text: next.text, overrides: [] };
    const link = { ...kLink, draft: this.state.link.draft, entry: this.state.link.entry + 1 };
    this.write({
      preset: id,
      drafts,
      text,
      link,
      quiz: kQuiz,
      weight: null,
      output: null,
      leaves: { overrides, live: null },
    });
    void this.run();
  }

  /** Goes back to the present preset as it came; the network that it replaces is set aside. */
  restore(): void {
    const preset = this.presets.find(({ id }) => id === this.state.preset);
    if (preset)
      this.become({ preset: preset.id, text: preset.text, overrides: [] }, "the reset", version_of(this.state));
  }

  /** Brings the network back that the last reset has set aside, or else that of an earlier visit. */
  restore_mine(): void {
    const mine = restorable(this.state);
    if (mine) this.become(mine, "the way back to my network", null);
  }

  private become({ preset, text, overrides }: Version, what: string, aside: Version | null): void {
    this.history.isolate();
    this.history.record(what);
    const history = { ...this.state.history, set_aside: aside };
    const link = { ...kLink, draft: aside ? this.state.link.draft : null, entry: this.state.link.entry };
    this.write({ preset, text, history, link, quiz: kQuiz, leaves: { overrides, live: null } });
    void this.run();
  }

  /** Shows a network that the reader has not made, such as a step of the tour: `what` is the change in words, for undo. */
  visit(text: string, what: string): void {
    if (text === this.state.text && !this.state.link.problem) return;
    this.history.record(what);
    const link = { ...kLink, draft: this.state.link.draft, entry: this.state.link.entry };
    this.write({
      preset: "",
      text,
      link,
      quiz: kQuiz,
      weight: null,
      output: null,
      leaves: { overrides: [], live: null },
    });
    void this.run();
  }

  /** Goes back to a network of the reader's. */
  revisit(version: Version): void {
    this.become(version, "the way back to my network", null);
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

  private hear(outcome: Outcome<unknown>): void {
    const known = outcome.status === "done" || outcome.status === "failed";
    const lost = outcome.status === "failed" ? (outcome.part ?? "The engine") : "";
    if (known && lost !== this.state.lost) this.write({ lost });
  }

  write(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Checks the text, then asks for everything that is shown. Only the newest run may end in a change of the text's answer. */
  private async run(): Promise<void> {
    const { catalogue, text, link } = this.state;
    const job = ++this.newest;
    if (!catalogue || link.problem) return this.settle(job, {});
    this.slow_timer ??= setTimeout(() => this.write({ slow: true, stale: "the engine is still computing" }), kSlowMs);
    const checked = await this.check(text, job);
    if (!checked || job !== this.newest) return;
    const { graph, base } = checked;
    if (this.link.holds(text, graph)) return this.keep_last(job, "it waits for your word", []);
    const at = this.values(checked);
    const weight = pick_weight(graph, this.state.weight);
    const output = pick_output(graph, this.state.output);
    const check = this.state.page.checked === text;
    const request = differentiate_request(text, graph, catalogue, weight, output, at, check, this.link.count);
    const outcome = await this.engine.call({ ...request, layout: true });
    const { lane } = this.engine;
    if (outcome.status === "superseded" || job < this.shown || text !== this.state.text) return;
    if (outcome.status !== "done") return this.keep_last(job, why(outcome), []);
    const { response } = outcome;
    if (!response.ok) return this.keep_last(job, kProblems, response.diagnostics, response.diagnostics_total);
    this.shown = job;
    this.settle(job, {
      result: {
        text,
        graph: response.graph ?? graph,
        response,
        request,
        weight,
        output,
        jacobian: needs_jacobian(graph),
        base,
        at,
        lane: response.layout ? lane : 0,
        live: false,
      },
      stale: "",
      problems: response.diagnostics,
      problems_total: response.diagnostics_total,
    });
  }

  private async check(text: string, job: number): Promise<Checked | null> {
    if (this.checked?.text === text) return this.checked;
    const outcome = await this.engine.call({ v: 1, kind: "graph", network: { text } });
    if (outcome.status === "superseded" || job !== this.newest) return null;
    if (outcome.status !== "done") this.keep_last(job, why(outcome), []);
    else if (!outcome.response.ok)
      this.keep_last(job, kProblems, outcome.response.diagnostics, outcome.response.diagnostics_total);
    else {
      const { graph, network } = outcome.response;
      this.checked = { text, graph, base: base_of(network) };
      return this.checked;
    }
    return null;
  }

  /** The leaf values that replace those of the text; overrides of leaves that are not there any more go. */
  private values({ graph, base }: Checked): NamedValue[] {
    const { leaves } = this.state;
    const overrides = fitting(leaves.overrides, graph);
    if (overrides.length < leaves.overrides.length) this.write({ leaves: { ...leaves, overrides } });
    return at_of(fitting(in_force({ ...leaves, overrides }), graph), base);
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
