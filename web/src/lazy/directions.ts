// Any direction: forward along a tangent of the reader's, backward with a cotangent, every node both ways, and the pairing of both.
import { css, html, nothing } from "lit";
import "../kit/dial.ts";
import { NumberFields, number_styles } from "../kit/number_fields.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import {
  ask_direction,
  type DirectionAnswer,
  type DirectionQuestion,
  kChannel,
  key_of,
  members_of,
} from "../state/ask_direction.ts";
import type { DirectionsState, Vector } from "../state/directions.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import type { Result } from "../state/result.ts";
import { changed, numbers_of } from "../state/vectors.ts";
import { by_id } from "../view/by_id.ts";
import {
  type DirectionRow,
  degrees,
  direction_rows,
  directions_sheet,
  on_circle,
  pairing,
  steepest,
} from "../view/directions.ts";
import { number, whole } from "../view/format.ts";
import { element, kGlyph, type Place } from "../view/labels.ts";

export const tag = "bw-directions-body";

const kMostRows = 24; // elements of a vector; all are in the copy
const kMostNodes = 60;
const kMostShown = 4; // numbers of a node
const kMostSeed = 1_000_000_000;
const kKinds: readonly [Vector["kind"], string][] = [
  ["one", "the chosen one"],
  ["equal", "all equal"],
  ["random", "random"],
  ["own", "my own"],
];

class Directions extends Panel {
  static override styles = [
    panel_styles,
    number_styles,
    css`
      .page { display: grid; gap: 12px; }
      .page > * { min-width: 0; }
      .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr)); gap: 12px 24px; align-items: start; }
      .side { display: grid; gap: 6px; min-width: 0; }
      .kinds { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; border: 0; margin: 0; padding: 0; }
      .kinds label { display: inline-flex; gap: 4px; align-items: center; min-height: 24px; }
      .kinds input[type="radio"] { min-width: 16px; width: 16px; min-height: 16px; margin: 0; accent-color: var(--ink); }
      h3 { margin: 0; font-size: 14px; }
      .along { color: var(--along); }
      .against { color: var(--against); }
      .scroll { overflow: auto; max-height: 320px; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 12px 1px 0; text-align: right; font-weight: 400; font-variant-numeric: tabular-nums; white-space: nowrap; }
      th:first-child { text-align: left; font-family: var(--mono); font-size: 12px; }
      thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; }
      input.number { width: 7em; }
      .pairing { font-size: 15px; }
      details { max-width: 80ch; }
      summary { cursor: pointer; font-weight: 600; min-height: 24px; }
      .dial { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; }
      .note { font-size: 12px; }
    `,
  ];

  private readonly fields = new NumberFields(this);
  /** Which two rows of the tangent the dial turns. */
  private pair: [number, number] = [0, 1];
  private readonly answer = new PanelAnswer<DirectionQuestion, DirectionAnswer>(
    this,
    (question) => ask_direction(this.store.engine, question),
    () => this.store.engine.cancel(kChannel),
  );

  protected override willUpdate(): void {
    const { result, stale, directions } = this.store.state;
    if (!result || result.live || stale) return;
    const question = { result, ...directions };
    this.answer.follow_as(question, key_of(question));
  }

  private write(change: Partial<DirectionsState>): void {
    this.store.write({ directions: { ...this.store.state.directions, ...change } });
  }

  private kinds(side: keyof DirectionsState, legend: string, now: DirectionAnswer["tangent"]) {
    const vector = this.store.state.directions[side];
    const choose = (kind: Vector["kind"]): void => {
      if (kind === "random") this.write({ [side]: { kind, seed: 1 } });
      else if (kind === "own") this.write({ [side]: { kind, numbers: [], ...own_of(now) } });
      else this.write({ [side]: { kind } });
    };
    return html`<fieldset class="kinds"><legend class="unseen">${legend}</legend>${kKinds.map(
      ([kind, words]) =>
        html`<label><input type="radio" name=${side} .checked=${vector.kind === kind} @change=${() => choose(kind)} /> ${words}</label>`,
    )}
      ${
        vector.kind === "random"
          ? html`<label>seed ${this.fields.input({ key: `${side} seed`, name: `Seed of the ${legend}`, value: vector.seed, step: 1, least: 0, most: kMostSeed, whole: true, take: (seed) => this.write({ [side]: { kind: "random", seed } }) })}</label>${this.fields.refusal(`${side} seed`)}`
          : nothing
      }</fieldset>`;
  }

