// Parts of the page by their roles and names, and what is done with them in many tests.
import { says } from "../e2e/engine.ts";
import { type Page, until } from "./page.ts";
import type { Query } from "./seek.ts";

export const kMeeting: Query = { testid: "meeting" };
export const kText: Query = { role: "textbox", name: "Network text" };
export const kNetwork: Query = { role: "combobox", name: "Network" };
export const kGraph: Query = { role: "region", name: "Graph of the network" };
export const kCard: Query = { role: "complementary", name: "Why this number?" };
export const kAnswer: Query = { role: "region", name: "The short answer" };
export const kTotals: Query = { role: "table", name: /^Costs/ };
export const kLedger: Query = { role: "table", name: /Ledger/ };

/** The key that is held for a command. */
export const kCommand = process.platform === "darwin" ? "Meta" : "Control";

export const button = (name: string | RegExp): Query => ({ role: "button", name });
export const tab = (name: string): Query => ({ role: "tab", name });

/** Opens a drawer, if it is not open. */
export async function show(page: Page, name: string): Promise<void> {
  if ((await page.attribute(tab(name), "aria-selected")) !== "true") await page.click(tab(name));
  await page.has(tab(name), "aria-selected", "true");
}

/** Waits until both numbers of the meeting line are this one. */
export async function meets(page: Page, value: unknown): Promise<void> {
  const numbers = () =>
    page.all(kMeeting, ([line]) => [...(line?.querySelectorAll("b") ?? [])].map((one) => one.textContent ?? ""));
  const fits = (shown: string[]) => shown.length === 2 && shown.every((one) => says(one, Number(value)));
  await until(`the meeting line is not at ${value}`, numbers, fits);
}

/** What stands in the editor. */
export function written(page: Page): Promise<string> {
  return page.all(kText, ([field]) =>
    [...(field?.querySelectorAll(".cm-line") ?? [])].map((line) => line.textContent).join("\n"),
  );
}

/** Puts the caret into the editor, once it has come. */
export async function into_text(page: Page): Promise<void> {
  await page.has(kText, "contenteditable", "true");
  await page.click({ css: ".cm-scroller" });
}
