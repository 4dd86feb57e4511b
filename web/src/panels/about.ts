// About the page: what it is, its version, its licence, and how to cite it.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-about", area: "help", order: 20 };

class About extends DialogPanel {
  protected readonly key = "about";
  protected readonly heading = "About Bothways";

  protected button() {
    return html`About`;
  }

  protected readonly load = lazy(() => import("../lazy/about.ts"));
}
customElements.define(panel.tag, About);
