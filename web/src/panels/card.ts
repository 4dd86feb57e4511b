// The place of the card "Why this number?": it is loaded when somebody asks.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-card", area: "main", order: 30 };

class Card extends LaterPanel {
  protected wanted(): boolean {
    return this.store.state.graph.card !== null;
  }

  protected load() {
    return import("../later/card.ts");
  }
}
customElements.define(panel.tag, Card);
