// The place of the sources: they are loaded when their tab is opened.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-sources", area: "tab", order: 60, title: "Sources" };

class Sources extends LaterPanel {
  protected wanted(): boolean {
    return this.shown;
  }

  protected load() {
    return import("../later/sources.ts");
  }
}
customElements.define(panel.tag, Sources);
