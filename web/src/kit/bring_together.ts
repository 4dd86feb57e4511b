// Where on the page that is which words speak of, and how both come into sight.
import type { Spoken } from "../state/page.ts";

const kAway = 8; // px from the border of the window

/** The parts of the page around that are marked, as they stand in the window. */
export function spoken_places(root: ParentNode, { nodes, part }: Spoken): DOMRect[] {
  const panel = root.querySelector(`[part~="${part || "graph"}"]`);
  if (part) return panel ? [panel.getBoundingClientRect()] : [];
  const marked = nodes.length > 0 ? [...(panel?.shadowRoot?.querySelectorAll(".on-path") ?? [])] : [];
  return marked.map((mark) => mark.getBoundingClientRect());
}

/** Scrolls the window, no further than it must: words come into sight with as much of what they speak of as there is room for. */
export function bring_together(root: ParentNode, words: DOMRect, spoken: Spoken): void {
  const places = spoken_places(root, spoken).sort((a, b) => a.bottom - b.bottom);
  const [first] = places;
  if (!first) return;
  const bar = root.querySelector('[part~="tape"]')?.getBoundingClientRect();
  const floor = Math.min(spoken.part === "tape" || !bar ? innerHeight : bar.top, innerHeight) - kAway;
  const room = floor - kAway;
  const with_words = places.filter((place) => place.bottom - Math.min(words.top, first.top) <= room);
  const shown = with_words.length > 0 ? [words, ...with_words] : [first];
  const under = with_words.length > 0 ? 0 : words.height; // what the words take that then stand over the page
  const top = Math.min(...shown.map((one) => one.top)) - kAway - under;
  const bottom = Math.max(...shown.map((one) => one.bottom));
  const by = bottom > floor ? Math.min(bottom - floor, top) : Math.min(0, top);
  if (Math.abs(by) >= 1) scrollBy({ top: by, behavior: "auto" });
}
