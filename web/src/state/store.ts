// The one writer of the state: takes what the user does, asks the engine, and tells every panel.
import type { Outcome } from "../engine/client.ts";
import type { Place } from "../view/labels.ts";
import { Answer } from "./answer.ts";
import { kDirections } from "./directions.ts";
import { GraphVerbs } from "./graph.ts";
import { HistoryVerbs } from "./history.ts";
import { LeafVerbs } from "./leaves.ts";
import { kLink, LinkVerbs } from "./link.ts";
import { MaskedEngine } from "./masked_engine.ts";
import { response_of, why } from "./outcome.ts";
import { PageVerbs } from "./page.ts";
import { PartVerbs } from "./parts.ts";
import type { Preset } from "./presets.ts";
import { hidden_of, kQuiz, QuizVerbs } from "./quiz.ts";
import { RaceVerbs } from "./race.ts";
import { Run } from "./run.ts";
import { restorable } from "./selectors.ts";
import type { Asks, Core } from "./slice.ts";
import { kInitial, type State } from "./state.ts";
import { StepVerbs } from "./steps.ts";
import { type Version, version_of } from "./version.ts";

/** What is not carried over to a network that comes from no preset. */
const kOthers = {
  preset: "",
  quiz: kQuiz,
  weight: null,
  output: null,
  directions: kDirections,
  leaves: { overrides: [], live: null },
} satisfies Partial<State>;

export class Store implements Core<State> {
  state: State = kInitial;
  readonly engine: Asks;
  readonly quiz: QuizVerbs;
  readonly page = new PageVerbs(this);
  readonly history = new HistoryVerbs(this);
  readonly link = new LinkVerbs(this);
  readonly leaves = new LeafVerbs(this);
  readonly graph = new GraphVerbs(this);
  readonly steps = new StepVerbs(this);
  readonly race = new RaceVerbs(this);
  readonly parts = new PartVerbs(this);
  private readonly listeners = new Set<() => void>();
  private readonly run = new Run(this);
  private readonly opening = new Answer({
    ask: (_: null) => this.engine.call({ v: 1, kind: "catalogue" }),
  });

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
    masked.lost = (failure) => this.write({ phase: "failed", failure, catalogue: null, result: null });
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
    const outcome = await this.opening.ask(null);
    if (!outcome) return;
    const catalogue = response_of(outcome);
    if (!catalogue) return this.write({ phase: "failed", failure: why(outcome) });
    this.write({ phase: "ready", catalogue });
    await this.run.begin();
  }

  /** Takes a new text; `what` is the change in words, for undo. */
  edit(text: string, what = "typing"): void {
    if (text === this.state.text || this.state.page.readonly) return;
    this.history.record(what);
    if (what === "typing") this.race.rest();
    const link = { ...this.state.link, problem: null, strange: null, asks: null, count: this.link.count };
    this.write({ text, link, leaves: { ...this.state.leaves, live: null } });
    this.rerun();
  }

  choose_preset(id: string): void {
    const next = this.presets.find((preset) => preset.id === id);
    if (!next || id === this.state.preset) return;
    this.history.isolate();
    this.history.record("another network");
    const drafts = this.put_by();
    const { text, overrides } = drafts[id] ?? { text: next.text, overrides: [] };
    const { draft, entry, lineage } = this.state.link;
    const link = { ...kLink, draft, lineage, entry: entry + 1 };
    this.write({
      preset: id,
      drafts,
      text,
      link,
      quiz: kQuiz,
      weight: null,
      output: null,
      directions: kDirections,
      leaves: { overrides, live: null },
    });
    this.rerun();
  }

  /** Edited texts of presets, that of the present one with them. */
  private put_by(): State["drafts"] {
    const { preset, drafts } = this.state;
    return preset ? { ...drafts, [preset]: version_of(this.state) } : drafts;
  }

  /** Begins a network of the reader's own; the one before it comes back by undo, and where it is chosen again. */
  create(text: string): void {
    this.history.isolate();
    this.history.record("a new network");
    const { draft, entry, lineage } = this.state.link;
    this.write({
      ...kOthers,
      drafts: this.put_by(),
      text,
      link: { ...kLink, draft, entry: entry + 1, lineage: lineage + 1 },
    });
    this.rerun();
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

  /** Takes the offer of it back. */
  forget_mine(): void {
    const { history, link } = this.state;
    this.write({ history: { ...history, set_aside: null }, link: { ...link, draft: null } });
  }

  private become({ preset, text, overrides }: Version, what: string, aside: Version | null): void {
    this.history.isolate();
    this.history.record(what);
    const history = { ...this.state.history, set_aside: aside };
    const { draft, entry, lineage } = this.state.link;
    const earlier = draft !== null && text === draft.text; // and what was made since is a lineage of its own
    const link = { ...kLink, draft: aside ? draft : null, entry, lineage: lineage + Number(earlier) };
    this.write({ preset, text, history, link, quiz: kQuiz, leaves: { overrides, live: null } });
    this.rerun();
  }

  /** Shows a network that the reader has not made, such as a step of the tour: `what` is the change in words, for undo. */
  visit(text: string, what: string): void {
    if (text === this.state.text && !this.state.link.problem) return;
    this.history.record(what);
    const { draft, entry, lineage } = this.state.link;
    this.write({ ...kOthers, text, link: { ...kLink, draft, entry, lineage, strange: text } });
    this.rerun();
  }

  /** Goes back to a network of the reader's. */
  revisit(version: Version): void {
    this.become(version, "the way back to my network", null);
  }

  choose_weight(weight: Place): void {
    this.write({ weight });
    this.rerun();
  }

  /** An element of the Jacobian. */
  choose_entry(output: Place | null, weight: Place | null): void {
    const shown = this.state.result?.output;
    const other = output && (output.id !== shown?.id || output.index !== shown.index);
    this.write({ ...(other ? { output } : {}), ...(weight ? { weight } : {}) });
    this.rerun();
  }
  choose_output(output: Place): void {
    this.write({ output });
    this.rerun();
  }

  /** Ends what is computed for what is shown all the time, and with it all that the engine is at. */
  cancel(): void {
    this.run.cancel();
  }

  /** Asks again for what the text says now. */
  retry(): void {
    void (this.state.catalogue ? this.run.begin() : this.start());
  }

  rerun(): void {
    void this.run.begin();
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
}
