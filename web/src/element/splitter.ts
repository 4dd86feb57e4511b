// A splitter: the line between two panes, moved by the mouse, a finger or the arrow keys.
import { html, type TemplateResult } from "lit";

export interface Split {
  /** What it changes, in words. */
  name: string;
  /** Id of the pane whose size it is. */
  pane: string;
  /** Of the line itself. */
  orientation: "vertical" | "horizontal";
  /** Sizes in px: that of the pane, and its bounds. */
  value: number;
  least: number;
  most: number;
  /** `done` when the hand has let go. */
  set(value: number, done: boolean): void;
}

const kStep = 16; // px

/** The pane is at the left of a vertical line, and under a horizontal one. */
export function splitter(split: Split): TemplateResult {
  const { name, pane, orientation, value, least, most } = split;
  const across = orientation === "vertical";
  const set = (wanted: number, done: boolean): void =>
    split.set(Math.round(Math.min(most, Math.max(least, wanted))), done);
  const grab = (event: PointerEvent): void => {
    const line = event.currentTarget as HTMLElement;
    const from = across ? event.clientX : event.clientY;
    const end = new AbortController();
    const { signal } = end;
    const moved = (next: PointerEvent): number => value + (across ? next.clientX - from : from - next.clientY);
    event.preventDefault();
    line.focus();
    line.setPointerCapture(event.pointerId);
    line.addEventListener("pointermove", (next) => set(moved(next), false), { signal });
    for (const ending of ["pointerup", "pointercancel"] as const)
      line.addEventListener(
        ending,
        (next) => {
          set(moved(next), true);
          end.abort();
        },
        { signal },
      );
  };
  const press = (event: KeyboardEvent): void => {
    const keys: Readonly<Record<string, number>> = across
      ? { ArrowLeft: value - kStep, ArrowRight: value + kStep, Home: least, End: most }
      : { ArrowUp: value + kStep, ArrowDown: value - kStep, Home: least, End: most };
    const wanted = keys[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    set(wanted, true);
  };
  return html`<div class="splitter ${orientation}" role="separator" tabindex="0" aria-orientation=${orientation} aria-label=${name} aria-controls=${pane}
    aria-valuenow=${Math.round(value)} aria-valuemin=${least} aria-valuemax=${most} @pointerdown=${grab} @keydown=${press}></div>`;
}
