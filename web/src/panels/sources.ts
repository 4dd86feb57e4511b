// The place of the sources: they are loaded when their tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-sources", area: "tab", order: 60, title: "Sources" };

later_tab(panel, () => import("../later/sources.ts"));
