// The forms of the builder: layers, functions, skip connections, leaves and the loss by menus; it edits the same text as the keys do.
import { css, html, nothing, type TemplateResult } from "lit";
import type { GraphNode } from "../engine/types.gen.ts";
import { number_styles } from "../kit/number_fields.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { BuilderVerbs } from "../state/builder_verbs.ts";
import { Reader } from "../state/numbers.ts";
import { errors } from "../state/selectors.ts";
import { kSize, read_shape } from "../state/shapes.ts";
import { activations, functions, losses, named_nodes, same_shape } from "../text/choices.ts";
import { references } from "../text/edits.ts";
import { type Skip, skip_words, skips_of } from "../text/skips.ts";
import { defining, statements_of } from "../text/statements.ts";
import { size } from "../view/labels.ts";

export const tag = "bw-builder-form";

const kThings = ["layer", "function", "skip connection", "input", "param", "loss"] as const;
type Thing = (typeof kThings)[number];

class Builder extends Panel {
  static override styles = [
    panel_styles,
    number_styles,
    css`
      .form { display: grid; grid-template-columns: minmax(72px, max-content) minmax(0, 1fr); gap: 4px 8px; align-items: center; margin: 8px 0 0; }
      .form > button, .wide, .form > .refused { grid-column: 1 / -1; justify-self: start; }
      select, input { width: 100%; min-width: 0; }
      input[type="checkbox"] { width: 16px; min-width: 16px; min-height: 16px; margin: 4px; }
      .said { min-height: 1.5em; margin-top: 4px; font-size: 12px; overflow-wrap: anywhere; }
      h3 { margin: 12px 0 0; font-size: 14px; font-weight: 600; }
      .code { overflow-wrap: anywhere; }
    `,
  ];

  private readonly readers = {
    shape: new Reader(() => this.store.engine),
    width: new Reader(() => this.store.engine),
  };

  private get verbs(): BuilderVerbs {
    return new BuilderVerbs(this.store);
  }

  private thing: Thing = "layer";
  /** What the fields of the form say, by their names; and why it is no number or no shape. */
  private fields: Readonly<Record<string, string>> = {};
  private refused: Readonly<Record<string, string>> = {};

  private set_field(name: string, value: string): void {
    this.fields = { ...this.fields, [name]: value };
    this.requestUpdate();
  }

  /** What a menu says: the user's choice while it is offered, else `first`. */
  private said(name: string, offered: readonly string[], first = offered[0] ?? ""): string {
    const value = this.fields[name] ?? first;
    return offered.includes(value) ? value : first;
  }

  private menu(label: string, offered: readonly string[], value: string, choose: (value: string) => void) {
    const id = label.replaceAll(/\W+/g, "-");
    return html`<label for=${id}>${label}</label><select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${offered.map((one) => html`<option value=${one} ?selected=${one === value}>${one}</option>`)}</select>`;
  }

  private field(label: string, value: string, hint = "") {
    const refused = this.refused[label];
    const set = (event: Event): void => {
      this.refused = {};
      this.set_field(label, (event.target as HTMLInputElement).value);
    };
    return html`<label for=${label}>${label}</label><input id=${label} class="number" inputmode=${label === "shape" ? "text" : "decimal"} autocomplete="off" placeholder=${hint} .value=${value}
      aria-invalid=${refused ? "true" : nothing} aria-describedby=${refused ? `no-${label}` : nothing} @input=${set} />
      ${refused ? html`<span class="refused" id=${`no-${label}`} role="alert"><span class="wrong">✗</span> ${refused}</span>` : nothing}`;
  }

  private refuse(label: string, words = ""): void {
    this.refused = { [label]: words };
    this.requestUpdate();
  }

  private async add_leaf(kind: "input" | "param"): Promise<void> {
    const read = await read_shape(this.readers.shape, this.fields.shape ?? "");
    if (read && "sizes" in read) this.verbs.add_leaf(kind, read.sizes);
    else this.refuse("shape", read?.refused);
  }

  private async add_layer(from: string, width: string, op: string, apart: boolean): Promise<void> {
    const read = await this.readers.width.read(width, kSize);
    if (read && "value" in read) this.verbs.add_layer(from, read.value, op, apart);
    else this.refuse("width", read?.refused);
  }

  private between(from: string) {
    return html`<label class="wide"><input type="checkbox" .checked=${this.fields.between !== "no"}
      @change=${(event: Event) => this.set_field("between", (event.target as HTMLInputElement).checked ? "yes" : "no")} />what reads ${from} reads it instead</label>`;
  }

