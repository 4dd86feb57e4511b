// The page itself: which of its tabs is open.
import type { Common, Core } from "./slice.ts";
import { view_of } from "./views.ts";

export interface PageState {
  /** Name of the open tab, as in a link; the first one is open where it is empty, or where there is no such tab. */
  view: string;
  /** Name of the dialog that is open; empty for none. */
  dialog: string;
  /** A large text whose derivatives are to be checked by extra passes forward, however long that takes. */
  checked: string;
  /** The network can be looked at, and not changed. */
  readonly: boolean;
  /** The step of the tour that is shown, from 1; 0 for none. */
  tour: number;
  /** The network of that step is there, or the one that came with it in a link. */
  arrived: boolean;
}

export const kPage: PageState = { view: "", dialog: "", checked: "", readonly: false, tour: 0, arrived: true };

/** How the page is loaded anew without losing its network. */
export interface Leave {
  /** Whether the address can hold the network. */
  keeps(): boolean;
  reload(): void;
}

export class PageVerbs {
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

  show_tour(tour: number): void {
    this.core.write({ page: { ...this.core.state.page, tour, arrived: tour === 0 } });
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
