// How the reader has arranged the panes: the width of the text, whether it is folded away, the height of an open drawer.
import type { TemplateResult } from "lit";
import { type Kept, keep, kept } from "./kept.ts";
import { splitter } from "./splitter.ts";

const kSide = { least: 248, most: 640, usual: 252, wide: 380, from: 1500 }; // px; the least holds 26 letters
const kDrawer = { least: 96, usual: 0.45, most: 0.5 }; // px, and shares of the height of the window

export class Arrangement {
  private kept: Kept = kept();

  /** `changed` draws the page again. */
  constructor(private readonly changed: () => void) {}

  /** Null where the reader has said nothing about it. */
  get folded(): boolean | null {
    return this.kept.folded ?? null;
  }

  fold(folded: boolean): void {
    this.set({ folded }, true);
  }

  /** Width of the text on a page of that width. */
  side(page: number): number {
    return this.kept.side ?? (page >= kSide.from ? kSide.wide : kSide.usual);
  }

  get drawer(): number {
    return this.kept.drawer ?? Math.round(innerHeight * kDrawer.usual);
  }

  beside(pane: string, page: number): TemplateResult {
    const { least, most } = kSide;
    const set = (side: number, done: boolean): void => this.set({ side }, done);
    const name = "Width of the text";
    return splitter({ name, pane, orientation: "vertical", value: this.side(page), least, most, set });
  }

  over(pane: string): TemplateResult {
    const most = Math.round(innerHeight * kDrawer.most);
    const set = (drawer: number, done: boolean): void => this.set({ drawer }, done);
    const value = Math.min(this.drawer, most);
    return splitter({
      name: "Height of the drawer",
      pane,
      orientation: "horizontal",
      value,
      least: kDrawer.least,
      most,
      set,
    });
  }

  private set(change: Kept, done: boolean): void {
    this.kept = { ...this.kept, ...change };
    if (done) keep(this.kept);
    this.changed();
  }
}
