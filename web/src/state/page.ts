// The page itself: which of its tabs is open.
import type { Core } from "./slice.ts";

export interface PageState {
  /** Title of the open tab; the first one where it is empty or not there. */
  tab: string;
}

export const kPage: PageState = { tab: "" };

export class PageVerbs {
  constructor(private readonly core: Core) {}

  open_tab(tab: string): void {
    this.core.write({ page: { ...this.core.state.page, tab } });
  }
}
