// The place of the mistakes: they are loaded when their tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-mistakes", area: "tab", order: 37, title: "Mistakes" };

later_tab(panel, () => import("../later/mistakes.ts"));