  private table(side: keyof DirectionsState, rows: readonly DirectionRow[], now: DirectionAnswer["tangent"]) {
    const [given, found, is_along] = side === "tangent" ? ["ẋ", "x̄", true] : ["ȳ", "ẏ", false];
    const [ahead, back] = is_along ? ["along", "against"] : ["against", "along"];
    const field = ({ place, name, given: value }: DirectionRow) => {
      const key = `${side} ${name}`;
      const take = (wanted: number): void => this.write({ [side]: changed(now, place, wanted) });
      return html`${this.fields.input({ key, name: `${given} of ${name}`, value, step: 0.1, take })}${this.fields.refusal(key)}`;
    };
    return html`<div class="scroll" role="region" aria-label=${is_along ? "Tangent and gradient" : "Cotangent and derivative"} tabindex="0"><table>
      <thead><tr><th scope="col">${is_along ? "leaf" : "output"}</th><th scope="col" class=${ahead}>${given}</th><th scope="col" class=${back}>${found}</th></tr></thead>
      <tbody>${rows.slice(0, kMostRows).map((row) => html`<tr><th scope="row">${row.name}</th><td>${field(row)}</td><td class=${back} title=${row.in_full}>${row.found}</td></tr>`)}</tbody></table></div>
      ${rows.length > kMostRows ? html`<p class="note quiet">and ${whole(rows.length - kMostRows)} more: the copy has them all</p>` : nothing}`;
  }

  private dial(rows: readonly DirectionRow[], now: DirectionAnswer["tangent"]) {
    if (rows.length < 2) return nothing;
    const [first, second] = this.pair.map((at) => Math.min(at, rows.length - 1)) as [number, number];
    const [a, b] = [rows[first], rows[second]];
    if (!a || !b) return nothing;
    const turn = ({ detail }: CustomEvent<number>): void => {
      const [x, y] = on_circle(detail);
      const zero = now.map(({ id, value }) => ({ id, value: value.map(() => 0) }));
      const one = changed(zero, a.place, x);
      const numbers = [
        ...(one.kind === "own" ? one.numbers : []),
        ...(y === 0 ? [] : [[b.place.id, b.place.index, y] as const]),
      ];
      this.write({ tangent: { kind: "own", numbers } });
    };
    const choose =
      (at: 0 | 1) =>
      (event: Event): void => {
        this.pair[at] = (event.target as HTMLSelectElement).selectedIndex;
        this.requestUpdate();
      };
    const list = (at: 0 | 1, chosen: number, words: string) =>
      html`<label>${words} <select @change=${choose(at)}>${rows.slice(0, 200).map(({ name }, row) => html`<option .selected=${row === chosen}>${name}</option>`)}</select></label>`;
    const angle = Math.round(degrees(Math.atan2(b.given, a.given)));
    return html`<div class="dial"><bw-dial .angle=${angle} .mark=${steepest(rows, first, second)} .across=${a.name} .upward=${b.name} @turn=${turn}></bw-dial>
      <div>${list(0, first, "across")} ${list(1, second, "upward")}
        <p class="note quiet">Turn the dial: a direction between two leaves. <span class="against">◂ marks where the gradient points</span>: along it the derivative is largest, across it 0.</p></div></div>`;
  }

  private nodes({ response }: DirectionAnswer) {
    const graph = this.store.state.result?.graph;
    const some = (values: readonly (number | string)[] | null | undefined): string =>
      values
        ? `${values
            .slice(0, kMostShown)
            .map((one) => number(one as number))
            .join(", ")}${values.length > kMostShown ? ", …" : ""}`
        : "";
    const statements = (graph?.nodes ?? []).filter(({ id, group, active }) => active && id === (group || id));
    const all = by_id(response.nodes);
    return html`<h3>Every statement, both ways</h3><div class="scroll" role="region" aria-label="Every statement along the tangent and back with the cotangent" tabindex="0"><table>
      <thead><tr><th scope="col">statement</th><th scope="col">value</th><th scope="col" class="along">${kGlyph.along} along ẋ</th><th scope="col" class="against">${kGlyph.against} with ȳ</th></tr></thead>
      <tbody>${statements.slice(0, kMostNodes).map(({ id }) => {
        const node = all.get(id);
        return html`<tr><th scope="row">${id}</th><td>${some(node?.value)}</td><td class="along">${some(node?.tangent)}</td><td class="against">${some(node?.adjoint)}</td></tr>`;
      })}</tbody></table></div>
      ${statements.length > kMostNodes ? html`<p class="note quiet">and ${whole(statements.length - kMostNodes)} more</p>` : nothing}`;
  }

