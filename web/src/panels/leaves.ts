// The values of the leaves: a slider and a number field for each; a drag runs the network, a release writes the text.
import { css, html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { type Field, NumberFields, number_styles } from "../kit/number_fields.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { at_step, reach, step_of } from "../kit/slider.ts";
import { panel_styles } from "../kit/styles.ts";
import { type Override, value_at } from "../state/leaves.ts";
import type { Result } from "../state/result.ts";
import { errors } from "../state/selectors.ts";
import { spelled } from "../text/literal.ts";
import { by_id } from "../view/by_id.ts";
import { exact, shape, whole } from "../view/format.ts";
import { element, type Place } from "../view/labels.ts";
import { type LeafGroup, leaf_groups } from "../view/leaves.ts";

export const panel: PanelPlace = { tag: "bw-leaves", area: "side", order: 30 };

const kQuietMs = 600;

class Leaves extends Panel {
  static override styles = [
    panel_styles,
    number_styles,
    css`
      .list { display: grid; gap: 4px; margin-top: 4px; max-height: 480px; overflow-y: auto; padding: 4px; margin-inline: -4px; }
      .row { display: grid; grid-template-columns: minmax(56px, max-content) minmax(60px, 1fr) 84px; gap: 8px; align-items: center; content-visibility: auto; contain-intrinsic-size: auto 32px; overflow-clip-margin: 6px; }
      .row .code { overflow-wrap: anywhere; }
      input[type="range"] { width: 100%; min-width: 0; padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
      .number { width: 100%; padding: 2px 4px; font: 12px var(--mono); }
      .row .refused { grid-column: 1 / -1; }
      .fold { width: 100%; text-align: left; border-color: var(--hairline); }
      .chips { display: flex; flex-wrap: wrap; gap: 4px; padding: 0; margin: 4px 0 0; list-style: none; }
      .chip { display: inline-flex; gap: 4px; align-items: center; padding-inline-start: 8px; border: 1px solid var(--quiet); border-radius: var(--radius); background: var(--raised); }
      .chip button { border: 0; background: transparent; }
      .note { font-size: 12px; }
    `,
  ];

  /** What the user's hand says of one element, until the numbers shown say it too. */
  private held: (Override & { text: string; released: boolean }) | null = null;
  private readonly fields = new NumberFields(this);
  private ready_for: Result | null = null;
  private warming: ReturnType<typeof setTimeout> | undefined;
  private readonly turned = new Map<string, boolean>();
  /** The slider that is dragged: its range does not change under the hand. */
  private dragged: { name: string; far: number } | null = null;

  private value(place: Place): number {
    const { state } = this.store;
    const same = (one: Override | null) => one?.id === place.id && one.index === place.index;
    if (this.held && same(this.held)) return this.held.value;
    return state.leaves.overrides.find(same)?.value ?? value_at(state, place);
  }

  protected override updated(): void {
    const { result } = this.store.state;
    if (result === this.ready_for || result?.live) return;
    this.ready_for = result;
    clearTimeout(this.warming);
    this.warming = setTimeout(() => this.warm(), kQuietMs);
  }

  /** Makes ready what the first frame of a drag needs, in a quiet moment or when a hand comes near. */
  private warm(): void {
    clearTimeout(this.warming);
    if (this.isConnected && !this.store.leaves.warm()) this.warming = setTimeout(() => this.warm(), kQuietMs);
  }

  /** Lets go when the numbers have followed a release, or when the text has changed by other means. */
  private settle(): void {
    const { result, text } = this.store.state;
    if (!this.held) return;
    const followed = result !== null && !result.live && result.text === text;
    if (this.held.released ? followed : this.held.text !== text) this.held = this.dragged = null;
  }

  private hold(place: Place, value: number, released: boolean): void {
    this.dragged = null;
    this.held = { id: place.id, index: place.index, value, text: this.store.state.text, released };
    if (released) this.store.leaves.set(place, value);
    else this.store.leaves.drag(place, value);
    this.requestUpdate();
  }

  /** The numbers are those of the text again: what was typed last is none. */
  private let_go(): void {
    this.held = null;
    this.store.leaves.let_go();
  }

  private row({ node }: LeafGroup, index: number, off: boolean) {
    const place = { id: node.id, index };
    const name = element(node.id, node.shape, index);
    const value = this.value(place);
    const { dragged } = this;
    const far = dragged?.name === name && Math.abs(value) <= dragged.far ? dragged.far : reach(value);
    const slide = (event: Event, stays: boolean): void => {
      this.hold(place, at_step((event.target as HTMLInputElement).valueAsNumber, far), stays);
      if (!stays) this.dragged = { name, far };
    };
    const field: Field = {
      key: name,
      name,
      value,
      step: step_of(far),
      off,
      follow: (typed) => this.hold(place, typed, false),
      let_go: () => this.let_go(),
      take: (typed) => this.hold(place, typed, true),
    };
    return guard(
      [value, far, off, this.fields.state(name), place.id, name],
      () => html`<div class="row"><span class="code" aria-hidden="true">${name}</span>
      <input type="range" aria-label=${name} aria-valuetext=${exact(value)} min=${-far} max=${far} step=${step_of(far)} ?disabled=${off}
        @input=${(event: Event) => slide(event, false)} @change=${(event: Event) => slide(event, true)} .value=${spelled(value)} />
      ${this.fields.input(field)}${this.fields.refusal(name)}</div>`,
    );
  }

  private group(group: LeafGroup, off: boolean) {
    const { node, elements, rows } = group;
    const open = this.turned.get(node.id) ?? group.open;
    const each = () => Array.from({ length: rows }, (_, index) => this.row(group, index, off));
    if (node.shape.length === 0) return each();
    const turn = (): void => {
      this.turned.set(node.id, !open);
      this.requestUpdate();
    };
    return html`<button class="fold" aria-expanded=${open} @click=${turn}><span aria-hidden="true">${open ? "−" : "+"}</span>
        <span class="code">${node.id}</span> <span class="quiet">${node.op}, ${shape(node.shape)}</span></button>
      ${open ? each() : nothing}
      ${open && elements > rows ? html`<p class="note quiet">and ${whole(elements - rows)} more: write them in the text</p>` : nothing}`;
  }

  private chips() {
    const { result, leaves } = this.store.state;
    if (leaves.overrides.length === 0) return nothing;
    const name = ({ id, index }: Place): string =>
      element(id, by_id(result?.graph.nodes ?? []).get(id)?.shape ?? [], index);
    return html`<ul class="chips" aria-label="Values that replace those of the text">
        ${leaves.overrides.map(
          (one) => html`<li class="chip"><span class="code">${name(one)} = ${exact(one.value)}</span>
            <button aria-label=${`Take back ${name(one)}`} title="Back to what the text says" @click=${() => this.store.leaves.remove(one)}>×</button></li>`,
        )}
      </ul>`;
  }

  override render() {
    const { state } = this.store;
    if (!state.result) return nothing;
    this.settle();
    const { groups, left_out } = leaf_groups(state.result.graph);
    if (groups.length === 0) return nothing;
    const off = errors(state).length > 0;
    return html`<section role="group" aria-label="Values" @pointerenter=${this.warm} @focusin=${this.warm}><h2>Values</h2>
      ${this.chips()}
      <div class="list">${groups.map((group) => this.group(group, off))}</div>
      ${left_out > 0 ? html`<p class="note quiet">and ${whole(left_out)} more inputs and params: write them in the text</p>` : nothing}
    </section>`;
  }
}
customElements.define(panel.tag, Leaves);
