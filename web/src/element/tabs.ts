// The tabs of the page: each opens a drawer, and shuts it where it is open.
import { html, type TemplateResult } from "lit";

export interface Tab {
  /** Id of what it opens. */
  id: string;
  title: string;
}

const kTurns: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * The list of tabs. An arrow key goes to the next one, and opens it if one is open; only the open one is a stop of the Tab
 * key, or else the first.
 */
export function tab_list(
  tabs: readonly Tab[],
  open: string,
  choose: (title: string) => void,
  prefetch: (title: string) => void,
): TemplateResult {
  const turn = (event: KeyboardEvent, at: number): void => {
    const to = kTurns[event.key]?.(at, tabs.length);
    const next = to === undefined ? undefined : tabs[to];
    if (!next) return;
    event.preventDefault();
    if (open) choose(next.title);
    const list = (event.currentTarget as HTMLElement).parentElement;
    list?.querySelectorAll<HTMLElement>("[role=tab]")[to ?? 0]?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="Views">
    ${tabs.map(
      (
        { id, title },
        at,
      ) => html`<button role="tab" id=${`tab-${id}`} aria-controls=${id} aria-selected=${title === open}
        tabindex=${title === open || (open === "" && at === 0) ? 0 : -1} @click=${() => choose(title)} @pointerenter=${() => prefetch(title)}
        @keydown=${(event: KeyboardEvent) => turn(event, at)}>${title}</button>`,
    )}
  </div>`;
}
