// The tabs of the page: which parts of it are in tabs at its present width, and the list that opens them.
import { html, type TemplateResult } from "lit";
import { title_of } from "../state/views.ts";

/** A part of the page that can stand in a tab. */
export interface Part {
  /** Id of its section. */
  id: string;
  title: string;
}

/** The title of the tab that is open: the one that `view` names, or else the one that comes first. */
export function opened(parts: readonly Part[], view: string, first: string): string {
  const titles = parts.map(({ title }) => title);
  return title_of(view, titles) ?? (titles.includes(first) ? first : (titles[0] ?? ""));
}

const kTurns: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** The list of tabs; an arrow key opens the next one, and only the open one is a stop of the Tab key. */
export function tab_list(
  parts: readonly Part[],
  open: string,
  choose: (title: string) => void,
  prefetch: (title: string) => void,
): TemplateResult {
  const turn = (event: KeyboardEvent, at: number): void => {
    const to = kTurns[event.key]?.(at, parts.length);
    const next = to === undefined ? undefined : parts[to];
    if (!next) return;
    event.preventDefault();
    choose(next.title);
    const list = (event.currentTarget as HTMLElement).parentElement;
    list?.querySelectorAll<HTMLElement>("[role=tab]")[to ?? 0]?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="Views">
    ${parts.map(
      (
        { id, title },
        at,
      ) => html`<button role="tab" id=${`tab-${id}`} aria-controls=${id} aria-selected=${title === open}
        tabindex=${title === open ? 0 : -1} @click=${() => choose(title)} @pointerenter=${() => prefetch(title)}
        @keydown=${(event: KeyboardEvent) => turn(event, at)}>${title}</button>`,
    )}
  </div>`;
}
