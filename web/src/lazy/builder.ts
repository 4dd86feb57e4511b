// The forms of the builder: layers, functions, skip connections, leaves and the loss by menus; it edits the same text as the keys do.
import { css, html, nothing, type TemplateResult } from "lit";
import type { OpInfo } from "../engine/types.gen.ts";
import { type Act, menu, skip_list, statement_form, writes } from "../kit/builder_parts.ts";
import { number_styles } from "../kit/number_fields.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { BuilderVerbs } from "../state/builder_verbs.ts";
import { Reader } from "../state/numbers.ts";
import { beginning, errors } from "../state/selectors.ts";
import { kSize, read_shape } from "../state/shapes.ts";
import {
  activations,
  functions,
  losses,
  type Named,
  named_nodes,
  same_shape,
  signs,
  written_nodes,
} from "../text/choices.ts";
import { size } from "../view/labels.ts";
import { written_styles } from "../view/written.ts";

export const tag = "bw-builder-form";

const kThings = ["layer", "function", "operation", "skip connection", "input", "param", "loss"] as const;
/** What can be added where there is nothing yet. */
const kFirst = ["input", "param"] as const;
type Thing = (typeof kThings)[number];

/** The fields of what is to be added, what is then done, and what has to be read before. */
interface Parts {
  fields: TemplateResult;
  /** Null where what stands in a field is not yet read. */
  act: Act | null;
  read?: () => Promise<Act | null>;
}

