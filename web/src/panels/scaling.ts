// The place of the scaling: it is loaded when its tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-scaling", area: "tab", order: 40, title: "Scaling" };

later_tab(panel, () => import("../later/scaling.ts"));
