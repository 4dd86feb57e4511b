// New: a network of layers by a form, an empty one, one from a file, or a draft of an earlier hour.
import { css, html, nothing, type TemplateResult } from "lit";
import { kFiles, open_file } from "../export/open_file.ts";
import { DialogBody } from "../kit/dialog.ts";
import { type Field, NumberFields, number_styles } from "../kit/number_fields.ts";
import { decode } from "../link/codec.ts";
import type { Draft } from "../state/page.ts";
import { activations, losses } from "../text/choices.ts";
import { type Form, first_loss, kBounds, layers_text, leaves_open, type Made } from "../text/layers.ts";
import { syntax_card, syntax_styles } from "../view/syntax.ts";

export const tag = "bw-new-body";

const kNothing = "nothing";
const kPasted = `W1 = [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]
b1 = [0, 0, 0]
…
or what NumPy and PyTorch print, in the order W1, b1, W2, b2; x and y too`;

const kWhen = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

class New extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    number_styles,
    syntax_styles,
    css`
      :host { gap: 16px; }
      section, .by { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; }
      section, .kept, .others { align-content: start; }
      .others { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 16px 24px; border-top: 1px solid var(--hairline); padding-top: 12px; }
      .others .long { grid-template-columns: minmax(0, 1fr); }
      .kept { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
      h3 { margin: 0; font-size: 14px; }
      .layers { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px 24px; }
      .fields { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 12px; align-items: center; align-content: start; }
      .fields > :is(.refused, .whole) { grid-column: 1 / -1; }
      .fields .refused { margin: 0; }
      .fields :is(input, select) { width: 100%; min-width: 0; }
      textarea, pre { width: 100%; margin: 0; padding: 8px; font: 12px/1.5 var(--mono); color: inherit; border: 1px solid var(--quiet); border-radius: var(--radius); overflow-wrap: anywhere; }
      textarea { display: block; background: var(--paper); resize: vertical; }
      pre { max-height: 24em; background: var(--raised); border-color: var(--hairline); overflow: auto; white-space: pre-wrap; }
      .create { justify-self: start; padding-inline: 16px; background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
      .create[aria-disabled="true"] { background: var(--paper); color: var(--quiet); cursor: default; }
      .start { justify-self: start; }
      ul { display: grid; gap: 4px; margin: 0; padding: 0; list-style: none; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px; }
      .draft { display: flex; flex-wrap: wrap; gap: 0 12px; justify-content: space-between; text-align: left; overflow-wrap: anywhere; }
      .file input { border: 0; padding: 0; max-width: 100%; }
      .said:empty { display: none; }
      .said { overflow-wrap: anywhere; }
      @container (max-width: 639px) { .layers, .others { grid-template-columns: minmax(0, 1fr); } }
      @media (forced-colors: active) { .create { background: ButtonFace; color: ButtonText; } }
    `,
  ];

  private readonly fields = new NumberFields(this);
  private form: Form = { sizes: "2-3-1", activation: "", last: "", loss: "", batch: 1, seed: 1, weights: "" };
  private said = "";

  private set(change: Partial<Form>): void {
    this.form = { ...this.form, ...change };
    this.requestUpdate();
  }

  private say(said: string): void {
    this.said = said;
    this.requestUpdate();
  }

  /** What the form says: its menus begin with what the catalogue offers first. */
  private get filled(): Form {
    const { ops = [] } = this.store.state.catalogue ?? {};
    const { form } = this;
    const activation = form.activation || (activations(ops)[0]?.name ?? "");
    return { ...form, activation, loss: form.loss || first_loss(ops) };
  }

  private get made(): Made {
    return layers_text(this.filled, this.store.state.catalogue?.ops ?? []);
  }

  private numbers(): readonly Field[] {
    return (["batch", "seed"] as const).map((key) => {
      const take = (value: number): void => this.set({ [key]: value });
      return { key, name: key, value: this.form[key], step: 1, whole: true, ...kBounds[key], follow: take, take };
    });
  }

  private async create(): Promise<void> {
    for (const field of this.numbers()) if (!(await this.fields.settled(field))) return;
    const { made } = this;
    if ("refused" in made) return this.renderRoot.querySelector<HTMLElement>(`#${made.field}`)?.focus();
    this.close();
    this.store.create(made.text);
  }

  /** Begins with nothing, and goes to where it is written. */
  private async empty(): Promise<void> {
    const root = this.getRootNode() as ShadowRoot;
    const page = root.host.getRootNode() as ShadowRoot;
    this.close();
    this.store.create("");
    this.store.page.open_tab("Network");
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    const elsewhere = page.activeElement && page.activeElement.localName !== "bw-new";
    if (elsewhere) return; // the reader has gone on
    page.querySelector("bw-text")?.shadowRoot?.querySelector<HTMLElement>("#text")?.focus();
  }

  private async take(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) this.say(await open_file(file, this.store.link));
  }

  private open({ title, token }: Draft): void {
    const reading = decode(token);
    if (reading.status === "link") this.store.link.open(reading, "draft");
    else this.say(`✗ “${title}” cannot be opened. ${reading.status === "broken" ? reading.problem.reason : ""}`);
  }

  /** The focus goes to what is then in its place. */
  private async forget({ id, title }: Draft, at: number): Promise<void> {
    this.store.page.drafts?.forget(id);
    this.say(`“${title}” is deleted.`);
    await this.updateComplete;
    const left = [...this.renderRoot.querySelectorAll<HTMLElement>("li .delete")];
    (left[Math.min(at, left.length - 1)] ?? this.renderRoot.querySelector<HTMLElement>("#drafts"))?.focus();
  }

  private menu(key: "activation" | "last" | "loss", name: string, offered: readonly string[], chosen: string) {
    const set = (event: Event): void => this.set({ [key]: (event.target as HTMLSelectElement).value });
    return html`<label for=${key}>${name}</label><select id=${key} @change=${set}>
      ${offered.map((one) => html`<option value=${one === kNothing ? "" : one} .selected=${one === (chosen || kNothing)}>${one}</option>`)}</select>`;
  }

  private refusal(made: Made, field: string): TemplateResult | typeof nothing {
    if (!("refused" in made) || made.field !== field) return nothing;
    return html`<p class="refused" id=${`no-${field}`} role="alert"><span class="wrong">✗</span> ${made.refused}</p>`;
  }

  private layers(made: Made) {
    const { ops = [] } = this.store.state.catalogue ?? {};
    const { sizes, activation, last, loss, weights } = this.filled;
    const names = activations(ops).map(({ name }) => name);
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    const wrong = (field: string) => ("refused" in made && made.field === field ? "true" : nothing);
    const told = (field: string) => (wrong(field) === nothing ? nothing : `no-${field}`);
    // No form of the browser's: a frame in a strict sandbox submits none.
    const enter = (event: KeyboardEvent): void => {
      const typed = event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey;
      if (event.key === "Enter" && typed) void this.create();
    };
    return html`<div class="by" role="form" aria-label="Layers" @keydown=${enter}><h3>Layers</h3>
      <div class="layers"><div class="fields">
        <label for="sizes">sizes</label><input id="sizes" autofocus autocomplete="off" spellcheck="false" inputmode="text" .value=${sizes}
          aria-invalid=${wrong("sizes")} aria-describedby=${told("sizes")} @input=${(event: Event) => this.set({ sizes: value(event) })} />
        ${this.refusal(made, "sizes")}
        ${this.menu("activation", "activation", names, activation)}
        ${this.menu(
          "loss",
          "loss",
          losses(ops).map(({ name }) => name),
          loss,
        )}
        ${this.refusal(made, "loss")}
        ${leaves_open(ops, loss) ? this.menu("last", "last layer ends in", [kNothing, ...names], last) : nothing}
        ${this.numbers().map((field) => html`<span>${field.name}</span>${this.fields.input(field)}${this.fields.refusal(field.key)}`)}
        <label class="whole" for="weights">own weights, pasted</label>
        <textarea class="whole" id="weights" rows="5" spellcheck="false" autocomplete="off" autocapitalize="off" placeholder=${kPasted} .value=${weights}
          aria-invalid=${wrong("weights")} aria-describedby=${told("weights")} @input=${(event: Event) => this.set({ weights: value(event) })}></textarea>
        ${this.refusal(made, "weights")}</div>
      <pre tabindex="0" role="group" aria-label="The text that is written">${"text" in made ? made.text : "…"}</pre></div>
      <button class="create" aria-disabled=${"refused" in made} @click=${() => void this.create()}>Create</button></div>`;
  }

  private drafts() {
    const all = this.store.page.drafts?.list() ?? [];
    return html`<section aria-labelledby="drafts"><h3 id="drafts" tabindex="-1">Drafts</h3>
      ${all.length === 0 ? html`<p class="quiet">None yet: what you change is kept here, in this browser alone.</p>` : nothing}
      <ul aria-labelledby="drafts">${all.map(
        (one, at) =>
          html`<li><button class="draft" @click=${() => this.open(one)}><b>${one.title}</b><span class="quiet">${one.at > 0 ? kWhen.format(one.at) : "earlier"}</span></button>
            <button class="delete" aria-label=${`Delete the draft “${one.title}”`} title="Delete" @click=${() => void this.forget(one, at)}>✕</button></li>`,
      )}</ul></section>`;
  }

  override render() {
    const { words = [], ops = [] } = this.store.state.catalogue ?? {};
    return html`<p class="said" role="status">${this.said}</p>
      ${this.layers(this.made)}
      <div class="others"><section aria-labelledby="empty"><h3 id="empty">Empty</h3>
        <button class="start" @click=${() => void this.empty()}>Begin with nothing</button>${syntax_card(words, ops, true)}</section>
      <div class="kept"><section aria-labelledby="file"><h3 id="file">Open a file</h3>
        <label class="file">A JSON file from here, a network as JSON, or a .net text. <input type="file" accept=${kFiles} @change=${(event: Event) => void this.take(event)} /></label></section>
      ${this.drafts()}</div></div>`;
  }
}
customElements.define(tag, New);
