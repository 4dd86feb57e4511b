// The page as the tests use it: opened, watched for errors and foreign requests, its parts by role and name.
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { plain, preset } from "./engine.ts";

export interface Site {
  page: Page;
  network: Locator;
  text: Locator;
  ledger: Locator;
  /** The short answer. */
  answer: Locator;
  /** The table of what all schedules cost, once `costs` has opened it. */
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
  /** Opens the costs. */
  costs(): Promise<void>;
  /** Flops, with the function calls, and working memory of every schedule, as the costs show them; opens them. */
  shown(): Promise<string[][]>;
  /** The columns of the short answer, once it has the figures of the networks that it compares with. */
  answered(): Promise<string[]>;
}

/** The network that most tests are about: layers, matrices, a skip. */
export const kUsual = "two-layers-and-a-skip";

/** Opens the page as it opens by itself, and waits for its first numbers. */
export const open_bare = (page: Page): Promise<Site> => open_at(page, "./");

/** The address of a page with a preset. */
export const address_of = (id = kUsual): string => `./#${encode({ src: preset(id) })}`;

/** Opens the page with a preset and waits for its first numbers. */
export const open = (page: Page, id = kUsual): Promise<Site> => open_at(page, address_of(id));

/** The drawers of the parts that are not called as their drawer is. */
const kDrawers: Readonly<Record<string, string>> = {
  Ledger: "Numbers",
  Memory: "Costs",
  Scaling: "Costs",
  Mistakes: "Paths",
  Sources: "Learn",
};

/** What the parts that load when their drawer is opened draw first. */
const kBodies: Readonly<Record<string, string>> = {
  Ledger: "bw-ledger-body tbody tr",
  Paths: "bw-paths-body",
  Scaling: "bw-scaling-body",
  Mistakes: "bw-mistakes-body",
  Sources: "bw-sources-body",
  Costs: "bw-costs-body",
};

/** A part of the page that lies in a drawer. */
export const part_of = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });

/** Opens the drawer of a part, if it lies in one that is not open. */
export async function open_drawer(page: Page, name: string): Promise<void> {
  const tab = page.getByRole("tab", { name: kDrawers[name] ?? name, exact: true });
  if ((await tab.count()) > 0 && (await tab.getAttribute("aria-selected")) === "false") await tab.click();
}

/** The same, and waits until what it loads has come. */
export async function show(page: Page, name: string): Promise<void> {
  await open_drawer(page, name);
  const body = kBodies[name];
  if (body) await expect(page.locator(body).first()).toBeAttached();
}

/** Opens an address afresh, and waits for its first numbers. */
export async function open_at(page: Page, address: string): Promise<Site> {
  if (page.url() !== "about:blank") await page.goto("about:blank"); // another fragment alone loads nothing
  await page.goto(address);
  const site: Site = {
    page,
    network: page.getByRole("combobox", { name: "Network", exact: true }),
    text: page.getByRole("textbox", { name: "Network text" }),
    ledger: page.getByRole("table", { name: /Ledger/ }),
    answer: page.getByRole("region", { name: "The short answer" }),
    totals: page.getByRole("table", { name: /^Costs/ }),
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
    async costs() {
      const tab = page.getByRole("tab", { name: "Costs" });
      if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
      await expect(site.totals).toBeVisible();
    },
    async shown() {
      await site.costs();
      const rows = await site.totals.locator("tbody tr:not(:has(input))").all(); // the row with a slider is no standard schedule
      const cell = async (row: Locator, head: string) =>
        plain((await row.locator(`[data-head="${head}"]`).textContent()) ?? "");
      return Promise.all(
        rows.map(async (row) => {
          const [flops = "", fn = "", bytes = ""] = await Promise.all(
            ["flops", "fn", "working peak"].map((head) => cell(row, head)),
          );
          return [`${flops} flops${fn === "0" ? "" : ` + ${fn} fn`}`, bytes];
        }),
      );
    },
    async answered() {
      await expect(site.answer).toContainText(/(264 weights|5 outputs)/);
      return (await site.answer.locator(".column .body").allTextContents()).map(plain);
    },
  };
  await expect(page.locator("#first")).toHaveCount(0); // the picture of the first screen has given its place to the page
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
export async function slow_engine(page: Page, kind: string, ms = 400): Promise<void> {
  await page.addInitScript(
    ([kind, ms]) => {
      const post = Worker.prototype.postMessage as (this: Worker, message: { request?: string }) => void;
      Worker.prototype.postMessage = function (this: Worker, message: { request?: string }) {
        if (message.request?.includes(`"kind":"${kind}"`)) setTimeout(() => post.call(this, message), ms);
        else post.call(this, message);
      } as typeof Worker.prototype.postMessage;
    },
    [kind, ms] as const,
  );
}

/** A test that fails on any console error, page error, failed request, or request to another host. */
export const test = base.extend<{ watched: undefined }>({
  watched: [
    async ({ page, baseURL }, use) => {
      const problems: string[] = [];
      page.on("console", (message) => {
        if (message.text().startsWith("Service Worker registration blocked")) return; // by the tests themselves
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
