// The place of the card "Why this number?": it is loaded when somebody asks.
import { html, nothing } from "lit";
import { LazyPanel } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-card", area: "main", order: 30, drawer: "Node" };

class Card extends LazyPanel {
  protected readonly called = "The card of this number";

  protected wanted(): boolean {
    return this.store.state.graph.card !== null;
  }

  override render() {
    if (this.wanted()) return super.render();
    return !this.hasAttribute("embed") && this.store.state.result
      ? html`<p class="quiet">Press a number of the graph: here stands where it comes from.</p>`
      : nothing;
  }

  protected readonly load = lazy(() => import("../lazy/card.ts"), "card");
}
customElements.define(panel.tag, Card);
