// The button that begins the tour, and ends it.
import { css, html } from "lit";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-tour-button", area: "help", order: 5 };

class TourButton extends Panel {
  static override styles = [panel_styles, css`@container (max-width: 439px) { button { padding-inline: 5px; } }`];

  private readonly load = lazy(() => import("../lazy/tour.ts"), "tour");

  override prefetch(): void {
    this.load().catch(() => undefined); // the place of the tour says so, if it is opened
  }

  override render() {
    const { tour } = this.store.state.page;
    const turn = (): void => this.store.page.show_tour(tour > 0 ? 0 : 1);
    return html`<button aria-pressed=${tour > 0} title="Why do we go backward? Nine short steps" @pointerenter=${this.prefetch} @focus=${this.prefetch} @click=${turn}>Tour</button>`;
  }
}
customElements.define(panel.tag, TourButton);
