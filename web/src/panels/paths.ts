// The place of the paths: they are loaded when their tab is opened.
import { later_tab } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-paths", area: "tab", order: 35, title: "Paths" };

later_tab(panel, () => import("../later/paths.ts"));
