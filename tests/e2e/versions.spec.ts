// Versions of the page side by side: each opens the links that were given out with it, what Share gives out stays with its version, and an old page offers the newest.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import type * as single from "../../web/package/single.d.ts";
import { encode } from "../../web/src/link/codec.ts";
import { add, make_version, place } from "../../web/tools/release/versions.mjs";
import { corpus, differences, numbers_by } from "../links/corpus.ts";
import { catalogue } from "./engine.ts";
import { serve } from "./serve.mjs";
import { expect, test } from "./site.ts";

const build = fileURLToPath(new URL("../../build/", import.meta.url));
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const token = encode({ src: "param w = 3\nL = w*w\n" }) ?? "";
const { version } = catalogue;
const later = "999.0.0";

const made: string[] = [];
test.afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A site that keeps those versions, each of them this page. */
function site_of(versions: readonly string[]): string {
  mkdirSync(join(build, "tests"), { recursive: true });
  const at = mkdtempSync(join(build, "tests", "site-"));
  made.push(at);
  make_version(dist, join(at, "made"));
  for (const one of versions) add(join(at, "kept"), one, join(at, "made"), 0);
  cpSync(dist, join(at, "site"), { recursive: true, filter: (path) => !path.endsWith("/v") });
  place(join(at, "kept"), join(at, "site"));
  return join(at, "site");
}

/** Folders of versions that are in the tree: beside the page that is built, and those that a release keeps. */
function kept_folders(): { name: string; folder: string; links: number }[] {
  return [join(dist, "v"), join(build, "kept")].flatMap((at) => {
    if (!existsSync(at)) return [];
    const names = readdirSync(at).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
    const list: { version: string; links: number }[] =
      names.length > 0 ? JSON.parse(readFileSync(join(at, "versions.json"), "utf8")).versions : [];
    return list.map(({ version: name, links }) => ({ name, folder: join(at, name), links }));
  });
}

for (const { name, folder, links } of [
  { name: "the newest", folder: dist, links: Number.POSITIVE_INFINITY },
  ...kept_folders(),
])
  test(`every link that was given out opens in ${name} (${folder}), with the numbers that it gave`, async () => {
    const page = (await import(pathToFileURL(join(folder, "single.js")).href)) as typeof single;
    const { call } = await page.engine();
    const all = corpus().slice(0, links); // entries are added at the end, and a version knows those of its day
    expect(all.length).toBeGreaterThan(20);
    for (const { name: entry, token: given, link, numbers } of all) {
      expect(page.decode(`#${given}`), entry).toEqual({ status: "link", link });
      expect(differences(numbers_by(call, link), numbers), entry).toEqual([]);
    }
  });

async function given_out(page: Page, address: string): Promise<string> {
  await page.goto(address);
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("radio", { name: "HTML", exact: true }).check();
  return page.getByRole("textbox", { name: "HTML to copy" }).inputValue();
}

test.describe("a site of several versions", () => {
  test("what is given out opens in the version that it was made with, or, where that is chosen, in the newest", async ({
    browser,
  }) => {
    const page = await browser.newPage();
    const { url, close } = await serve({ root: site_of([version]) });
    await page.goto(`${url}#${token}`);
    await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("radio", { name: "HTML", exact: true }).check();
    const field = page.getByRole("textbox", { name: "HTML to copy" });
    await expect(field).toHaveValue(new RegExp(`src="${url}v/${version}/embed\\.html#${token}"`));
    await expect(page.frameLocator("iframe").getByTestId("meeting")).toContainText("▸ at L = 6");
    await page.getByRole("combobox", { name: "Opens" }).selectOption("newest");
    await expect(field).toHaveValue(new RegExp(`src="${url}embed\\.html#${token}"`));
    await page.getByRole("radio", { name: "Link", exact: true }).check();
    await expect(page.getByRole("textbox", { name: "Link to copy" })).toHaveValue(`${url}#${token}`);
    await page.close();
    close();
  });

  test("where no version is kept, there is no choice, and what is given out opens in the page itself", async ({
    browser,
  }) => {
    const page = await browser.newPage();
    const { url, close } = await serve({ root: site_of([]) });
    expect(await given_out(page, `${url}#${token}`)).toContain(`src="${url}embed.html#${token}"`);
    await expect(page.getByRole("combobox", { name: "Opens" })).toHaveCount(0);
    await page.close();
    close();
  });

  test("an old version offers the newest with the network that is shown, and goes there only when it is told to", async ({
    browser,
  }) => {
    const page = await browser.newPage();
    const { url, close } = await serve({ root: site_of([version, later]) });
    const html = await given_out(page, `${url}v/${version}/#${token}`);
    expect(html).toContain(`src="${url}v/${version}/embed.html#${token}"`);
    await page.keyboard.press("Escape");
    const offer = page.getByRole("complementary", { name: "Another version" });
    await expect(offer).toContainText(`This is version ${version}, as it was.`);
    expect(page.url()).toContain(`/v/${version}/`);
    await page.getByRole("textbox", { name: "Network text" }).fill("param w = 4\nL = w*w\n");
    await expect(page.getByTestId("meeting")).toContainText("▸ at L = 8");
    await expect.poll(() => new URL(page.url()).hash).not.toBe(`#${token}`);
    await offer.getByRole("link", { name: `Open it in the newest, ${later}` }).click();
    await expect(page.getByTestId("meeting")).toContainText("▸ at L = 8");
    expect(new URL(page.url()).pathname).toBe("/");
    await expect(offer).toHaveCount(0);
    await page.goto(`${url}v/${version}/#${token}`);
    await offer.getByRole("button", { name: "Stay" }).click();
    await expect(offer).toHaveCount(0);
    await page.close();
    close();
  });

  test("the newest version and every frame offer nothing", async ({ browser }) => {
    const page = await browser.newPage();
    const { url, close } = await serve({ root: site_of([version, later]) });
    const lists: string[] = [];
    page.on("request", (request) => request.url().endsWith("versions.json") && lists.push(request.url()));
    await page.goto(`${url}v/${later}/#${token}`);
    await expect.poll(() => lists.length).toBe(1); // it has asked, and knows that it is the newest
    await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
    await expect(page.locator("#newest")).toHaveCount(0);
    await page.goto(`${url}v/${version}/embed.html#${token}`);
    await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
    expect(lists).toHaveLength(1);
    await page.close();
    close();
  });
});
