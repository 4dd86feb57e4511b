// The place of the cards of each step: they are loaded when their tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = {
  tag: "bw-step-cards",
  area: "tab",
  order: 12,
  title: "Each step",
  drawer: "Numbers",
};

lazy_tab(panel, () => import("../lazy/step_cards.ts"));
