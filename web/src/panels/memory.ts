// The place of the time line of memory: it is loaded when its tab is opened.
import { later_tab } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-memory", area: "tab", order: 30, title: "Memory" };

later_tab(panel, () => import("../later/memory.ts"));
