// Sources: each published example is compared with the engine on the page; what differs is said, and a misprint is named.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { answer, plain } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, part_of, show, test } from "./site.ts";

interface Example {
  id: string;
  title: string;
  text: string[];
  source: { authors: string; title: string; year: string; url: string };
  figures: {
    values?: Record<string, string>;
    adjoints?: Record<string, Record<string, string>>;
    tangents?: Record<string, Record<string, string>>;
  };
  step?: { values: Record<string, string> };
}
const examples = JSON.parse(
  readFileSync(new URL("../../web/published/examples.json", import.meta.url), "utf8"),
) as readonly Example[];
const named = (id: string): Example => {
  const found = examples.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const [olah, mazur] = [named("olah-calculus"), named("mazur-2-2-2")];
const text_of = ({ text }: Example): string => `${text.join("\n")}\n`;

/** How many figures an example prints, and how many of them after a step of training. */
function counts({ figures, step }: Example): { all: number; after: number } {
  const size = (printed: Record<string, string> = {}): number => Object.keys(printed).length;
  const derivatives = [...Object.values(figures.adjoints ?? {}), ...Object.values(figures.tangents ?? {})];
  const after = size(step?.values);
  return { all: derivatives.reduce((sum, one) => sum + size(one), size(figures.values)) + after, after };
}

const panel_of = (page: Page): Locator => part_of(page, "Sources");
/** Rows of the table, each with the name of a figure. */
const figures_of = (panel: Locator): Locator =>
  panel.getByRole("row").filter({ has: panel.page().getByRole("rowheader") });

async function verdicts(panel: Locator): Promise<string[]> {
  return figures_of(panel).evaluateAll((rows) =>
    rows.map((row) => row.querySelector("td:last-child")?.textContent ?? ""),
  );
}

async function agreeing(page: Page, example: Example): Promise<void> {
  const panel = panel_of(page);
  const { all, after } = counts(example);
  await expect(panel.getByRole("heading", { level: 3, name: example.title })).toBeVisible();
  await expect(panel.getByRole("caption")).toContainText(`✓ ${all - after} of ${all} printed`);
  await expect(panel.getByText("stale")).toHaveCount(0);
  const said = await verdicts(panel);
  expect(said.filter((one) => one === "✓ agrees")).toHaveLength(all - after);
  expect(said.filter((one) => one === "! misprint")).toHaveLength(after);
  expect(said).toHaveLength(all);
  await expect(panel).toContainText(example.source.title);
  await expect(panel.getByRole("link", { name: example.source.url })).toHaveAttribute("rel", "noopener noreferrer");
}

const fits = async (page: Page): Promise<void> => {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(width).toBeLessThanOrEqual(room ?? 0);
};

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("by mouse: from the gallery to the figures; each agrees, and the misprint is named", async ({ page }) => {
      const site = await open(page);
      await page.getByRole("button", { name: "All networks" }).click();
      const dialog = page.getByRole("dialog", { name: "All networks" });
      const group = dialog.getByRole("list", { name: "From the literature" });
      await expect(group.getByRole("listitem")).toHaveCount(10);
      for (const { title, source } of examples)
        await expect(group.getByRole("button", { name: title })).toContainText(source.year);
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      await axe(page);
      await group.getByRole("button", { name: mazur.title }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("tab", { name: "Learn" })).toHaveAttribute("aria-selected", "true");
      await expect(site.network).toContainText(mazur.title);
      await agreeing(page, mazur);
      const panel = panel_of(page);
      await expect(panel.getByRole("heading", { level: 3, name: mazur.title })).toBeInViewport();
      await expect(panel).toContainText(
        "misprint: the printed number of E after one step is 0.291027924, where 0.2910277737 is right, because it follows",
      );
      const [first] = answer(text_of(mazur)).nodes.find(({ id }) => id === "W1")?.adjoint ?? [];
      const ours = figures_of(panel).filter({ hasText: "∂E/∂w1" }).getByRole("cell").nth(1);
      await expect(ours).toHaveAttribute("title", String(first));
      await axe(page);
      await fits(page);
      await page.screenshot({ path: `build/screenshots/sources-${width}.png`, fullPage: true });
    });

    test("by keys: from the gallery to the figures, and from one example to the next", async ({ page }) => {
      await open(page);
      const button = page.getByRole("button", { name: "All networks" });
      await button.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^Down to/ }).focus();
      await page.keyboard.press("Enter");
      const [first, second] = examples;
      const group = page.getByRole("list", { name: "From the literature" });
      await expect(group.getByRole("button").first()).toBeFocused();
      await page.keyboard.press("Enter");
      await agreeing(page, first as Example);
      await expect(button).toBeFocused();
      await panel_of(page).getByRole("button", { name: first?.title }).focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await agreeing(page, second as Example);
    });

    test("all agree, one after another", async ({ page }) => {
      await page.goto(`./#${encode({ src: text_of(olah), view: "sources" })}`);
      await agreeing(page, olah);
      for (const example of examples) {
        await panel_of(page).getByRole("button", { name: example.title }).click();
        await agreeing(page, example);
        await fits(page);
      }
    });

    test("another value of a weight makes figures differ and says so, with a way back", async ({ page }) => {
      await page.goto(`./#${encode({ src: text_of(olah).replace("b = 1", "b = 3"), view: "sources" })}`);
      const panel = panel_of(page);
      await expect(panel).toContainText("Not the values of the source: b.");
      await expect(panel.getByRole("caption")).toContainText(/✗ \d+ of 11 printed figures agree, \d+ differ/);
      const row = figures_of(panel).filter({ hasText: "▸ ∂e/∂b" });
      await expect(row).toContainText("✗ differs");
      expect((await row.getByRole("cell").allTextContents()).map(plain)).toEqual(["5", "9", "✗ differs"]);
      await expect(figures_of(panel).filter({ hasText: "∂d/∂b" })).toContainText("✓ agrees");
      await axe(page);
      await fits(page);
      await panel.getByRole("button", { name: "Back to the values of the source" }).click();
      await agreeing(page, olah);
    });
  });

