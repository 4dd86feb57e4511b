// The place of the list of the tour's steps: it is loaded when its drawer is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-lessons", area: "tab", order: 55, title: "Lessons", drawer: "Learn" };

lazy_tab(panel, () => import("../lazy/lessons.ts"), "The list of the tour");
