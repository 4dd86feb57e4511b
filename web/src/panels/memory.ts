// The place of the time line of memory: it is loaded when its tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-memory", area: "tab", order: 30, title: "Memory" };

later_tab(panel, () => import("../later/memory.ts"));
