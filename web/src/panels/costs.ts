// The place of the table of costs: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-costs", area: "tab", order: 20, title: "Costs", drawer: "Costs" };

lazy_tab(panel, () => import("../lazy/costs.ts"));
