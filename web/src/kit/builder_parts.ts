// Parts of the builder: a menu, one statement with what it reads, the skips, and what an action will write.
import { html, nothing, type TemplateResult } from "lit";
import { BuilderVerbs, would_give } from "../state/builder_verbs.ts";
import type { Store } from "../state/store.ts";
import { lines_between } from "../text/change.ts";
import type { Named } from "../text/choices.ts";
import { references } from "../text/edits.ts";
import { type Skip, skip_words, skips_of } from "../text/skips.ts";
import { defining, statements_of } from "../text/statements.ts";
import { written } from "../view/written.ts";

/** What a button does, or would do. */
export type Act = (verbs: BuilderVerbs) => void;

/** A menu with its label, whose id is made of that. */
export function menu(
  label: string,
  offered: readonly string[],
  value: string,
  choose: (value: string) => void,
): TemplateResult {
  const id = label.replaceAll(/\W+/g, "-");
  return html`<label for=${id}>${label}</label><select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${offered.map((one) => html`<option value=${one} ?selected=${one === value}>${one}</option>`)}</select>`;
}

/** What an action will write; nothing where it is not yet known. `id`: by which its button is described. */
export function writes(store: Store, id: string, act: Act | null): TemplateResult {
  if (!act) return html`<p class="wide writes" id=${id}></p>`;
  const { text, refused } = would_give(store, act);
  return written(id, lines_between(store.state.text, text), refused);
}

/** What one statement reads, to be exchanged, and the way to take it out. */
export function statement_form(store: Store, nodes: readonly Named[]): TemplateResult | typeof nothing {
  const { state } = store;
  const builder = new BuilderVerbs(store);
  const statements = statements_of(state.text, state.catalogue?.words ?? []);
  const names = statements.flatMap(({ name, role }) => (name && (role === "value" || role === "leaf") ? [name] : []));
  const name = names.includes(state.builder.chosen) ? state.builder.chosen : (names.at(-1) ?? "");
  const statement = defining(statements, name);
  if (!statement) return nothing;
  const before = nodes
    .map(({ id }) => id)
    .filter((id) => id !== name && (defining(statements, id)?.from ?? 0) < statement.from);
  const menus = references(statement).map((token, at) =>
    before.includes(token.text)
      ? menu(`reads (${at + 1})`, before, token.text, (one) => builder.wire(name, at, one))
      : null,
  );
  return html`<h3>Statement</h3><div class="form" role="group" aria-label="Statement">
      ${menu("name", names, name, (one) => builder.choose(one))}
      <span class="wide code">${state.text.slice(statement.from, statement.to)}</span>
      ${menus}
      ${menus.some(Boolean) ? html`<p class="wide writes">Another name is written into this line at once.</p>` : nothing}
      <button aria-describedby="deletes" @click=${() => builder.remove(name)}>Delete ${name}</button>
      ${writes(store, "deletes", (verbs) => verbs.remove(name))}</div>`;
}

/** Residual blocks: each skip can be taken away and put back. */
export function skip_list(store: Store, off: boolean): TemplateResult | typeof nothing {
  const { text } = store.state;
  const all = skips_of(text);
  if (all.length === 0) return nothing;
  const turn = (skip: Skip): void => {
    store.history.isolate();
    store.edit(skip.other, skip_words(skip));
  };
  return html`<h3>Skips</h3><div class="form" role="group" aria-label="Skips">${all.map(
    (
      one,
      at,
    ) => html`<label class="wide"><input type="checkbox" ?disabled=${off} .checked=${one.on} aria-describedby=${`skip-${at}`} @change=${() => turn(one)} />from ${one.from} to ${one.name}</label>
      ${written(`skip-${at}`, lines_between(text, one.other))}`,
  )}</div>`;
}
