// A network of one's own: by a form, empty, from a file, from a draft; by keys alone and on a narrow page.
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { answer, catalogue, preset, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { address_of, expect, open, open_at, open_bare, type Site, show, test } from "./site.ts";

const kOwn = `W1 = [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]
b1 = [0.1, 0.2, -0.3]
W2 = [[0.7, -0.8, 0.9]]
b2 = [0.05]
x = [0.5, -1]
`;
const kText = `# 2-3-1, tanh, mse
input x = [0.5, -1]
input y = [1]
param W1 = [[ 0.1, -0.2],
            [ 0.3,  0.4],
            [-0.5,  0.6]]
param b1 = [0.1, 0.2, -0.3]
param W2 = [[0.7, -0.8, 0.9]]
param b2 = [0.05]

h1 = tanh(W1 @ x + b1)
p = W2 @ h1 + b2
L = mse(p, y)
`;

const button = (page: Page): Locator => page.getByRole("button", { name: "New network" });

async function opened(page: Page): Promise<Locator> {
  await button(page).click();
  const dialog = page.getByRole("dialog", { name: "New network" });
  await expect(dialog.getByRole("button", { name: "Create" })).toBeVisible();
  return dialog;
}

/** The meeting line says what the engine says of a text. */
async function agrees(site: Site, text: string): Promise<void> {
  const w = answer(text).nodes.find((node) => node.id === "W1")?.adjoint?.[0] ?? Number.NaN;
  await expect.poll(async () => says((await site.meeting.locator("b").nth(1).textContent()) ?? "", w)).toBe(true);
}

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("a 2-3-1 network with weights of one's own: New, paste, Create", async ({ page }) => {
      const site = await open_bare(page);
      const dialog = await opened(page);
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      const preview = dialog.getByRole("group", { name: "The text that is written" });
      await expect(preview).toContainText("param W1 = randn(3, 2, seed=2)");
      await dialog.getByRole("textbox", { name: "own weights" }).fill(kOwn);
      await expect(preview).toHaveText(kText);
      await axe(page);
      await page.screenshot({ path: `build/screenshots/new-${width}.png` });
      await dialog.getByRole("button", { name: "Create" }).click();
      await expect(dialog).toBeHidden();
      await expect(button(page)).toBeFocused();
      await show(page, "Network");
      await expect.poll(() => site.written()).toBe(kText);
      await agrees(site, kText);
      await expect(site.network).toContainText("2-3-1, tanh, mse");
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => site.written()).toBe(preset("four-weights-and-a-skip"));
    });

    test("by keys alone: sizes, and Enter", async ({ page }) => {
      const site = await open(page);
      await button(page).press("Enter");
      const dialog = page.getByRole("dialog", { name: "New network" });
      const sizes = dialog.getByRole("textbox", { name: "sizes" });
      await expect(sizes).toBeFocused();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("3-x");
      await expect(dialog.getByRole("alert")).toHaveText("✗ Expected sizes such as 2-3-1, but there is `x`.");
      await expect(sizes).toHaveAttribute("aria-invalid", "true");
      await axe(page);
      await page.keyboard.press("Enter");
      await expect(dialog).toBeVisible();
      await page.keyboard.press("Backspace");
      await page.keyboard.type("2");
      await page.keyboard.press("Tab");
      await page.keyboard.type("relu");
      await page.keyboard.press("Tab");
      await page.keyboard.type("cross");
      await expect(dialog.getByRole("combobox", { name: "last layer" })).toHaveCount(0);
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      await expect(dialog.getByRole("spinbutton", { name: "batch" })).toHaveValue("3");
      await page.keyboard.press("Enter");
      await expect(dialog).toBeHidden();
      await show(page, "Network");
      await expect.poll(() => site.written()).toContain("input t = [[1, 0], [0, 1], [1, 0]]");
      expect(await site.written()).toContain("z = x @ W1.T + b1\nL = mean(cross_entropy(z, t))\n");
      await expect(site.meeting).toContainText("✓");
    });

    test("an empty network is no error: it says what to write first", async ({ page }) => {
      const site = await open(page);
      const dialog = await opened(page);
      await dialog.getByRole("button", { name: "Begin with nothing" }).click();
      await expect(dialog).toBeHidden();
      await expect(site.text).toBeFocused();
      expect(await site.written()).toBe("");
      await expect(site.problems).toContainText("Nothing is written yet.");
      await expect(site.problems).toContainText("param w = [0.8, 0.3]");
      await expect(page.getByText("✗").filter({ visible: true })).toHaveCount(0);
      await expect(site.text).toHaveAttribute("aria-invalid", "false");
      await expect(site.network).toContainText("An empty network");
      await axe(page);
      await page.screenshot({ path: `build/screenshots/new-empty-${width}.png` });
      await page.keyboard.type("param w = 3");
      await expect(site.problems).toContainText("it has only leaves");
      await expect(page.getByText("✗").filter({ visible: true })).toHaveCount(0);
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("L = w*w");
      await expect(site.meeting).toContainText("▸ at L = 6");
      await expect(site.problems).not.toContainText("yet");
    });
  });
}

