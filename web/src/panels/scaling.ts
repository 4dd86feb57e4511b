// The place of the scaling: it is loaded when its tab is opened.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-scaling", area: "tab", order: 40, title: "Scaling" };

class Scaling extends LaterPanel {
  protected wanted(): boolean {
    return this.shown;
  }

  protected load() {
    return import("../later/scaling.ts");
  }
}
customElements.define(panel.tag, Scaling);
