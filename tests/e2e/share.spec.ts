// Share: every snippet as the dialog gives it, made into a page of another host and opened there; the length, the toast, the keys.
import type { Page } from "@playwright/test";
import { decode } from "../../web/src/link/codec.ts";
import { preset } from "./engine.ts";
import { from_mdx, slides } from "./frameworks.mjs";
import { serve_page } from "./holders.mjs";
import { axe } from "./looks.ts";
import { serve } from "./serve.mjs";
import { expect, open, test } from "./site.ts";

const text = '# <b>A</b> "network" {of} `mine`\nparam w = 3\nL = w*w\n';
const kNames = ["Link", "HTML", "Element", "MyST", "Quarto", "Docusaurus", "reveal.js", "Markdown", "JSON"];

async function opened(page: Page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByRole("radio", { name: "Link" })).toBeFocused();
  return dialog;
}

/** What the dialog gives for each kind of page. */
async function snippets(page: Page): Promise<Map<string, string>> {
  const dialog = await opened(page);
  const found = new Map<string, string>();
  for (const name of kNames) {
    await dialog.getByRole("radio", { name, exact: true }).check();
    found.set(name, await dialog.getByRole("textbox", { name: `${name} to copy` }).inputValue());
  }
  return found;
}

test("a page of another host made of each snippet shows the network", async ({ page, context }) => {
  test.slow();
  const site = await open(page);
  await site.text.fill(text);
  await expect(site.meeting).toContainText("▸ at L = 6");
  const found = await snippets(page);
  const here = new URL("./", page.url()).href;
  const hosted = await serve({ headers: { "access-control-allow-origin": "*" } });
  const fence = (snippet = ""): string => snippet.split("\n").slice(1, -2).join("\n");
  const pages: Record<string, string> = {
    HTML: found.get("HTML") ?? "",
    "HTML in a strict sandbox": (found.get("HTML") ?? "").replace("<iframe ", '<iframe sandbox="allow-scripts" '),
    Element: found.get("Element") ?? "",
    MyST: fence(found.get("MyST")),
    Quarto: fence(found.get("Quarto")),
    Docusaurus: await from_mdx(`# A page\n\n${found.get("Docusaurus") ?? ""}\n`),
    "reveal.js": slides(found.get("reveal.js") ?? ""),
  };
  try {
    for (const [name, html] of Object.entries(pages)) {
      const holder = await serve_page(
        `<!doctype html><meta charset="utf-8"><body>${html.replaceAll(here, hosted.url)}`,
      );
      const other = await context.newPage();
      await other.goto(holder.url);
      if (name === "reveal.js") {
        await expect(other.getByRole("heading", { name: "First" })).toBeVisible();
        await other.keyboard.press("ArrowRight"); // the network is loaded when its slide comes
      }
      const inside = name === "Element" ? other.locator("both-ways") : other.frameLocator("iframe");
      await expect(inside.getByTestId("meeting"), name).toContainText("▸ at L = 6");
      if (name !== "Element")
        expect(await other.locator("iframe").getAttribute("title")).toBe('<b>A</b> "network" {of} `mine`');
      expect(await other.locator("b").filter({ hasText: /^A$/ }).count(), name).toBe(0);
      await other.close();
      holder.close();
    }
    const other = await context.newPage();
    await other.goto((found.get("Link") ?? "").replace(here, hosted.url));
    await expect(other.getByTestId("meeting")).toContainText("▸ at L = 6");
    const [, badge = "", link = ""] = /^\[!\[.*?\]\((.*?)\)\]\((.*?)\)$/.exec(found.get("Markdown") ?? "") ?? [];
    expect(link).toBe(found.get("Link"));
    expect((await other.goto(badge.replace(here, hosted.url)))?.status()).toBe(200);
    await other.close();
    expect(JSON.parse(found.get("JSON") ?? "")).toMatchObject({ v: 1, src: text });
  } finally {
    hosted.close();
  }
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  for (const scheme of ["light", "dark"] as const)
    test(`the dialog at ${width} px, ${scheme}: preview, length, copied`, async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await open(page);
      const dialog = await opened(page);
      await expect(dialog.frameLocator("iframe").getByTestId("meeting")).toContainText("✓");
      await expect(dialog.getByRole("meter")).toHaveAttribute("aria-valuetext", /^\d+ characters: ✓ short enough/);
      await dialog.getByRole("button", { name: "Copy", exact: true }).click();
      await expect(dialog.getByRole("status").first()).toHaveText("✓ Link copied");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(decode(new URL(copied).hash)).toMatchObject({ link: { src: preset("two-layers-and-a-skip") } });
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      await page.screenshot({ path: `build/screenshots/share-${width}-${scheme}.png` });
      await dialog.getByRole("radio", { name: "HTML", exact: true }).check();
      await dialog.locator("iframe").evaluate((one) => one.setAttribute("src", "about:blank")); // it is looked at by itself
      await axe(page);
      await page.screenshot({ path: `build/screenshots/share-html-${width}-${scheme}.png` });
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
    });

test("Ctrl+S copies the link of what is shown, and says so", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const site = await open(page);
  await site.network.selectOption("fan-out");
  await expect(site.meeting).toContainText("✓");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("status").filter({ hasText: "✓ Link copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(decode(new URL(copied).hash)).toMatchObject({ link: { src: preset("fan-out") } });
});

test("a long link is said to be long before it is copied", async ({ page }) => {
  const site = await open(page);
  const row = (at: number): string =>
    Array.from({ length: 12 }, (_, one) => Math.sin(at * 12 + one).toFixed(9)).join(", ");
  await site.text.fill(
    `param W = [${Array.from({ length: 20 }, (_, at) => `[${row(at)}]`).join(",\n")}]\nL = sum(W*W)\n`,
  );
  await expect(site.meeting).toContainText("✓");
  const dialog = await opened(page);
  await expect(dialog.getByRole("meter")).toHaveAttribute("aria-valuetext", /! long: some mail programs/);
});