  private pairing(answer: DirectionAnswer) {
    const met = pairing(answer.response);
    if (!met) return nothing;
    const said =
      met.ok === null ? "hidden until it is found" : met.ok ? "✓ the same number, from both ends" : "✗ they differ";
    return html`<p class="pairing" role="status" title=${met.in_full}><span class="along">⟨ȳ, ẏ⟩ = <b>${met.left}</b></span> ${met.ok === false ? "≠" : "="} <span class="against"><b>${met.right}</b> = ⟨x̄, ẋ⟩</span> <span class=${met.ok === false ? "wrong" : ""}>${said}</span></p>`;
  }

  private question(outputs: number) {
    return html`<details><summary>Why does backward ask for a vector?</summary>
      <p>Going back, every adjoint is a sum over what reads a node; the last has nothing behind it, so that the sweep needs to be told how it begins: ȳ, a number for each output. With one output it is 1, and nobody asks. Here there ${outputs === 1 ? "is one output number" : `are ${whole(outputs)} output numbers`}: one sweep gives ȳᵀ·J, the gradient of ȳ₁·y₁ + ȳ₂·y₂ + …, and a 1 in one place and 0 elsewhere gives one row of the Jacobian.</p>
      <p>Going forward it is the same with the leaves: a sweep gives J·ẋ, the derivative along ẋ, and a 1 in one place gives one column.</p></details>`;
  }

  /** The numbers of a vector as the reader has them now: those that are computed with may be a moment older. */
  private now(side: keyof DirectionsState, result: Result, found: DirectionAnswer): DirectionAnswer["tangent"] {
    const vector = this.store.state.directions[side];
    const { graph, weight, output } = result;
    const [ids, chosen] = side === "tangent" ? [graph.wrt, weight] : [graph.outputs, output];
    return vector.kind === "random" ? found[side] : numbers_of(vector, members_of(result, ids), chosen, []);
  }

  override render() {
    const { result, stale } = this.store.state;
    if (!result) return nothing;
    const { answer } = this;
    const found = answer.response;
    const old = stale || (found && !answer.fresh ? "the engine is at work" : "");
    const heading = html`<h2>Directions <span class="quiet">one sweep forward along any tangent ẋ, one back with any cotangent ȳ</span> ${old ? html`<span class="stale">stale: ${old}</span>` : nothing}</h2>`;
    const state = html`${answer.slow ? progress("Both sweeps", () => answer.cancel()) : nothing}${not_computed("Nothing was computed", answer.why, () => answer.again())}`;
    if (!found) return html`<div class="page">${heading}${state}</div>`;
    const shapes = by_id(result.graph.nodes);
    const tangent = this.now("tangent", result, found);
    const cotangent = this.now("cotangent", result, found);
    const leaves = direction_rows(tangent, found.response, "adjoint", shapes);
    const outputs = direction_rows(cotangent, found.response, "tangent", shapes);
    const name = (place: Place | null): string =>
      place ? element(place.id, shapes.get(place.id)?.shape ?? [], place.index) : "?";
    return html`<div class="page">${heading}${state}<div class="page ${old ? "faded" : ""}">
      <div class="sides">
        <section class="side" aria-label="Forward along a tangent"><h3 class="along">${kGlyph.along} jvp: J·ẋ, along ẋ</h3>
          ${this.kinds("tangent", "tangent", tangent)}
          <p class="note quiet">the chosen one: ${name(result.weight)}</p>
          ${this.table("tangent", leaves, tangent)}${this.dial(leaves, tangent)}</section>
        <section class="side" aria-label="Backward with a cotangent"><h3 class="against">${kGlyph.against} vjp: ȳᵀ·J, with ȳ</h3>
          ${this.kinds("cotangent", "cotangent", cotangent)}
          <p class="note quiet">the chosen one: ${name(result.output)}</p>
          ${this.table("cotangent", outputs, cotangent)}${this.question(outputs.length)}</section>
      </div>
      ${this.pairing(found)}${this.nodes(found)}
      <bw-copy name="the directions" .sheet=${() => directions_sheet(leaves, outputs)}></bw-copy></div></div>`;
  }
}

/** The numbers of a vector that are not 0. */
function own_of(now: DirectionAnswer["tangent"]): Partial<Extract<Vector, { kind: "own" }>> {
  const [first] = now;
  const vector = first ? changed(now, { id: first.id, index: 0 }, Number(first.value[0] ?? 0)) : null;
  return vector?.kind === "own" ? vector : {};
}

customElements.define(tag, Directions);
