// The place of derivatives along any direction: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-directions", area: "tab", order: 38, title: "Directions", drawer: "Paths" };

lazy_tab(panel, () => import("../lazy/directions.ts"), undefined, "");
