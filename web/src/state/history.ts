// One undo for everything: what the document was before each change, whoever made it: the keys, a slider, the builder, a preset.
import type { LeavesState } from "./leaves.ts";
import type { LinkState } from "./link.ts";
import type { Common, Core } from "./slice.ts";
import { type Version, version_of } from "./version.ts";

/** A version with the change, in words, that leads from it to the next one. */
export interface Step extends Version {
  what: string;
}

export interface HistoryState {
  /** Oldest first: the last is what undo brings back. */
  past: readonly Step[];
  /** The last is what redo brings back. */
  future: readonly Step[];
  /** The network that a reset to its preset has replaced. */
  set_aside: Version | null;
}

export const kHistory: HistoryState = { past: [], future: [], set_aside: null };

/** What undo brings back, and what it wipes away. */
type Seen = Common & { history: HistoryState; leaves: LeavesState; link: LinkState };

const kJoinMs = 1000; // changes of one kind that follow each other sooner are one step
const kMostSteps = 500;
const kMostCharacters = 16e6; // of all texts that are kept

/** The newest steps whose texts fit. */
function trimmed(steps: readonly Step[]): readonly Step[] {
  let characters = 0;
  let from = steps.length;
  while (from > Math.max(0, steps.length - kMostSteps)) {
    characters += steps[from - 1]?.text.length ?? 0;
    if (characters > kMostCharacters && from < steps.length) break;
    from -= 1;
  }
  return from === 0 ? steps : steps.slice(from);
}

export class HistoryVerbs {
  private last = { what: "", ms: Number.NEGATIVE_INFINITY };

  constructor(private readonly core: Core<Seen>) {}

  /** To be called before a change, with what it is in words; quick changes of one kind become one step. */
  record(what: string): void {
    const { history } = this.core.state;
    const ms = performance.now();
    const joins = what === this.last.what && ms - this.last.ms < kJoinMs && history.past.length > 0;
    this.last = { what, ms };
    if (joins && history.future.length === 0) return;
    const past = joins ? history.past : trimmed([...history.past, { ...version_of(this.core.state), what }]);
    this.core.write({ history: { ...history, past, future: [] } });
  }

  /** The next change is a step of its own, whatever came before. */
  isolate(): void {
    this.last = { what: "", ms: Number.NEGATIVE_INFINITY };
  }

  undo(): void {
    const { history } = this.core.state;
    const step = history.past.at(-1);
    if (!step) return;
    const future = [...history.future, { ...version_of(this.core.state), what: step.what }];
    this.go(step, { ...history, past: history.past.slice(0, -1), future });
  }

  redo(): void {
    const { history } = this.core.state;
    const step = history.future.at(-1);
    if (!step) return;
    const past = [...history.past, { ...version_of(this.core.state), what: step.what }];
    this.go(step, { ...history, past, future: history.future.slice(0, -1) });
  }

  private go({ preset, text, overrides }: Version, history: HistoryState): void {
    this.isolate();
    const link = { ...this.core.state.link, problem: null, asks: null };
    this.core.write({ history, preset, text, link, leaves: { ...this.core.state.leaves, overrides, live: null } });
    this.core.rerun();
  }
}
