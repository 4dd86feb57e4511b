// The place of the residual switch: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-skips", area: "tab", order: 36, title: "Paths", drawer: "Paths" };

lazy_tab(panel, () => import("../lazy/skips.ts"), "The residual switch");
