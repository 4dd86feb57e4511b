// The place of the tour: it is loaded when the tour is begun, or a link names one of its steps.
import { LazyPanel } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-tour", area: "top", order: 5 };

class Tour extends LazyPanel {
  protected readonly called = "The tour";

  protected wanted(): boolean {
    return this.store.state.page.tour > 0;
  }

  protected readonly load = lazy(() => import("../lazy/tour.ts"), "tour");
}
customElements.define(panel.tag, Tour);
