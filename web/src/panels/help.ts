// Help: the list of keys, and about the page; `?` opens it while the graph has the focus.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-help", area: "help", order: 10 };

class Help extends DialogPanel {
  protected readonly key = "help";
  protected readonly heading = "Help";

  protected button() {
    return html`?`;
  }

  protected readonly load = lazy(() => import("../lazy/help.ts"));
}
customElements.define(panel.tag, Help);
