// The place of the paths: they are loaded when their tab is opened.
import { later_tab } from "../state/later.ts";
import type { PanelPlace } from "../state/panel.ts";

export const panel: PanelPlace = { tag: "bw-paths", area: "tab", order: 35, title: "Paths" };

later_tab(panel, () => import("../later/paths.ts"));
