// The place of the ledger: it is loaded when its tab is opened.
import { lazy_tab } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";

export const panel: PanelPlace = { tag: "bw-ledger", area: "tab", order: 10, title: "Ledger", drawer: "Numbers" };

const kInLarge =
  "Too many numbers for a ledger: shapes, bytes and flops stand in the place of the graph, statement by statement.";
lazy_tab(panel, () => import("../lazy/ledger.ts"), undefined, kInLarge);
