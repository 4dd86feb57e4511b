// The parts of the page: which panels there are, which of them lie in drawers, and what an embed shows of them.
import type { PanelPlace } from "../kit/panel.ts";
import { type Section, section_of } from "../state/views.ts";

const found = import.meta.glob<{ panel: PanelPlace }>("../panels/*.ts", { eager: true });

/** The places of all panels, in their order. */
export const places = Object.values(found)
  .map((module) => module.panel)
  .sort((a, b) => a.order - b.order);

/** The section that a panel is in, of a page that has drawers; null where it lies in none. */
export function section_with({ area, title, drawer }: PanelPlace): Section | null {
  if (area !== "tab" && drawer === undefined) return null;
  const named = drawer ?? places.find((place) => place.title === title && place.drawer)?.drawer;
  return { title: title ?? drawer ?? "", drawer: named ?? title ?? "" };
}

/** Whether a panel asks something of the reader, as the tour does: then it comes before the network. */
export function asks({ area, order, drawer }: PanelPlace): boolean {
  return area === "top" && (order < 10 || drawer !== undefined);
}

/** The text and the values, which on narrow pages lie in a drawer. */
export const kText: Section = { title: "Network", drawer: "Network" };

/** All sections, those of the tabs first. */
export const kSections: readonly Section[] = [
  ...new Map(
    [...places.filter(({ area }) => area === "tab"), ...places.filter(({ area }) => area !== "tab")]
      .flatMap((place) => section_with(place) ?? [])
      .map((section) => [section.title, section]),
  ).values(),
];

/** Id of a drawer; that of a section is `section_of` its title. */
export const id_of = (drawer: string): string => `drawer-${section_of(drawer)}`;

/** The areas of an embed, by its `view`. */
export const kEmbedded: Readonly<Record<string, readonly string[]>> = {
  "": ["main", "tape", "top"], // the graph is what a low frame shows
  graph: ["main"],
  code: ["side"],
  both: ["side", "main"],
  ledger: ["ledger"],
};
