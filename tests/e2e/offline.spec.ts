// The page without a network: it works after one visit, never changes its version by itself, and its worker answers for nothing else.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { axe } from "./looks.ts";
import { serve } from "./serve.mjs";

test.use({ serviceWorkers: "allow", viewport: { width: 1280, height: 720 } });

const dist = new URL("../../dist/", import.meta.url);
const meeting = (page: Page) => page.getByTestId("meeting");
const notice = (page: Page) => page.locator("#newer");

/** A server whose files are of a first version, and on demand of a second. */
async function served(base = "/") {
  let second = false;
  const altered = (path: string, text: string): string | null => {
    if (!second) return null;
    if (path === base || path === `${base}index.html`) return text.replace("<html", '<html data-version="2"');
    if (path !== `${base}sw.js`) return null;
    const next = text.replace(/(?<=url:.index\.html.,revision:.)\w+/, "second");
    expect(next).not.toBe(text);
    return next;
  };
  const site = await serve({ base, altered });
  const release = (): void => {
    second = true;
  };
  return { ...site, release };
}

/** One visit, until the page is kept. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(meeting(page)).toContainText("✓");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(1);
}

/** Paths in all caches, from the root of the site. */
const kept = (page: Page, url: string): Promise<string[]> =>
  page.evaluate(async (root) => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => request.url.replace(root, "").replace(/\?.*$/, ""));
  }, url);

const version = (page: Page): Promise<string | null> => page.locator("html").getAttribute("data-version");

test("in flight mode after one visit: the page, its parts, a link, the screen of a room", async ({ context, page }) => {
  const site = await served("/a/b/");
  await visit(page, site.url);
  site.close();
  await context.setOffline(true);
  const fresh = await context.newPage();
  const problems: string[] = [];
  fresh.on("pageerror", (error) => problems.push(error.message));
  await fresh.goto(site.url);
  await expect(meeting(fresh)).toContainText("✓");
  await expect(fresh.getByRole("textbox", { name: "Network text" })).toHaveAttribute("contenteditable", "true");
  await fresh.getByRole("tab", { name: "Costs" }).click();
  await expect(fresh.locator("bw-costs-body h2").first()).toBeVisible();
  await fresh.getByRole("button", { name: "Share", exact: true }).click();
  await expect(fresh.getByRole("dialog")).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${site.url}?view=stage#${encode({ src: "param w = 3\nL = w*w\n" })}`);
  await expect(meeting(other)).toContainText("▸ at L = 6");
  expect(problems).toEqual([]);
});

test("what is kept is the page: all of its parts, and nothing that others take", async ({ page }) => {
  const site = await served();
  await visit(page, site.url);
  const own = ["index.html", "manifest.webmanifest", "offline.js", "unstarted.js"];
  const assets = readdirSync(new URL("assets/", dist)).map((name) => `assets/${name}`);
  const found = await kept(page, site.url);
  expect(found.filter((path) => !path.startsWith("icon")).sort()).toEqual([...own, ...assets].sort());
  const manifest = JSON.parse(readFileSync(new URL("manifest.webmanifest", dist), "utf8"));
  for (const { src } of manifest.icons) expect(found).toContain(src);
  site.close();
});

test("what it adds to the start is one script of at most 1,000 bytes with gzip, after all others", async () => {
  const html = readFileSync(new URL("index.html", dist), "utf8");
  expect(html.match(/<script defer[^>]*offline\.js[^>]*>/g)).toHaveLength(1);
  for (const name of ["embed.html", "404.html", "n/square/index.html", "guide/index.html"])
    expect(readFileSync(new URL(name, dist), "utf8"), name).not.toContain("offline.js");
  const bytes = gzipSync(readFileSync(new URL("offline.js", dist)), { level: 9 }).length;
  console.log(`offline.js: ${bytes} bytes`);
  expect(bytes).toBeLessThanOrEqual(1000);
});

