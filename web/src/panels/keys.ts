// The list of keys; `?` opens it while the graph has the focus.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-keys", area: "help", order: 10 };

class Keys extends DialogPanel {
  protected readonly key = "keys";
  protected readonly heading = "Keys";

  protected button() {
    return html`?`;
  }

  protected readonly load = lazy(() => import("../lazy/keys.ts"));
}
customElements.define(panel.tag, Keys);
