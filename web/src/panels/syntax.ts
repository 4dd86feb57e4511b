// Syntax: the button of the card that says how a network is written.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-syntax", area: "bar", order: 32 };

class Syntax extends DialogPanel {
  protected readonly key = "syntax";
  protected readonly heading = "Syntax";

  protected button() {
    return html`Syntax`;
  }

  protected readonly load = lazy(() => import("../lazy/syntax.ts"));
}
customElements.define(panel.tag, Syntax);
