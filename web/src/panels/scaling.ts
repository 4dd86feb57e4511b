// The place of the scaling: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-scaling", area: "tab", order: 40, title: "Scaling", drawer: "Costs" };

lazy_tab(panel, () => import("../lazy/scaling.ts"));
