// The place of the paths: they are loaded when their tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-paths", area: "tab", order: 35, title: "Paths", drawer: "Paths" };

const kInLarge = "Paths are counted of networks that are shown: make this one narrower, and they are here.";
lazy_tab(panel, () => import("../lazy/paths.ts"), undefined, kInLarge);
