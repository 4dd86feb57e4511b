// The place of the mistakes: they are loaded when their tab is opened.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-mistakes", area: "tab", order: 37, title: "Mistakes" };

class Mistakes extends LaterPanel {
  protected wanted(): boolean {
    return this.shown;
  }

  protected load() {
    return import("../later/mistakes.ts");
  }
}
customElements.define(panel.tag, Mistakes);
