// The place of backward with less memory: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = {
  tag: "bw-checkpoints",
  area: "tab",
  order: 32,
  title: "Checkpoints",
  drawer: "Costs",
};

lazy_tab(panel, () => import("../lazy/checkpoints.ts"), undefined, "");
