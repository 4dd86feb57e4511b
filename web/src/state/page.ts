// The page itself: which of its tabs is open.
import type { Core } from "./slice.ts";

export interface PageState {
  /** Title of the open tab; the first one where it is empty or not there. */
  tab: string;
  /** Name of the dialog that is open; empty for none. */
  dialog: string;
  /** A large text whose derivatives are to be checked by extra passes forward, however long that takes. */
  checked: string;
  /** The network can be looked at, and not changed. */
  readonly: boolean;
}

export const kPage: PageState = { tab: "", dialog: "", checked: "", readonly: false };

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

  set_readonly(readonly: boolean): void {
    if (readonly !== this.core.state.page.readonly) this.core.write({ page: { ...this.core.state.page, readonly } });
  }

  open_tab(tab: string): void {
    this.core.write({ page: { ...this.core.state.page, tab } });
  }
}
