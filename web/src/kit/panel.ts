// What a panel is: an element that shows a part of the state and is drawn again when the state changes.
import { LitElement } from "lit";
import { next_task } from "../picture/portions.ts";
import { is_large, kMany, type Result, same_answer } from "../state/result.ts";
import type { Store } from "../state/store.ts";

const kLaterMs = 600;

/** How many frames the first numbers of an area come after the answer: what answers the question is drawn first. */
const kTurns: Readonly<Record<PanelPlace["area"], number>> = {
  bar: 0,
  top: 0,
  help: 0,
  main: 1,
  side: 2,
  tape: 2,
  tab: 2,
};

/** Calls back when a frame has been drawn; at once where none will be. */
function after_frame(then: () => void): void {
  if (document.hidden) setTimeout(then);
  else requestAnimationFrame(() => setTimeout(then));
}

/** Where a panel stands on the page; panels of one area are sorted by `order`. */
export interface PanelPlace {
  tag: string;
  area: "bar" | "help" | "top" | "side" | "main" | "tape" | "tab";
  order: number;
  /** What the part of the page is called that a panel in a tab is; panels of one title share it. */
  title?: string;
  /** The drawer that it lies in, on pages that have drawers: else a panel in a tab has a drawer of its own, called as it is. */
  drawer?: string;
}

let last_turn: Promise<void> = Promise.resolve();

/** Resolves in a task of its own, behind those who asked before. */
function in_turn(): Promise<void> {
  last_turn = last_turn.then(next_task);
  return last_turn;
}

/** A panel reads `store.state` in render() and calls the store's verbs; it knows no other panel and no engine. */
export abstract class Panel extends LitElement {
  store!: Store;
  /** Where it stands. */
  stands_in: PanelPlace["area"] = "top";
  /** A panel in a tab that is not open is not drawn. */
  shown = true;
  /** Frames that its first numbers still wait; null before there are any. */
  private turn: number | null = null;
  private leave: () => void = () => undefined;
  private in_sight = true;
  /** The large result that is drawn although it is out of sight. */
  private due: Result | null = null;
  private later: ReturnType<typeof setTimeout> | undefined;
  private readonly sight = new IntersectionObserver(
    (entries) => {
      this.in_sight = entries.at(-1)?.isIntersecting ?? true;
      if (this.in_sight) this.requestUpdate();
    },
    { rootMargin: "100px" },
  );

  private known: readonly unknown[] | null = null;
  /** The result that it was drawn with last. */
  private drawn_with: Result | null = null;

  /** While a value is dragged: the parts of the state that this panel shows; null for all of it. Those of the head show no number. */
  protected while_dragged(): readonly unknown[] | null {
    return this.stands_in === "bar" || this.stands_in === "help" ? [] : null;
  }

  private is_concerned(): boolean {
    const parts = this.store.state.result?.live ? this.while_dragged() : null;
    const same = parts !== null && this.known !== null && parts.every((part, at) => part === this.known?.[at]);
    this.known = parts;
    return !same;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => {
      if (this.is_concerned()) this.requestUpdate();
    });
    this.sight.observe(this);
  }

  /** Panels show a large result one after another, so that none keeps the page from what the reader does. */
  protected override async scheduleUpdate(): Promise<void> {
    const { result } = this.store.state;
    if (result && !result.live && result !== this.drawn_with && is_large(result)) await in_turn();
    this.drawn_with = this.store.state.result;
    super.scheduleUpdate();
  }

  /** Frames that its first numbers come after the answer. */
  protected first_turn(): number {
    return kTurns[this.stands_in];
  }

  /** Whether its turn has come to draw the first answer; asks again when it comes. */
  private is_due(): boolean {
    if (this.turn === null) this.wait(this.first_turn());
    return this.turn === 0;
  }

  private wait(turn: number): void {
    this.turn = turn;
    if (turn === 0) this.requestUpdate();
    else after_frame(() => this.wait(turn - 1));
  }

  /**
   * While a value is dragged, only what is in sight is drawn; the rest follows when it comes into sight, or at the end. Of a
   * large network what is out of sight is drawn a little later.
   */
  protected override shouldUpdate(): boolean {
    const { result } = this.store.state;
    if (result && !this.is_due()) return false;
    if (!this.shown || this.in_sight || !result) return this.shown;
    if (result.live) return false;
    if (result.graph.nodes.length <= kMany || same_answer(result, this.due)) return true;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      this.due = this.store.state.result;
      this.requestUpdate();
    }, kLaterMs);
    return false;
  }

  /** The reader is about to open it: what it still has to load may come now. */
  prefetch(): void {}

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.later);
    this.sight.disconnect();
    this.leave();
  }
}
