// Which drawer of the page is open, by what the state says, and what a press on a tab does.
import type { Store } from "../state/store.ts";
import { type Section, section_named, section_of, title_for, view_of } from "../state/views.ts";
import { Aim } from "./aim.ts";
import { kSections, kText } from "./parts.ts";

export class Drawers {
  /** The text lies in a drawer, and is open where no other is. */
  narrow = false;
  /** The page is on paper, where all drawers are open. */
  on_paper = false;
  private readonly aim = new Aim();
  /** The view that was brought into sight last. */
  private aimed = "";

  constructor(private readonly store: Store) {}

  get sections(): readonly Section[] {
    return this.narrow || this.on_paper ? [kText, ...kSections] : kSections;
  }

  get names(): readonly string[] {
    return [...new Set(this.sections.map(({ drawer }) => drawer))];
  }

  /** The section whose drawer is open. */
  get open(): Section | undefined {
    const { page, graph } = this.store.state;
    return section_named(graph.card ? "node" : page.view || this.first, this.sections);
  }

  /** The view that is open without a word of the reader: on a narrow page the text, else what a quiz asks. */
  private get first(): string {
    if (this.narrow) return view_of(kText.title);
    return this.store.state.quiz.cells.length > 0 ? "node" : "";
  }

  /** Opens a drawer, or shuts the one that is open. */
  turn(drawer: string): void {
    const { page, graph, state } = this.store;
    const shut = drawer === this.open?.drawer;
    if (state.graph.card) graph.close_card();
    page.open_tab(shut ? (this.first ? "Graph" : "") : title_for(drawer, this.sections));
    this.aimed = this.store.state.page.view; // who presses a tab wants its beginning
    this.end();
  }

  /** Brings the section into sight that the view names, if it does not begin its drawer; to be called when it is drawn. */
  bring(root: ParentNode): void {
    const { view } = this.store.state.page;
    const { open, sections } = this;
    if (view === this.aimed) return;
    this.aimed = view;
    const first = open && sections.find(({ drawer }) => drawer === open.drawer);
    const part = open && open !== first && root.querySelector<HTMLElement>(`#${section_of(open.title)}`);
    if (part) this.aim.at(part);
    else this.end();
  }

  end(): void {
    this.aim.end();
  }
}
