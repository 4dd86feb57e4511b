// The place of the same in the place of a graph whose numbers are too many to be computed here.
import { nothing } from "lit";
import { LazyPanel } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";
import { is_too_large } from "../state/selectors.ts";

export const panel: PanelPlace = { tag: "bw-too-large", area: "main", order: 15 };

class TooLarge extends LazyPanel {
  protected readonly called = "What the network takes";
  protected readonly load = lazy(() => import("../lazy/training.ts"));

  protected wanted(): boolean {
    return is_too_large(this.store.state);
  }

  override render() {
    const body = super.render();
    return this.wanted() ? body : nothing;
  }
}
customElements.define(panel.tag, TooLarge);
