// The place of the mistakes: they are loaded when their tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-mistakes", area: "tab", order: 37, title: "Mistakes", drawer: "Paths" };

lazy_tab(panel, () => import("../lazy/mistakes.ts"));