test("typing: a value makes figures differ, an error leaves the last table, marked; another network is none of them", async ({
  page,
}) => {
  const site = await open(page);
  const panel = panel_of(page);
  await show(page, "Sources");
  await expect(panel).toContainText("This network is none of the examples");
  await expect(panel.getByRole("table")).toHaveCount(0);
  await panel.getByRole("button", { name: olah.title }).click();
  await agreeing(page, olah);
  await site.text.fill(text_of(olah).replace("a = 2", "a = 2.5"));
  await expect(panel.getByRole("caption")).toContainText("✗");
  await expect(panel).toContainText("Not the values of the source: a.");
  await site.text.fill(`${text_of(olah)}M = `);
  await expect(panel).toContainText("stale: the text has problems");
  await expect(panel.getByRole("table")).toBeVisible();
  await site.text.fill(`${text_of(olah)}M = e*2\n`);
  await expect(panel).toContainText("This network is none of the examples");
  await expect(panel.getByRole("table")).toHaveCount(0);
});

test("a slider does the same without the text; the reader's weight and output do not matter", async ({ page }) => {
  await page.goto(`./#${encode({ src: text_of(olah), view: "sources", wrt: ["a", 0] })}`);
  await agreeing(page, olah); // its tangents are along b
  await page.getByRole("slider", { name: "b", exact: true }).press("ArrowRight");
  await expect(panel_of(page)).toContainText("Not the values of the source: b.");
  await expect(panel_of(page).getByRole("caption")).toContainText("✗");
});

test("the table is copied with every digit", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`./#${encode({ src: text_of(mazur), view: "sources" })}`);
  await agreeing(page, mazur);
  await panel_of(page).getByRole("button", { name: "Copy" }).click();
  await expect(panel_of(page)).toContainText("14 rows copied");
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
  expect(lines[0]).toBe("figure\tin this network\tprinted\tours\tverdict");
  expect(lines.at(-1)).toMatch(/^E after one step\t\t0\.291027924\t0\.29102777369\d+\tmisprint: /);
});
