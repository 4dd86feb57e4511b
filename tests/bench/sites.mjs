// The pages that are measured: dist/, and beside it, in the same run, the folder that BW_BEFORE names: an earlier build.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromium as installed, root } from "../../web/tools/machine.mjs";
import { serveFolder } from "./hosts/serve.mjs";

/** [{ name, url, close }]; the earlier build first. */
export async function sites() {
  const before = process.env.BW_BEFORE ? [{ name: "before", folder: process.env.BW_BEFORE }] : [];
  const all = [...before, { name: "now", folder: join(root, "dist") }];
  return Promise.all(all.map(async ({ name, folder }) => ({ name, ...(await serveFolder(folder)) })));
}

export function launched() {
  return chromium.launch({ executablePath: installed() ?? "chromium", args: ["--no-sandbox", "--disable-gpu"] });
}

/** The page of a site, once its first numbers and its editor are there. */
export async function opened(browser, url, prepare = async () => undefined) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await prepare(page);
  await page.goto(url);
  await page.getByTestId("meeting").waitFor({ timeout: 60_000 });
  const text = page.locator('[role="textbox"][contenteditable="true"]').first();
  await text.waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
  return { page, text };
}

export function at(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
