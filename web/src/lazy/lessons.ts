// The steps of the tour as a list: each begins the tour there.
import { css, html, nothing } from "lit";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { kTour } from "../tour/steps.ts";

export const tag = "bw-lessons-body";

class Lessons extends Panel {
  static override styles = [
    panel_styles,
    css`
      ol { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 4px 0 0; padding: 0; list-style: none; }
      [aria-current] { font-weight: 700; }
      @media print { :host { display: none; } }
    `,
  ];

  override render() {
    const { tour } = this.store.state.page;
    const titles = [...kTour.map(({ title }, at) => `${at + 1}. ${title}`), "The answer"];
    return html`<h2>Tour <span class="quiet">why do we go backward? in short steps</span></h2>
      <ol>${titles.map((title, at) => html`<li><button aria-current=${tour === at + 1 ? "step" : nothing} @click=${() => this.store.page.show_tour(at + 1)}>${title}</button></li>`)}</ol>`;
  }
}
customElements.define(tag, Lessons);
