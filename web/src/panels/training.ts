// The place of what a network takes to predict and to train: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-training", area: "tab", order: 41, title: "Training", drawer: "Costs" };

lazy_tab(panel, () => import("../lazy/training.ts"), undefined, ""); // of a large network it stands in the place of the graph