/** The second version is there, and the reader comes back to a page that has the first. */
async function newer(context: BrowserContext, page: Page) {
  const site = await served();
  await visit(page, site.url);
  await page.reload();
  await expect(meeting(page)).toContainText("✓");
  site.release();
  const back = await context.newPage();
  await back.goto(site.url);
  await expect(notice(back)).toContainText("A new version of Bothways is there.");
  return { site, back };
}

test("a newer version waits until it is wanted, and the network goes with it", async ({ context, page }) => {
  const { site, back } = await newer(context, page);
  expect(await version(back)).toBeNull();
  await axe(back);
  await back.screenshot({ path: "build/screenshots/newer.png" });
  await back.reload(); // by itself nothing changes
  await expect(notice(back)).toContainText("A new version");
  expect(await version(back)).toBeNull();
  await back.getByRole("textbox", { name: "Network text" }).fill("param w = 3\nL = w*w\n");
  await expect(meeting(back)).toContainText("▸ at L = 6");
  await Promise.all([back.waitForEvent("load"), notice(back).getByRole("button", { name: "Switch to it" }).click()]);
  await expect(meeting(back)).toContainText("▸ at L = 6");
  expect(await version(back)).toBe("2");
  await expect(notice(back)).toBeEmpty();
  // The other window is told, and goes on with what it has.
  expect(await version(page)).toBeNull();
  await expect(notice(page)).toContainText("A new version");
  await Promise.all([page.waitForEvent("load"), notice(page).getByRole("button", { name: "Switch to it" }).click()]);
  expect(await version(page)).toBe("2");
  expect(new Set(await kept(page, site.url)).size).toBe((await kept(page, site.url)).length); // of one version alone
  site.close();
});

test("later: the notice goes, the version stays", async ({ context, page }) => {
  const { site, back } = await newer(context, page);
  await notice(back).getByRole("button", { name: "Later" }).click();
  await expect(notice(back)).toBeEmpty();
  expect(await version(back)).toBeNull();
  await expect(meeting(back)).toContainText("✓");
  site.close();
});

test("embeds, kept versions, networks and other files pass through", async ({ context, page }) => {
  const site = await served();
  await visit(page, site.url);
  const other = await context.newPage();
  const answered = new Map<string, boolean>();
  other.on("response", (response) => {
    answered.set(new URL(response.url()).pathname, response.fromServiceWorker());
  });
  await other.goto(site.url);
  await expect(meeting(other)).toContainText("✓");
  expect(answered.get("/")).toBe(true); // it does answer for the page
  await other.goto("about:blank"); // what the page still waited for is not heard below
  answered.clear();
  await other.goto(`${site.url}embed.html#${encode({ src: "param w = 3\nL = w*w\n" })}`);
  expect(await other.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await expect(meeting(other)).toContainText("▸ at L = 6");
  for (const path of [
    "n/square/",
    "v/1.0.0/",
    "v/1.0.0/index.html",
    "v/1.0.0/assets/page.js",
    "element.js",
    "robots.txt",
  ])
    await other.goto(`${site.url}${path}`);
  expect(answered.size).toBeGreaterThan(8);
  expect([...answered].filter(([, by_worker]) => by_worker)).toEqual([]);
  site.close();
});

for (const [what, base, path] of [
  ["an embed", "/", "embed.html"],
  ["a kept version", "/v/1.0.0/", ""],
  ["a page of a network", "/", "n/square/"],
] as const)
  test(`${what} has nothing kept`, async ({ page }) => {
    await page.clock.install(); // the pause after which the page would be kept
    const asked: string[] = [];
    const spoil = (at: string): null => {
      asked.push(at);
      return null;
    };
    const site = await serve({ base, spoil });
    await page.goto(`${site.url}${path}`);
    await page.clock.runFor(60_000);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    expect(asked.filter((one) => one.endsWith("sw.js"))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
    site.close();
  });
