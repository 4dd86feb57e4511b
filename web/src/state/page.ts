// The page itself: which of its tabs is open.
import type { Common, Core } from "./slice.ts";
import { view_of } from "./views.ts";

/** What words of the page speak of: it is marked, and brought into sight. */
export interface Spoken {
  /** Nodes of the graph, or elements of them as `a[0]`. */
  nodes: readonly string[];
  /** Another part of the page, by the name of its panel; empty for none. */
  part: "" | "meeting" | "tape" | "board";
}

export interface PageState {
  /** Name of the open tab, as in a link; the first one is open where it is empty, or where there is no such tab. */
  view: string;
  /** Name of the dialog that is open; empty for none. */
  dialog: string;
  /** A large text whose derivatives are to be checked by extra passes forward, however long that takes. */
  checked: string;
  /** The page is on the screen of a room: larger, and with the keys of a presenter. */
  presenting: boolean;
  /** The network can be looked at, and not changed. */
  readonly: boolean;
  /** The step of the tour that is shown, from 1; 0 for none. */
  tour: number;
  /** The network of that step is there, or the one that came with it in a link; without a step, the reader's own. */
  arrived: boolean;
  /** Null while nothing is spoken of. */
  spoken: Spoken | null;
}

export const kPage: PageState = {
  view: "",
  dialog: "",
  checked: "",
  presenting: false,
  readonly: false,
  tour: 0,
  arrived: true,
  spoken: null,
};

/** How the page is loaded anew without losing its network. */
export interface Leave {
  /** Whether the address can hold the network. */
  keeps(): boolean;
  reload(): void;
}

/** A network that the reader has made, as it is kept from visit to visit. */
export interface Draft {
  id: string;
  title: string;
  /** When it was kept last, in ms since 1970; 0 where that is not known. */
  at: number;
  /** The link that holds it. */
  token: string;
}

/** Where they are kept. */
export interface Shelf {
  /** Newest first; the storage of the browser may hold anything, so their links are still to be checked. */
  list(): readonly Draft[];
  forget(id: string): void;
}

export class PageVerbs {
  /** Null where the page is someone else's. */
  drafts: Shelf | null = null;
  /** Null where the page is someone else's. */
  leave: Leave | null = null;

  constructor(private readonly core: Core<Common & { page: PageState }>) {}

  /** Asks for the check of the present text. */
  check(): void {
    this.core.write({ page: { ...this.core.state.page, checked: this.core.state.text } });
    this.core.rerun();
  }

  /** Opens a dialog by its name; an empty name closes it. */
  show(dialog: string): void {
    if (dialog !== this.core.state.page.dialog) this.core.write({ page: { ...this.core.state.page, dialog } });
  }

  present(presenting: boolean): void {
    if (presenting !== this.core.state.page.presenting)
      this.core.write({ page: { ...this.core.state.page, presenting } });
  }

  /** Begins a step of the tour; 0 leaves it. What the page is to show there, the tour brings. */
  show_tour(tour: number): void {
    this.core.write({ page: { ...this.core.state.page, tour, arrived: false, spoken: null } });
  }

  /** Marks what is spoken of, and nothing else. */
  speak_of(spoken: Spoken | null): void {
    if (spoken !== this.core.state.page.spoken) this.core.write({ page: { ...this.core.state.page, spoken } });
  }

  /** Says that the network of the step has been brought. */
  arrive(): void {
    if (!this.core.state.page.arrived) this.core.write({ page: { ...this.core.state.page, arrived: true } });
  }

  set_readonly(readonly: boolean): void {
    if (readonly !== this.core.state.page.readonly) this.core.write({ page: { ...this.core.state.page, readonly } });
  }

  /** Opens the tab of that title. */
  open_tab(title: string): void {
    this.core.write({ page: { ...this.core.state.page, view: view_of(title) } });
  }
}
