// New: the button of the dialog in which a network is begun, by a form or empty, from a file or from a draft.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-new", area: "bar", order: 30 };

class New extends DialogPanel {
  protected readonly key = "new";
  protected readonly heading = "New network";

  protected button() {
    return html`New`;
  }

  protected readonly load = lazy(() => import("../lazy/new.ts"));
}
customElements.define(panel.tag, New);
