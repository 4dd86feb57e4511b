// All presets as pictures, each with its question, and the examples from the literature, each with its source.
import { css, html, nothing } from "lit";
import { DialogBody } from "../kit/dialog.ts";
import { missing } from "../kit/missing.ts";
import { picture_styles } from "../picture/draw.ts";
import { thumbnail, thumbnail_styles } from "../picture/thumbnail.ts";
import { type Entry, kPublished, short_source, text_of } from "../published/examples.ts";
import { GalleryVerbs } from "../state/gallery_verbs.ts";

export const tag = "bw-gallery-body";

const kMostFrames = 40; // that the figures of an example are waited for

class Gallery extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
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
      h3 { margin: 8px 0 0; font-size: 14px; scroll-margin-top: 56px; }
      h3 span { font-weight: 400; }
    `,
  ];

  private graphs: GalleryVerbs | null = null;

  protected override updated(): void {
    this.graphs ??= new GalleryVerbs(this.store);
    this.graphs.follow(this.store.presets);
  }

  private choose(id: string): void {
    this.close();
    this.store.choose_preset(id);
  }

  /** Shows an example, and goes to its figures when they have come. */
  private async open(entry: Entry): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    const page = root.host.getRootNode() as ShadowRoot;
    this.close();
    this.store.visit(text_of(entry), entry.title);
    this.store.page.open_tab("Sources");
    const part = (): HTMLElement | null => page.getElementById("sources");
    for (let frame = 0; frame < kMostFrames && (part()?.clientHeight ?? 0) < innerHeight; frame++)
      await new Promise(requestAnimationFrame);
    part()?.scrollIntoView({ block: "nearest", behavior: "auto" });
  }

  /** The way past all the presets, by keys too. */
  private down(): void {
    this.renderRoot.querySelector("h3")?.scrollIntoView();
    this.renderRoot.querySelector<HTMLElement>(".published button")?.focus({ preventScroll: true });
  }

  private published() {
    return html`<h3>From the literature <span class="quiet">each with the figures that were printed, and whether the engine agrees</span></h3>
      <ul class="published" aria-label="From the literature">${kPublished.map((entry) => {
        const here = this.store.state.text === text_of(entry);
        return html`<li><button class="card" aria-current=${here ? "true" : nothing} ?autofocus=${here} @click=${() => void this.open(entry)}><b>${entry.title}</b><span class="question">${short_source(entry)}: ${entry.source.title}</span></button></li>`;
      })}</ul>`;
  }

  override render() {
    const { state, presets } = this.store;
    return html`${state.lost ? missing(this.store, `${state.lost}, which draws the pictures,`, () => this.store.retry()) : nothing}
    <p><button @click=${() => this.down()}>Down to ${kPublished.length} from the literature</button></p>
    <ul aria-label="Presets">${presets.map(({ id, title, question }) => {
      const graph = state.gallery.graphs[id];
      const here = id === state.preset;
      return html`<li><button class="card" aria-current=${here ? "true" : nothing} ?autofocus=${here} @click=${() => this.choose(id)}>
        ${graph ? thumbnail(graph, state.catalogue?.ops ?? []) : html`<div class="empty"></div>`}
        <b>${title}</b><span class="question">${question}</span></button></li>`;
    })}</ul>
    ${this.published()}`;
  }
}
customElements.define(tag, Gallery);
