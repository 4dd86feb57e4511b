// All presets as pictures, each with its question: the way to choose one by what it looks like.
import { css, html, nothing } from "lit";
import { DialogPanel } from "../state/dialog.ts";
import type { PanelPlace } from "../state/panel.ts";
import { picture_styles } from "../view/draw.ts";
import { thumbnail, thumbnail_styles } from "../view/thumbnail.ts";

export const panel: PanelPlace = { tag: "bw-gallery", area: "bar", order: 12 };

class Gallery extends DialogPanel {
  static override styles = [
    ...[DialogPanel.styles].flat(),
    picture_styles,
    thumbnail_styles,
    css`
      ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(252px, 100%), 1fr)); gap: 12px; margin: 0; padding: 0; list-style: none; }
      li { display: grid; }
      .card { display: grid; grid-template-rows: auto auto 1fr; gap: 2px; padding: 4px 10px 10px; text-align: left; border-color: var(--hairline); }
      .card:hover, .card[aria-current="true"] { border-color: var(--ink); }
      .card[aria-current="true"] { box-shadow: inset 0 0 0 1px var(--ink); }
      .card b { font-weight: 600; }
      .question { font-size: 13px; color: var(--quiet); }
      .empty { height: 96px; }
      svg.grid { display: block; margin: 0; }
    `,
  ];

  protected readonly key = "gallery";
  protected readonly heading = "All networks";

  protected override updated(): void {
    super.updated();
    if (this.is_open) this.store.gallery.follow(this.store.presets);
  }

  private choose(id: string): void {
    this.close();
    this.store.choose_preset(id);
  }

  protected button() {
    return html`<svg class="grid" aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"><path d="M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z"></path></svg>`;
  }

  protected body() {
    const { state, presets } = this.store;
    return html`<ul>${presets.map(({ id, title, question }) => {
      const graph = state.gallery.graphs[id];
      const here = id === state.preset;
      return html`<li><button class="card" aria-current=${here ? "true" : nothing} ?autofocus=${here} @click=${() => this.choose(id)}>
        ${graph ? thumbnail(graph, state.catalogue?.ops ?? []) : html`<div class="empty"></div>`}
        <b>${title}</b><span class="question">${question}</span></button></li>`;
    })}</ul>`;
  }
}
customElements.define(panel.tag, Gallery);
