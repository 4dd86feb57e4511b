// Share: the network as it is shown, as a link and as what other pages take, with a look at it before it is pasted.
import { css, html, nothing } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { type Field, NumberFields, number_styles } from "../kit/number_fields.ts";
import { save_file } from "../kit/save.ts";
import { encode } from "../link/codec.ts";
import { kHidden, type Link } from "../link/link.ts";
import {
  embed_address,
  kLong,
  kShort,
  length_words,
  one_file,
  page_address,
  type Shared,
  snippets,
} from "../link/snippets.ts";
import { full_link_of } from "../state/link.ts";
import { network, place_name } from "../state/selectors.ts";
import { whole } from "../view/format.ts";
import { size } from "../view/labels.ts";

export const tag = "bw-share-body";

const kViews: readonly [string, string][] = [
  ["", "graph, answer and steps"],
  ["graph", "the graph alone"],
  ["both", "text and graph"],
  ["code", "the text alone"],
  ["ledger", "the ledger"],
];
const kHeights = [480, 520, 640, 800] as const;

class Share extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    number_styles,
    css`
      .kinds { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; border: 0; }
      .kinds label { display: inline-flex; align-items: center; gap: 4px; min-height: 28px; padding: 2px 8px; border: 1px solid var(--hairline); border-radius: var(--radius); cursor: pointer; }
      @supports selector(:has(*)) {
        .kinds label:has(:checked) { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
        .kinds label:has(:focus-visible) { outline: 2px solid var(--ink); outline-offset: 2px; }
      }
      .kinds input { min-width: 0; min-height: 0; margin: 0; accent-color: var(--ink); }
      .options, .row { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      textarea { display: block; width: 100%; font: 12px/1.5 var(--mono); color: inherit; background: var(--raised); border: 1px solid var(--quiet); border-radius: var(--radius); padding: 8px; overflow-wrap: anywhere; }
      .meter { flex: 1 1 200px; display: grid; gap: 2px; }
      .bar { position: relative; height: 8px; border: 1px solid var(--quiet); border-radius: 4px; overflow: hidden; }
      .fill { height: 100%; background: var(--quiet); }
      .short .fill { background: var(--good, #1a7f37); }
      .long .fill { background: var(--against); }
      .longest .fill { background: var(--wrong); }
      .said { min-height: 1.5em; font-weight: 600; }
      iframe { width: 100%; height: 320px; border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--paper); }
      @media (forced-colors: active) { .bar .fill { background: CanvasText; forced-color-adjust: none; } }
    `,
  ];

  private readonly fields = new NumberFields(this);
  private kind = "link";
  private view = "";
  private height = 520;
  private said = "";
  /** Numbers that the link hides, to be predicted. */
  private hides: NonNullable<Link["quiz"]> = [];
  private next = { id: "", index: 0, of: "adjoint" as (typeof kHidden)[number] };

  private shared(): Shared | null {
    const { state, presets } = this.store;
    const open = full_link_of(state, presets);
    const link = this.hides.length > 0 ? { ...open, quiz: this.hides } : open;
    const token = encode(link);
    const title = network(state, presets).title;
    const base = new URL(".", location.href.replace(/[?#].*$/s, "")).href;
    return token === null
      ? null
      : { base, token, link, title: title || "A network", height: this.height, view: this.view };
  }

  private async copy(text: string, name: string): Promise<void> {
    this.said = (await copy_text(text, name, this)) ? `✓ ${name} copied` : "";
    this.requestUpdate();
  }

  /** The network with everything that shows it in one file, which needs no server and no network. */
  private async save(shared: Shared): Promise<void> {
    const reply = await fetch(`${shared.base}embed-app.js`).catch(() => null);
    if (!reply?.ok) {
      this.said = "✗ The script of the file could not be loaded";
      this.requestUpdate();
      return;
    }
    save_file("network.html", new Blob([one_file(shared, await reply.text())], { type: "text/html" }));
    this.said = "✓ saved as network.html";
    this.requestUpdate();
  }

  private set(change: { kind?: string; view?: string; height?: number }): void {
    Object.assign(this, change);
    this.said = "";
    this.requestUpdate();
  }

  private meter(characters: number) {
    const { level, words } = length_words(characters);
    const part = Math.min(1, characters / kLong) * 100;
    return html`<div class="meter ${level}"><div class="bar" role="meter" aria-label="Length of the link" aria-valuemin="0" aria-valuemax=${kLong} aria-valuenow=${Math.min(kLong, characters)} aria-valuetext=${`${characters} characters: ${words}`}><div class="fill" style=${`width:${part}%`}></div></div>
      <span class="quiet">${whole(characters)} characters (up to ${whole(kShort)} are safe): ${words}</span></div>`;
  }

  override render() {
    if (!this.is_shown) return nothing;
    const shared = this.shared();
    if (this.store.state.link.problem)
      return html`<p>There is no network to share: the link in the address is broken.</p>`;
    if (!shared)
      return html`<p>The text of this network is too large for a link (256 KiB is the most). Export it as JSON instead.</p>`;
    const all = snippets(shared);
    const chosen = all.find(({ id }) => id === this.kind) ?? all[0];
    if (!chosen) return nothing;
    const framed = !["link", "badge", "json", "element"].includes(chosen.id);
    return html`<fieldset class="kinds"><legend class="unseen">What for</legend>${all.map(
      ({ id, name }) =>
        html`<label><input type="radio" name="kind" value=${id} .checked=${id === chosen.id} ?autofocus=${id === chosen.id} @change=${() => this.set({ kind: id })} />${name}</label>`,
    )}</fieldset>
      <p class="quiet">${chosen.where}.</p>
      ${framed ? this.options() : nothing}
      <textarea readonly rows=${chosen.text.length > 200 ? 6 : 3} aria-label=${`${chosen.name} to copy`} .value=${chosen.text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
      <div class="row"><button @click=${() => void this.copy(chosen.text, chosen.name)}>Copy</button>
        <button title="A page with the network and the engine in it, which opens without a server" @click=${() => void this.save(shared)}>Save as one HTML file</button>
        <span class="said" role="status">${this.said}</span>${this.meter(page_address(shared).length)}</div>
      ${this.hiding()}
      ${chosen.id === "json" ? nothing : html`<iframe src=${embed_address(shared)} title="How it will look" loading="lazy"></iframe>`}
      <p class="quiet">The whole network is in the link, and nothing is sent anywhere. <kbd>Ctrl/⌘ S</kbd> copies the link at any time.</p>`;
  }

  private hide(hidden: NonNullable<Link["quiz"]>): void {
    this.hides = hidden;
    this.said = "";
    this.requestUpdate();
  }

  /** Hides what the fields say, if they say it. */
  private async hide_next(element: Field): Promise<void> {
    if (!(await this.fields.settled(element))) return;
    const { id, index, of } = this.next;
    this.hide([...this.hides, [id, index, of]]);
  }

  /** For lecturers: numbers that the reader of the link is to predict. */
  private hiding() {
    const { state } = this.store;
    const { result, quiz } = state;
    if (!result || quiz.cells.length > 0) return nothing;
    const nodes = result.graph.nodes.filter(({ category }) => category !== "const");
    const id = nodes.some((node) => node.id === this.next.id) ? this.next.id : (nodes.at(-1)?.id ?? "");
    const most = size(nodes.find((node) => node.id === id)?.shape ?? []) - 1;
    const index = Math.min(this.next.index, most);
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    const change = (part: Partial<Share["next"]>): void => {
      this.next = { ...this.next, id, index, ...part };
      this.requestUpdate();
    };
    const take = (wanted: number): void => change({ index: wanted });
    const element = { key: id, name: "Element", value: index, step: 1, least: 0, most, whole: true, take };
    const words = { value: "its value", tangent: "▸ by the weight", adjoint: "◂ of the output" };
    return html`<details><summary>Hide numbers, to be predicted</summary>
      <div class="options"><label>Node <select @change=${(event: Event) => change({ id: value(event), index: 0 })}>${nodes.map((node) => html`<option value=${node.id} .selected=${node.id === id}>${node.id}</option>`)}</select></label>
        ${most > 0 ? html`<label>Element ${this.fields.input(element)}</label>${this.fields.refusal(id)}` : nothing}
        <label>Number <select @change=${(event: Event) => change({ of: kHidden.find((one) => one === value(event)) ?? "adjoint" })}>${kHidden.map((of) => html`<option value=${of} .selected=${of === this.next.of}>${words[of]}</option>`)}</select></label>
        <button @click=${() => {
          change({});
          void this.hide_next(element);
        }}>Hide it</button></div>
      <ul>${this.hides.map(([id, index, of], at) => html`<li>${place_name(state, { id, index })}, ${words[of]} <button aria-label=${`Do not hide ${place_name(state, { id, index })}, ${words[of]}`} @click=${() => this.hide(this.hides.filter((_, other) => other !== at))}>✕</button></li>`)}</ul></details>`;
  }

  private options() {
    return html`<div class="options">
      <label>Shows <select @change=${(event: Event) => this.set({ view: (event.target as HTMLSelectElement).value })}>${kViews.map(([id, name]) => html`<option value=${id} .selected=${id === this.view}>${name}</option>`)}</select></label>
      <label>Height <select @change=${(event: Event) => this.set({ height: Number((event.target as HTMLSelectElement).value) })}>${kHeights.map((one) => html`<option value=${one} .selected=${one === this.height}>${one} px</option>`)}</select></label></div>`;
  }

  private get is_shown(): boolean {
    return this.store.state.page.dialog === "share";
  }
}
customElements.define(tag, Share);