  /** The fields of what is to be added, and what its button does. */
  private parts(nodes: readonly GraphNode[], end: GraphNode | undefined): [TemplateResult, () => void] {
    const { store } = this;
    const ops = store.state.catalogue?.ops ?? [];
    const names = nodes.map(({ id }) => id);
    const menu = (label: string, offered: readonly string[], first?: string): [TemplateResult, string] => {
      const value = this.said(label, offered, first);
      return [this.menu(label, offered, value, (one) => this.set_field(label, one)), value];
    };
    const apart = this.fields.between !== "no";
    if (this.thing === "input" || this.thing === "param") {
      const kind = this.thing;
      return [
        this.field("shape", this.fields.shape ?? "", "empty: one number; 3; 4 × 3"),
        () => void this.add_leaf(kind),
      ];
    }
    if (this.thing === "loss") {
      const [kind, op] = menu(
        "kind",
        losses(ops).map(({ name }) => name),
      );
      const [of, prediction] = menu("prediction", names, end?.inputs[0]);
      const [to, target] = menu("target", names, end?.inputs[1]);
      return [html`${kind}${of}${to}`, () => this.verbs.set_loss(op, prediction, target)];
    }
    const wide =
      this.thing === "layer"
        ? nodes.findLast(({ category, shape }) => category !== "leaf" && shape.length === 1)
        : null;
    const [after, from] = menu(this.thing === "skip connection" ? "from" : "after", names, wide?.id ?? end?.inputs[0]);
    const source = nodes.find(({ id }) => id === from);
    if (this.thing === "skip connection") {
      const others = nodes.filter((node) => node.id !== from && node.category !== "leaf" && same_shape(node, source));
      const [menu_to, to] = menu(
        "to",
        others.map(({ id }) => id),
        others.at(-1)?.id,
      );
      return [
        html`${after}${menu_to}${to ? nothing : html`<p class="wide quiet">Nothing else has the shape of ${from}.</p>`}`,
        () => to && this.verbs.add_skip(from, to),
      ];
    }
    if (this.thing === "function") {
      const [kind, op] = menu(
        "function",
        functions(ops).map(({ name }) => name),
      );
      return [html`${after}${kind}${this.between(from)}`, () => this.verbs.add_after(from, op, apart)];
    }
    const width = this.fields.width ?? String(source ? size(source.shape) : 1);
    const [kind, op] = menu(
      "activation",
      activations(ops).map(({ name }) => name),
    );
    return [
      html`${after}${this.field("width", width)}${kind}${this.between(from)}`,
      () => void this.add_layer(from, width, op, apart),
    ];
  }

  /** What one statement reads, to be exchanged, and the way to take it out. */
  private statement(nodes: readonly GraphNode[]) {
    const { state } = this.store;
    const builder = this.verbs;
    const statements = statements_of(state.text, state.catalogue?.words ?? []);
    const names = statements.flatMap(({ name, role }) => (name && (role === "value" || role === "leaf") ? [name] : []));
    const name = names.includes(state.builder.chosen) ? state.builder.chosen : (names.at(-1) ?? "");
    const statement = defining(statements, name);
    if (!statement) return nothing;
    const before = nodes
      .map(({ id }) => id)
      .filter((id) => id !== name && (defining(statements, id)?.from ?? 0) < statement.from);
    return html`<h3>Statement</h3><div class="form" role="group" aria-label="Statement">
      ${this.menu("name", names, name, (one) => builder.choose(one))}
      <span class="wide code">${state.text.slice(statement.from, statement.to)}</span>
      ${references(statement).map((token, at) =>
        before.includes(token.text)
          ? this.menu(`reads (${at + 1})`, before, token.text, (one) => builder.wire(name, at, one))
          : nothing,
      )}
      <button @click=${() => builder.remove(name)}>Delete ${name}</button></div>`;
  }

  /** Residual blocks: each skip can be taken away and put back. */
  private skips(off: boolean) {
    const { store } = this;
    const all = skips_of(store.state.text);
    if (all.length === 0) return nothing;
    const turn = (skip: Skip): void => {
      store.history.isolate();
      store.edit(skip.other, skip_words(skip));
    };
    return html`<h3>Skips</h3><div class="form" role="group" aria-label="Skips">${all.map((one) => html`<label class="wide"><input type="checkbox" ?disabled=${off} .checked=${one.on} @change=${() => turn(one)} />from ${one.from} to ${one.name}</label>`)}</div>`;
  }

  override render() {
    const { state } = this.store;
    const { result } = state;
    if (!result) return nothing;
    const off = errors(state).length > 0;
    const nodes = named_nodes(result.graph);
    const [fields, add] = this.parts(nodes, this.end(result.graph.nodes, result.graph.outputs[0] ?? ""));
    // No form of the browser's: a frame in a strict sandbox submits none.
    const enter = (event: KeyboardEvent): void => {
      if (event.key === "Enter" && !off && event.target instanceof HTMLInputElement) add();
    };
    return html`<div class="form" role="form" aria-label="Add" @keydown=${enter}>${this.menu("what", kThings, this.thing, (one) => this.choose(one))}${fields}
        <button ?disabled=${off} @click=${add}>Add ${this.thing}</button></div>${this.statement(nodes)}${this.skips(off)}
      <p class="said" role="status">${off ? "The text has problems: mend it first." : state.builder.said}</p>`;
  }

  private choose(thing: string): void {
    this.thing = kThings.find((one) => one === thing) ?? "layer";
    this.requestUpdate();
  }

  /** The node whose operands are offered first: the output, or what stands before it in its statement. */
  private end(nodes: readonly GraphNode[], output: string): GraphNode | undefined {
    return nodes.find(({ id }) => id === output);
  }
}
customElements.define(tag, Builder);