class Builder extends Panel {
  static override styles = [
    panel_styles,
    number_styles,
    written_styles,
    css`
      .form { display: grid; grid-template-columns: minmax(72px, max-content) minmax(0, 1fr); gap: 4px 8px; align-items: center; margin: 8px 0 0; }
      .form > button, .wide, .form > .refused { grid-column: 1 / -1; justify-self: start; }
      select, input { width: 100%; min-width: 0; }
      input[type="checkbox"] { width: 16px; min-width: 16px; min-height: 16px; margin: 4px; }
      .said { min-height: 1.5em; margin-top: 4px; font-size: 12px; overflow-wrap: anywhere; }
      .wide.writes { justify-self: stretch; }
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

  private async read_leaf(kind: "input" | "param"): Promise<Act | null> {
    const read = await read_shape(this.readers.shape, this.fields.shape ?? "");
    if (read && "sizes" in read) return (verbs) => verbs.add_leaf(kind, read.sizes);
    this.refuse("shape", read?.refused);
    return null;
  }

  private async read_layer(from: string, width: string, op: string, apart: boolean): Promise<Act | null> {
    const read = await this.readers.width.read(width, kSize);
    if (read && "value" in read) return (verbs) => verbs.add_layer(from, read.value, op, apart);
    this.refuse("width", read?.refused);
    return null;
  }

  private between(from: string) {
    return html`<label class="wide"><input type="checkbox" .checked=${this.fields.between !== "no"}
      @change=${(event: Event) => this.set_field("between", (event.target as HTMLInputElement).checked ? "yes" : "no")} />what reads ${from} reads it instead</label>`;
  }

  private leaf(kind: "input" | "param"): Parts {
    const shape = this.fields.shape ?? "";
    const sizes = (shape.match(/\d+/g) ?? []).map(Number);
    return {
      fields: this.field("shape", shape, "empty: one number; 3; 4 × 3"),
      act: /^[\d\s×x*,]*$/.test(shape) && sizes.length <= 2 ? (verbs) => verbs.add_leaf(kind, sizes) : null,
      read: () => this.read_leaf(kind),
    };
  }

  /** A menu of the form, and what it says. */
  private readonly choice = (label: string, offered: readonly string[], first?: string): [TemplateResult, string] => {
    const value = this.said(label, offered, first);
    return [menu(label, offered, value, (one) => this.set_field(label, one)), value];
  };

  private parts(thing: Thing, nodes: readonly Named[], end: Named | undefined): Parts {
    const ops = this.store.state.catalogue?.ops ?? [];
    const names = nodes.map(({ id }) => id);
    const { choice } = this;
    const called = (some: readonly OpInfo[]): string[] => some.map(({ name }) => name);
    if (thing === "input" || thing === "param") return this.leaf(thing);
    if (thing === "loss") {
      const [kind, op] = choice("kind", called(losses(ops)));
      const [of, prediction] = choice("prediction", names, end?.inputs[0] ?? names.at(-1));
      const [to, target] = choice("target", names, end?.inputs[1]);
      return { fields: html`${kind}${of}${to}`, act: (verbs) => verbs.set_loss(op, prediction, target) };
    }
    if (thing === "operation") {
      const [left, one] = choice("left", names);
      const [between, sign] = choice("operator", signs(ops));
      const [right, other] = choice("right", names, names[1]);
      return { fields: html`${left}${between}${right}`, act: (verbs) => verbs.add_pair(one, sign, other) };
    }
    return this.behind(thing, nodes, end, choice);
  }

  /** What is added behind a node. */
  private behind(thing: Thing, nodes: readonly Named[], end: Named | undefined, choice: Builder["choice"]): Parts {
    const ops = this.store.state.catalogue?.ops ?? [];
    const names = nodes.map(({ id }) => id);
    const called = (some: readonly OpInfo[]): string[] => some.map(({ name }) => name);
    const apart = this.fields.between !== "no";
    const wide =
      thing === "layer" ? nodes.findLast(({ category, shape }) => category !== "leaf" && shape.length === 1) : null;
    const [after, from] = choice(thing === "skip connection" ? "from" : "after", names, wide?.id ?? end?.inputs[0]);
    const source = nodes.find(({ id }) => id === from);
    if (thing === "skip connection") {
      const others = nodes.filter((node) => node.id !== from && node.category !== "leaf" && same_shape(node, source));
      const ids = others.map(({ id }) => id);
      const [menu_to, to] = choice("to", ids, ids.at(-1));
      const none = html`<p class="wide quiet">Nothing else has the shape of ${from}.</p>`;
      return {
        fields: html`${after}${menu_to}${to ? nothing : none}`,
        act: to ? (verbs) => verbs.add_skip(from, to) : null,
      };
    }
    if (thing === "function") {
      const [kind, op] = choice("function", called(functions(ops)));
      return { fields: html`${after}${kind}${this.between(from)}`, act: (verbs) => verbs.add_after(from, op, apart) };
    }
    const width = this.fields.width ?? String(source ? size(source.shape) : 1);
    const [kind, op] = choice("activation", called(activations(ops)));
    return {
      fields: html`${after}${this.field("width", width)}${kind}${this.between(from)}`,
      act: /^\d+$/.test(width) ? (verbs) => verbs.add_layer(from, Number(width), op, apart) : null,
      read: () => this.read_layer(from, width, op, apart),
    };
  }

  override render() {
    const { state } = this.store;
    const { result, catalogue, problems } = state;
    const known = beginning(problems) ? null : result;
    if (!known && !beginning(problems)) return nothing;
    const off = errors(state).length > 0;
    const nodes: readonly Named[] = known
      ? named_nodes(known.graph)
      : written_nodes(state.text, catalogue?.words ?? []);
    const end = known?.graph.nodes.find(({ id }) => id === known.graph.outputs[0]); // what stands in it is offered first
    const things: readonly Thing[] = nodes.length > 0 ? kThings : kFirst;
    const thing = things.find((one) => one === this.thing) ?? things[0] ?? "input";
    const { fields, act, read } = this.parts(thing, nodes, end);
    const add = async (): Promise<void> => (read ? await read() : act)?.(this.verbs);
    // No form of the browser's: a frame in a strict sandbox submits none.
    const enter = (event: KeyboardEvent): void => {
      if (event.key === "Enter" && !off && event.target instanceof HTMLInputElement) void add();
    };
    return html`<div class="form" role="form" aria-label="Add" @keydown=${enter}>${menu("what", things, thing, (one) => this.choose(one))}${fields}
        <button ?disabled=${off} aria-describedby="adds" @click=${() => void add()}>Add ${thing}</button>${off ? nothing : writes(this.store, "adds", act)}</div>
      ${statement_form(this.store, nodes)}${skip_list(this.store, off)}
      <p class="said" role="status">${off ? "The text has problems: mend it first." : state.builder.said}</p>`;
  }

  private choose(thing: string): void {
    this.thing = kThings.find((one) => one === thing) ?? "layer";
    this.requestUpdate();
  }
}
customElements.define(tag, Builder);