test.describe("the syntax card", () => {
  const card = (page: Page) => page.getByRole("dialog", { name: "Syntax" });

  test("has every word and every operation that the engine has, on one screen", async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page);
    await page.getByTitle("How a network is written (?)").click();
    const dialog = card(page);
    await expect(dialog).toContainText("Activations");
    const said = (await dialog.locator(".syntax").innerText()).match(/[\p{L}\d_.]+/gu) ?? [];
    const named = catalogue.ops.filter(
      ({ category, symbol }) => !["leaf", "const"].includes(category) && symbol === "",
    );
    for (const word of [...named.map(({ name }) => name), ...catalogue.words.map(({ text }) => text)])
      expect(said, word).toContain(word);
    for (const { symbol } of catalogue.ops) if (symbol) await expect(dialog).toContainText(symbol);
    expect(await dialog.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
    const box = await dialog.boundingBox();
    expect(box && [box.y >= 0, box.y + box.height <= 720]).toEqual([true, true]);
    await axe(page);
    await page.screenshot({ path: "build/screenshots/syntax.png" });
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  test("? opens it wherever the reader is not writing; in the graph it is the help", async ({ page }) => {
    const site = await open(page);
    await page.keyboard.press("?");
    await expect(card(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(card(page)).toBeHidden();
    await page.getByRole("button", { name: "Tour" }).focus();
    await page.keyboard.press("?");
    await expect(card(page)).toBeVisible();
    await page.keyboard.press("?");
    await page.keyboard.press("Escape");
    await expect(card(page)).toBeHidden();
    await site.text.press("ControlOrMeta+End");
    await page.keyboard.type("# ?");
    await expect(card(page)).toBeHidden();
    await expect.poll(() => site.written()).toContain("# ?");
    await page.getByRole("button", { name: "Help" }).click();
    await expect(page.getByRole("dialog", { name: "Help" })).toContainText("how a network is written (Syntax)");
  });

  test("on a phone it opens from the text, too, and nothing of it is cut off at the side", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address_of());
    await show(page, "Network");
    await page.getByTitle("How a network is written (?)").click();
    const dialog = card(page);
    await expect(dialog).toContainText("Activations");
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await axe(page);
    await page.screenshot({ path: "build/screenshots/syntax-390.png" });
  });
});

test("a file is opened from here, too", async ({ page }) => {
  const site = await open(page);
  const dialog = await opened(page);
  const file = dialog.locator("input[type=file]");
  await file.setInputFiles({ name: "mine.png", mimeType: "image/png", buffer: Buffer.from("nothing") });
  await expect(dialog.getByRole("status")).toContainText("✗ mine.png is not opened.");
  await file.setInputFiles({ name: "mine.net", mimeType: "text/plain", buffer: Buffer.from("param w = 3\nL = w*w\n") });
  await expect(dialog).toBeHidden();
  await expect(site.meeting).toContainText("▸ at L = 6");
});

test.describe("drafts", () => {
  const three = "# Three\nparam w = 3\nL = w*w\n";
  const four = "# Four\nparam w = 4\nL = w*w\n";

  async function write(site: Site, text: string): Promise<void> {
    await site.text.fill(text);
    await expect.poll(() => site.page.url()).toContain(encode({ src: text, from: "two-layers-and-a-skip" }) ?? "none");
  }

  test("two tabs keep each its own; they are opened and deleted, newest first", async ({ page, context }) => {
    const site = await open(page);
    await write(site, three);
    const other = await context.newPage();
    const there = await open(other);
    await write(there, four);
    const dialog = await opened(page);
    const drafts = dialog.getByRole("list", { name: "Drafts" }).getByRole("listitem");
    await expect(drafts).toHaveCount(2);
    await expect(drafts.first()).toContainText("Four");
    await expect(drafts.last()).toContainText("Three");
    await axe(page);
    await page.screenshot({ path: "build/screenshots/drafts.png" });
    await drafts.first().getByRole("button", { name: /^Four/ }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(site.meeting).toContainText("▸ at L = 8");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(site.meeting).toContainText("▸ at L = 6");
    await opened(page);
    await drafts
      .first()
      .getByRole("button", { name: /^Delete/ })
      .press("Enter");
    await expect(drafts).toHaveCount(1);
    await expect(drafts.getByRole("button", { name: "Delete the draft “Three”" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(drafts).toHaveCount(0);
    await expect(dialog).toContainText("None yet");
    await other.close();
  });

  test("a slider that is moved before “Restore my network” loses nothing", async ({ page }) => {
    const site = await open(page);
    await write(site, three);
    await open_at(page, address_of("square"));
    const slider = page.getByRole("slider").and(page.locator("bw-leaves *")).first();
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.url()).not.toContain(encode({ src: preset("square") }) ?? "none");
    await page.getByRole("button", { name: "Restore my network" }).click();
    await expect(site.meeting).toContainText("▸ at L = 6");
    const dialog = await opened(page);
    await expect(dialog.getByRole("list", { name: "Drafts" }).getByRole("listitem")).toHaveCount(2);
    await expect(dialog).toContainText("Three");
    await dialog.getByRole("button", { name: "Close" }).click();
  });

  test("without a storage there are none, and nothing fails", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new Error("no storage");
        },
      });
    });
    const site = await open(page);
    await site.text.fill(three);
    await expect(site.meeting).toContainText("▸ at L = 6");
    await expect(await opened(page)).toContainText("None yet");
  });
});
