// Share: the network as it is shown, as a link and as what other pages take, with a look at it before it is pasted.
import { css, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { OpensIn } from "../export/opens_in.ts";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { HideChoices, hide_styles } from "../kit/hide_choices.ts";
import { number_styles } from "../kit/number_fields.ts";
import { save_file } from "../kit/save.ts";
import { encode } from "../link/codec.ts";
import { kDigits, type Link } from "../link/link.ts";
import { kNotices } from "../link/notices.ts";
import {
  embed_address,
  kLong,
  kShort,
  length_words,
  one_file,
  page_address,
  type Shared,
  type Snippet,
  snippets,
} from "../link/snippets.ts";
import { full_link_of } from "../state/link.ts";
import { network } from "../state/selectors.ts";
import { whole } from "../view/format.ts";

export const tag = "bw-share-body";

const kViews: readonly [string, string][] = [
  ["", "graph, answer and steps"],
  ["graph", "the graph alone"],
  ["both", "text and graph"],
  ["code", "the text alone"],
  ["ledger", "the ledger"],
];
const kHeights = [480, 520, 640, 800] as const;

/** Kinds that a lecturer gets with one press, whatever was chosen. */
const kQuickest: readonly string[] = ["link", "iframe"];

function select_all(event: Event): void {
  (event.target as HTMLTextAreaElement).select();
}

class Share extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    number_styles,
    hide_styles,
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
      iframe.asking { height: 480px; }
      details { scroll-margin-top: 56px; }
      details[open] > summary { margin-bottom: 8px; }
      .quiz { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
      .quiz { padding: 8px 0 8px 12px; border-left: 2px solid var(--ink); }
      @media (forced-colors: active) { .bar .fill { background: CanvasText; forced-color-adjust: none; } }
    `,
  ];

  private kind = "link";
  private view = "";
  private height = 520;
  /** What became of the last press, for each of the two links. */
  private said = { plain: "", quiz: "" };
  /** Whether the numbers to hide are in sight. */
  private hides = false;
  /** What a second link hides; the first one stays as it is. */
  private readonly hiding = new HideChoices(this);

  /** The network with the numbers hidden that were chosen; null where none are, or no link is long enough. */
  private asking(): Shared | null {
    const { hidden, digits } = this.hiding;
    const quiz = hidden.map(({ id, index, of }): NonNullable<Link["quiz"]>[number] => [id, index, of]);
    const more = digits === kDigits ? {} : { digits };
    return quiz.length > 0 ? this.shared((link) => ({ ...link, quiz, ...more })) : null;
  }

  private readonly opens_in = new OpensIn(this);

  private get version(): string {
    return this.store.state.catalogue?.version ?? "";
  }

  protected override updated(): void {
    if (this.is_shown) this.opens_in.ask();
  }

  private shared(change = (link: Link): Link => link): Shared | null {
    const { state, presets } = this.store;
    const link = change(full_link_of(state, presets));
    const token = encode(link);
    const title = network(state, presets).title;
    const base = this.opens_in.base(this.version);
    return token === null
      ? null
      : { base, token, link, title: title || "A network", height: this.height, view: this.view };
  }

  private say(said: string, of: "plain" | "quiz"): void {
    this.said = { plain: "", quiz: "", [of]: said };
    this.requestUpdate();
  }

  private async copy(text: string, name: string, of: "plain" | "quiz"): Promise<void> {
    this.say((await copy_text(text, name, this)) ? `✓ ${name} copied` : "", of);
  }

  /** The network with everything that shows it in one file, which needs no server and no network. */
  private async save(shared: Shared, of: "plain" | "quiz"): Promise<void> {
    const text_of = (name: string): Promise<string> =>
      fetch(`${this.opens_in.here}${name}`).then((reply) => (reply.ok ? reply.text() : ""));
    const [script, notices] = await Promise.all(["embed-app.js", kNotices].map(text_of)).catch(() => []);
    if (!script || !notices) return this.say("✗ The script of the file could not be loaded", of);
    save_file("network.html", new Blob([one_file(shared, script, notices)], { type: "text/html" }));
    this.say("✓ saved as network.html", of);
  }

  private set(change: { kind?: string; view?: string; height?: number }): void {
    Object.assign(this, change);
    this.say("", "plain");
  }

  private meter(characters: number, name = "Length of the link") {
    const { level, words } = length_words(characters);
    const part = Math.min(1, characters / kLong) * 100;
    return html`<div class="meter ${level}"><div class="bar" role="meter" aria-label=${name} aria-valuemin="0" aria-valuemax=${kLong} aria-valuenow=${Math.min(kLong, characters)} aria-valuetext=${`${characters} characters: ${words}`}><div class="fill" style=${`width:${part}%`}></div></div>
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
      ${framed ? this.options() : nothing}${chosen.id === "json" ? nothing : this.opens_in.choice(this.version)}
      <textarea readonly rows="3" aria-label=${`${chosen.name} to copy`} .value=${chosen.text} @focus=${select_all}></textarea>
      <div class="row"><button @click=${() => void this.copy(chosen.text, chosen.name, "plain")}>Copy</button>
        <button title="A page with the network and the engine in it, which opens without a server" @click=${() => void this.save(shared, "plain")}>Save as one HTML file</button>
        <span class="said" role="status">${this.said.plain}</span>${this.meter(page_address(shared).length)}</div>
      ${this.quiz(chosen)}
      ${this.preview(shared, chosen)}
      <p class="quiet">The whole network is in the link, and nothing is sent anywhere. <kbd>Ctrl/⌘ S</kbd> copies the link at any time.</p>`;
  }

  /** For lecturers: numbers that the reader of another link is to predict. */
  private quiz(chosen: Snippet) {
    const { state } = this.store;
    if (!state.result || state.quiz.cells.length > 0) return nothing;
    const toggle = (event: Event): void => {
      const details = event.target as HTMLDetailsElement;
      this.hides = details.open;
      this.requestUpdate();
      if (this.hides) void this.updateComplete.then(() => details.scrollIntoView({ block: "start" }));
    };
    const asking = this.asking();
    return html`<details @toggle=${toggle}><summary>Hide numbers, to be predicted</summary>${this.hides ? this.hiding.choices() : nothing}</details>
      ${asking ? this.quiz_of(asking, chosen) : nothing}`;
  }

  /** The same snippets with the numbers hidden, and the key. */
  private quiz_of(asking: Shared, chosen: Snippet) {
    const all = snippets(asking);
    const mine = all.filter(({ id }) => id === chosen.id || kQuickest.includes(id));
    const text = all.find(({ id }) => id === chosen.id)?.text ?? "";
    return html`<section class="quiz" aria-label="With numbers hidden"><div class="row">${mine.map(
      ({ name, text }) =>
        html`<button @click=${() => void this.copy(text, `${name} with numbers hidden`, "quiz")}>Copy ${name} with numbers hidden</button>`,
    )}<button @click=${() => void this.save(asking, "quiz")}>Save with numbers hidden</button><span class="said" role="status">${this.said.quiz}</span></div>
      <textarea readonly rows="3" aria-label=${`${chosen.name} with numbers hidden, to copy`} .value=${text} @focus=${select_all}></textarea>
      ${this.meter(page_address(asking).length, "Length of the link with numbers hidden")}
      ${this.hiding.key()}</section>`;
  }

  /** The embed itself: with numbers hidden it is what the students see. A new one for each address leaves no trace in the history. */
  private preview(shared: Shared, chosen: Snippet) {
    const asking = this.asking();
    if (asking)
      return html`<h3>What students see</h3>${keyed(embed_address(asking), html`<iframe class="asking" src=${embed_address(asking)} title="What students see" loading="lazy"></iframe>`)}`;
    return chosen.id === "json"
      ? nothing
      : keyed(
          embed_address(shared),
          html`<iframe src=${embed_address(shared)} title="How it will look" loading="lazy"></iframe>`,
        );
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
