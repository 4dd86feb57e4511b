// What a panel is: an element that shows a part of the state and is drawn again when the state changes.
import { LitElement } from "lit";
import type { Store } from "./store.ts";

/** Where a panel stands on the page; panels of one area are sorted by `order`. */
export interface PanelPlace {
  tag: string;
  area: "bar" | "top" | "side" | "main" | "tape" | "tab";
  order: number;
  /** What a panel in a tab is called there; panels of one title share the tab. */
  title?: string;
}

/** A panel reads `store.state` in render() and calls the store's verbs; it knows no other panel and no engine. */
export abstract class Panel extends LitElement {
  store!: Store;
  /** A panel in a tab that is not open is not drawn. */
  shown = true;
  private leave: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => this.requestUpdate());
  }

  protected override shouldUpdate(): boolean {
    return this.shown;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }
}
