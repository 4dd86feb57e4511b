// The place of the time line of memory: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-memory", area: "tab", order: 30, title: "Memory", drawer: "Costs" };

lazy_tab(panel, () => import("../lazy/memory.ts"));
