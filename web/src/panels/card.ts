// The place of the card "Why this number?": it is loaded when somebody asks.
import { LaterPanel } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { part } from "../state/part.ts";

export const panel: PanelPlace = { tag: "bw-card", area: "main", order: 30 };

class Card extends LaterPanel {
  protected readonly called = "The card of this number";

  protected wanted(): boolean {
    return this.store.state.graph.card !== null;
  }

  protected readonly load = part(() => import("../later/card.ts"));
}
customElements.define(panel.tag, Card);
