// The button that brings the page to the screen of a room, and back.
import { css, html, nothing } from "lit";
import { LazyElement } from "../kit/lazy.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-present", area: "help", order: 0 };

class Present extends Panel {
  static override styles = [
    panel_styles,
    css`
      svg { display: none; vertical-align: middle; }
      @container (max-width: 439px) {
        button { padding-inline: 5px; }
        svg { display: inline; }
        .name { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      }
      @media print { :host { display: none; } }
    `,
  ];

  /** Its keys. */
  private readonly body = new LazyElement(
    this,
    () => "What hears the keys of a presenter",
    lazy(() => import("../lazy/presenter.ts")),
  );

  override prefetch(): void {
    void this.body.want();
  }

  /** Where the browser has no full screen for a page, or refuses it, the page is larger all the same. */
  private go(): void {
    const { page, state } = this.store;
    const begins = !state.page.presenting;
    page.present(begins);
    if (begins) document.documentElement.requestFullscreen?.()?.catch(() => undefined);
  }

  override render() {
    const { presenting } = this.store.state.page;
    if (presenting) void this.body.want();
    else this.body.rest();
    const what = presenting ? "Leave" : "Present";
    const title = presenting
      ? "Back to the page (Escape)"
      : "For the screen of a room: larger, PageUp and PageDown step, B blanks it, Escape gives the page back";
    return html`<button title=${title} @pointerenter=${this.prefetch} @focus=${this.prefetch} @click=${() => this.go()}><svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"><path d=${presenting ? "M3 3l10 10M13 3 3 13" : "M1 2.5h14M2.5 3v7h11V3M8 10v2M5 15l3-3 3 3"}></path></svg><span class="name">${what}</span></button>${presenting ? this.body.shown(nothing) : nothing}`;
  }
}
customElements.define(panel.tag, Present);
