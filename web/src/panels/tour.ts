// The place of the tour: it is loaded when the tour is begun, or a link names one of its steps.
import { LaterPanel } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { part } from "../state/part.ts";

export const panel: PanelPlace = { tag: "bw-tour", area: "top", order: 5 };

class Tour extends LaterPanel {
  protected readonly called = "The tour";

  protected wanted(): boolean {
    return this.store.state.page.tour > 0;
  }

  protected readonly load = part(() => import("../later/tour.ts"));
}
customElements.define(panel.tag, Tour);
