// What a panel is: an element that shows a part of the state and is drawn again when the state changes.
import { LitElement } from "lit";
import type { Store } from "./store.ts";

/** Where a panel stands on the page; panels of one area are sorted by `order`. */
export interface PanelPlace {
  tag: string;
  area: "bar" | "top" | "side" | "main" | "wide";
  order: number;
}

/** A panel reads `store.state` in render() and calls the store's verbs; it knows no other panel and no engine. */
export abstract class Panel extends LitElement {
  store!: Store;
  private leave: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }
}
