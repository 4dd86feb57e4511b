// The place of the residual switch: it is loaded when its tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-skips", area: "tab", order: 36, title: "Paths" };

later_tab(panel, () => import("../later/skips.ts"), "The residual switch");
