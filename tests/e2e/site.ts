// The page as the tests use it: opened, watched for errors and foreign requests, its parts by role and name.
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { plain } from "./engine.ts";

export interface Site {
  page: Page;
  network: Locator;
  text: Locator;
  ledger: Locator;
  totals: Locator;
  graph: Locator;
  meeting: Locator;
  problems: Locator;
  /** A row of the ledger by the name of its node or element. */
  row(name: string): Locator;
  /** What stands in the text field, which is a plain one until the editor has come. */
  written(): Promise<string>;
  /** Line and column of the caret, from 1. */
  caret(): Promise<[line: number, column: number]>;
  /** Flops and working memory of every schedule, as shown. */
  shown(): Promise<string[][]>;
}

/** Opens the page and waits for its first numbers. */
export async function open(page: Page): Promise<Site> {
  await page.goto("./");
  const site: Site = {
    page,
    network: page.getByRole("combobox", { name: "Network", exact: true }),
    text: page.getByRole("textbox", { name: "Network text" }),
    ledger: page.getByRole("table", { name: /Ledger/ }),
    totals: page.getByRole("table", { name: /derivative/i }).first(),
    graph: page.getByRole("region", { name: "Graph of the network" }),
    meeting: page.getByTestId("meeting"),
    problems: page.getByRole("group", { name: "Problems" }),
    row: (name) => page.getByRole("row").filter({ has: page.getByRole("rowheader").getByText(name, { exact: true }) }),
    written: () =>
      site.text.evaluate((field) =>
        field instanceof HTMLTextAreaElement
          ? field.value
          : [...field.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"),
      ),
    caret: () =>
      site.text.evaluate((field): [number, number] => {
        const selection = (field.getRootNode() as unknown as Document).getSelection();
        const lines = [...field.querySelectorAll(".cm-line")];
        const line = lines.findIndex((one) => one.contains(selection?.anchorNode ?? null));
        const before = document.createRange();
        if (selection?.anchorNode) {
          before.setStart(lines[line] ?? field, 0);
          before.setEnd(selection.anchorNode, selection.anchorOffset);
        }
        return [line + 1, before.toString().length + 1];
      }),
    async shown() {
      const rows = await site.totals.locator("tbody tr").all();
      return Promise.all(rows.map(async (row) => (await row.getByRole("cell").allTextContents()).map(plain)));
    },
  };
  await expect(site.meeting).toBeVisible();
  if (await site.text.isVisible()) await expect(site.text).toHaveAttribute("contenteditable", "true");
  return site;
}

/** Files of that name do not come before the function that is returned is called; to be called before they are asked for. */
export async function hold(page: Page, name: string): Promise<() => void> {
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(new RegExp(`/${name}-[^/]*\\.js$`), async (route) => {
    await comes;
    await route.continue();
  });
  return come;
}

/** Every request of a kind takes its time, however fast this machine is; to be called before the page is opened. */
export async function slow_engine(page: Page, kind: string): Promise<void> {
  await page.addInitScript((kind) => {
    const post = Worker.prototype.postMessage as (this: Worker, message: { request?: string }) => void;
    Worker.prototype.postMessage = function (this: Worker, message: { request?: string }) {
      if (message.request?.includes(`"kind":"${kind}"`)) setTimeout(() => post.call(this, message), 400);
      else post.call(this, message);
    } as typeof Worker.prototype.postMessage;
  }, kind);
}

/** A test that fails on any console error, page error, failed request, or request to another host. */
export const test = base.extend<{ watched: undefined }>({
  watched: [
    async ({ page, baseURL }, use) => {
      const problems: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(baseURL ?? "") && !/^(data|blob):/.test(url)) problems.push(`foreign request: ${url}`);
      });
      page.on("response", (response) => {
        if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
      });
      await use(undefined);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
