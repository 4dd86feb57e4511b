// The views that a link can name, the parts of the page: each by its title in small letters, whatever panel brought it.

/**
 * Names in links that were given out, each with the title of the part that shows it. None goes: where a part is called
 * otherwise, its old names are given the new title.
 */
export const kOldViews = {
  network: "Network",
  graph: "Graph",
  steps: "Steps",
  ledger: "Ledger",
  costs: "Costs",
  memory: "Memory",
  paths: "Paths",
  mistakes: "Mistakes",
  scaling: "Scaling",
  sources: "Sources",
} as const;

export function view_of(title: string): string {
  return title.toLowerCase();
}

/** A part of the page that lies in a drawer; several may lie in one, under each other. */
export interface Section {
  title: string;
  drawer: string;
}

/** The section that a view names, by its own name or by that of its drawer; none where it stands in no drawer. */
export function section_named<S extends Section>(view: string, sections: readonly S[]): S | undefined {
  const title = title_of(
    view,
    sections.map((section) => section.title),
  );
  return sections.find((section) => section.title === title) ?? sections.find(({ drawer }) => view_of(drawer) === view);
}

/** The title that opens a drawer: of its sections one that links have named before, or else the first. */
export function title_for(drawer: string, sections: readonly Section[]): string {
  const inside = sections.filter((section) => section.drawer === drawer).map(({ title }) => title);
  return inside.find((title) => Object.hasOwn(kOldViews, view_of(title))) ?? inside[0] ?? drawer;
}

/** The title among these that a view names; undefined where this version of the page, at its present width, has none. */
export function title_of(view: string, titles: readonly string[]): string | undefined {
  const old: Readonly<Record<string, string>> = kOldViews;
  const title = Object.hasOwn(old, view) ? old[view] : undefined;
  return titles.find((one) => view_of(one) === view) ?? titles.find((one) => one === title);
}

/** The id of the section that a part stands in: one word. */
export function section_of(title: string): string {
  return view_of(title).replace(/\s+/g, "-");
}
