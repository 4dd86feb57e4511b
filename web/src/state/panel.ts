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
  private in_sight = true;
  private readonly sight = new IntersectionObserver(
    (entries) => {
      this.in_sight = entries.at(-1)?.isIntersecting ?? true;
      if (this.in_sight) this.requestUpdate();
    },
    { rootMargin: "100px" },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => this.requestUpdate());
    this.sight.observe(this);
  }

  /** While a value is dragged, only what is in sight is drawn; the rest follows when it comes into sight, or at the end. */
  protected override shouldUpdate(): boolean {
    return this.shown && (this.in_sight || !this.store.state.result?.live);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sight.disconnect();
    this.leave();
  }
}

/** A panel whose picture is as wide as the panel is. */
export abstract class WidePanel extends Panel {
  protected width = 0;
  private readonly sizes = new ResizeObserver(() => {
    const width = Math.floor(this.clientWidth);
    if (width === this.width || width === 0) return;
    this.width = width;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }
}
