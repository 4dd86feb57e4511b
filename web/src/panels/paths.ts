// The place of the paths: they are loaded when their tab is opened.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-paths", area: "tab", order: 35, title: "Paths" };

class Paths extends LaterPanel {
  protected wanted(): boolean {
    return this.shown;
  }

  protected load() {
    return import("../later/paths.ts");
  }
}
customElements.define(panel.tag, Paths);
