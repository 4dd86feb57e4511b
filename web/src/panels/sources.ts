// The place of the sources: they are loaded when their tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-sources", area: "tab", order: 60, title: "Sources", drawer: "Learn" };

lazy_tab(panel, () => import("../lazy/sources.ts"));
