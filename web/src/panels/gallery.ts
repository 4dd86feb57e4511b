// All presets as pictures, each with its question: the way to choose one by what it looks like.
import { css, html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-gallery", area: "bar", order: 12 };

class Gallery extends DialogPanel {
  static override styles = [...[DialogPanel.styles].flat(), css`svg { display: block; }`];

  protected readonly key = "gallery";
  protected readonly heading = "All networks";

  protected button() {
    return html`<svg class="grid" aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"><path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z"></path></svg>`;
  }

  protected readonly load = lazy(() => import("../lazy/gallery.ts"));
}
customElements.define(panel.tag, Gallery);
