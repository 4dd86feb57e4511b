// Building without typing: verbs for a form, and for the menu of a node; each edits the text as one step of undo.
import type { WordInfo } from "../engine/types.gen.ts";
import * as build from "../text/builder.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

/** The text that an action would give, or the words why it would give none. Nothing is changed. */
export function would_give(core: Core<State>, act: (verbs: BuilderVerbs) => void): { text: string; refused: string } {
  const found = { text: core.state.text, refused: "" };
  const none = (): void => undefined;
  const played: Core<State> = {
    state: core.state,
    engine: core.engine,
    presets: core.presets,
    history: { record: none, isolate: none },
    rerun: none,
    edit: (text) => {
      found.text = text;
    },
    write: ({ builder }) => {
      if (found.text === core.state.text) found.refused = builder?.said ?? "";
    },
  };
  act(new BuilderVerbs(played));
  return found;
}

export class BuilderVerbs {
  constructor(private readonly core: Core<State>) {}

  choose(name: string): void {
    this.core.write({ builder: { said: "", chosen: name } });
  }

  add_leaf(kind: "input" | "param", sizes: readonly number[]): void {
    this.take(build.add_leaf(this.text, this.known, kind, sizes), (name) => `${kind} ${name} added`);
  }

  /** A layer behind `from`; with `between`, what read `from` reads the layer from now on. */
  add_layer(from: string, width: number, activation: string, between = true): void {
    this.take(
      build.add_layer(this.text, this.known, from, width, activation, between),
      (name) => `layer ${name} added`,
    );
  }

  /** An operation of one operand behind `from`. */
  add_after(from: string, op: string, between = true): void {
    this.take(
      build.add_operation(this.text, this.known, from, op, between),
      (name) => `${name} = ${op}(${from}) added`,
    );
  }

  /** An operator between two nodes. */
  add_pair(left: string, sign: string, right: string): void {
    this.take(
      build.add_pair(this.text, this.known, left, sign, right),
      (name) => `${name} = ${left} ${sign} ${right} added`,
    );
  }

  add_skip(from: string, to: string): void {
    this.take(
      build.add_skip(this.text, this.known, from, to),
      (name) => `skip connection ${name} = ${to} + ${from} added`,
    );
  }

  set_loss(op: string, of: string, target: string): void {
    const { catalogue, result } = this.core.state;
    const losses = (catalogue?.ops ?? []).filter(({ category }) => category === "loss").map(({ name }) => name);
    const old = result?.graph.outputs[0] ?? "";
    this.take(build.set_loss(this.text, this.known, old, op, losses, of, target), (name) => `${name} is the loss`);
  }

  /** The name at place `at` among those that `name` reads becomes `to`. */
  wire(name: string, at: number, to: string): void {
    this.take(build.wire(this.text, this.known, name, at, to), () => `${name} reads ${to}`);
  }

  remove(name: string): void {
    this.take(build.remove(this.text, this.known, name), () => `${name} removed`);
  }

  private get known(): readonly WordInfo[] {
    return this.core.state.catalogue?.words ?? [];
  }

  private get text(): string {
    return this.core.state.text;
  }

  private take(built: build.Built, words: (name: string) => string): void {
    const { builder } = this.core.state;
    if ("refused" in built) {
      this.core.write({ builder: { ...builder, said: built.refused } });
      return;
    }
    this.core.history.isolate();
    this.core.edit(built.text, words(built.name));
    this.core.write({ builder: { said: words(built.name), chosen: built.name || builder.chosen } });
  }
}
