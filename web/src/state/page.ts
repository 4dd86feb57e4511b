// The page itself: which of its tabs is open.
import type { Core } from "./slice.ts";

export interface PageState {
  /** Title of the open tab; the first one where it is empty or not there. */
  tab: string;
  /** Name of the dialog that is open; empty for none. */
  dialog: string;
  /** A large text whose derivatives are to be checked by extra passes forward, however long that takes. */
  checked: string;
}

export const kPage: PageState = { tab: "", dialog: "", checked: "" };

export class PageVerbs {
  constructor(private readonly core: Core) {}

  /** Asks for the check of the present text. */
  check(): void {
    this.core.write({ page: { ...this.core.state.page, checked: this.core.state.text } });
    this.core.rerun();
  }

  /** Opens a dialog by its name; an empty name closes it. */
  show(dialog: string): void {
    if (dialog !== this.core.state.page.dialog) this.core.write({ page: { ...this.core.state.page, dialog } });
  }

  open_tab(tab: string): void {
    this.core.write({ page: { ...this.core.state.page, tab } });
  }
}
