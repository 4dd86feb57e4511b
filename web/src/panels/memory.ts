// The place of the time line of memory: it is loaded when its tab is opened.
import { LaterPanel } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-memory", area: "tab", order: 30, title: "Memory" };

class Memory extends LaterPanel {
  protected wanted(): boolean {
    return this.shown;
  }

  protected load() {
    return import("../later/memory.ts");
  }
}
customElements.define(panel.tag, Memory);
