// Numbers in fields: what the page prints can be pasted, anything else is refused at the field, keys step, the wheel scrolls.
import type { Locator, Page } from "@playwright/test";
import { answer, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { drawn } from "./rest.ts";
import { expect, open, part_of, type Site, show, test } from "./site.ts";

const kSizes = [
  [1280, 720],
  [390, 844],
] as const;
const neuron = preset("single-neuron");

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

/** The single neuron with its values in sight. */
async function values(
  page: Page,
): Promise<Site & { field: (name: string) => Locator; slider: (name: string) => Locator }> {
  const site = await open(page);
  await site.network.selectOption("single-neuron");
  await show(page, "Network");
  const field = (name: string) => page.getByRole("spinbutton", { name, exact: true });
  await expect(field("b")).toBeVisible();
  await expect(site.text).toHaveAttribute("contenteditable", "true");
  return { ...site, field, slider: (name) => page.getByRole("slider", { name, exact: true }) };
}

/** Puts a text in the place of what a field says, as a paste does. */
async function paste(field: Locator, text: string): Promise<void> {
  const page = field.page();
  await field.focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("ControlOrMeta+A");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.press("ControlOrMeta+V");
}

for (const [width, height] of kSizes)
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("what the page prints is read when it is pasted into Values", async ({ page }) => {
      const site = await values(page);
      for (const [text, number] of [
        ["\u22120.404", "-0.404"],
        ["3.13e\u221241", "3.13e-41"],
        ["\u22121\u202f234.5", "-1234.5"],
        ["  0.25 ", "0.25"],
        ["\u2212Infinity", "-inf"],
        ["NaN", "nan"],
        ["0.5", "0.5"],
      ] as const) {
        await paste(site.field("b"), text);
        await page.keyboard.press("Enter");
        await expect.poll(() => site.written(), { message: text }).toBe(neuron.replace("b = 0.1", `b = ${number}`));
        await expect(site.field("b")).toHaveValue(number);
      }
      await expect(page.getByRole("alert")).toHaveCount(0);
    });

    test("anything else is refused in words at its field, and the network stays", async ({ page }) => {
      const site = await values(page);
      const before = await site.written();
      const field = site.field("b");
      const said = page.getByRole("alert");
      for (const [text, words] of [
        ["1,5", "The decimal point is"],
        ["1/2", "write what it comes to"],
        ["1e999", "larger than 1.797e308"],
        ["", "There is no number"],
        ["abc", "Expected a number"],
        ["12 %", "not part of the language"],
      ] as const) {
        await paste(field, text);
        await field.blur();
        await expect(said).toHaveCount(1);
        await expect(said).toContainText(words);
        await expect(field).toHaveValue(text);
        await expect(field).toHaveAttribute("aria-invalid", "true");
        await expect(field).toHaveAccessibleDescription(new RegExp(words));
        expect(await site.written()).toBe(before);
      }
      await axe(page);
      await page.screenshot({ path: `build/screenshots/refused-${width}.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await field.fill("0.3");
      await expect(said).toHaveCount(0);
      await field.press("Enter");
      await expect.poll(() => site.written()).toBe(neuron.replace("b = 0.1", "b = 0.3"));
    });

    test("what was refused goes with Escape, and when the number is changed elsewhere", async ({ page }) => {
      const site = await values(page);
      const field = site.field("b");
      await field.fill("0.7x");
      await field.press("Enter");
      await expect(page.getByRole("alert")).toHaveCount(1);
      await field.press("Escape");
      await expect(page.getByRole("alert")).toHaveCount(0);
      await expect(field).toHaveValue("0.1");
      expect(await site.written()).toBe(neuron);
      await field.fill("0.7x");
      await field.press("Enter");
      await expect(page.getByRole("alert")).toHaveCount(1);
      await site.slider("b").press("ArrowRight");
      await expect(page.getByRole("alert")).toHaveCount(0);
      await expect(field).toHaveValue("0.11");
    });

    test("the arrow keys step, and what is half typed is followed until it is taken back", async ({ page }) => {
      const site = await values(page);
      const field = site.field("b");
      await field.focus();
      await page.keyboard.press("ArrowUp");
      await expect(field).toHaveValue("0.11");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await expect(field).toHaveValue("0.09");
      await expect.poll(() => site.written()).toBe(neuron.replace("b = 0.1", "b = 0.09"));
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("0.4");
      await expect(site.slider("b")).toHaveAttribute("aria-valuetext", "0.4");
      expect(await site.written()).toBe(neuron.replace("b = 0.1", "b = 0.09"));
      await page.keyboard.type("?");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toHaveCount(1);
      await expect(site.slider("b")).toHaveAttribute("aria-valuetext", "0.09");
      await expect(field).toHaveValue("0.4?");
    });

    test("the range of a slider follows its value back", async ({ page }) => {
      const site = await values(page);
      const [field, slider] = [site.field("b"), site.slider("b")];
      for (const [number, most] of [
        ["1e3", "2000"],
        ["0.8", "2"],
        ["0.1", "1"],
      ] as const) {
        await field.fill(number);
        await field.press("Enter");
        await expect(slider).toHaveAttribute("max", most);
        await expect(slider).toHaveAttribute("min", `-${most}`);
      }
      await field.fill("1000");
      await expect(slider).toHaveAttribute("max", "2000");
      await field.press("Escape");
      await expect(slider).toHaveAttribute("max", "1");
      await slider.press("ArrowRight");
      await expect(field).toHaveValue("0.11");
    });
  });

test("the range of a slider does not change under the hand", async ({ page }) => {
  const site = await values(page);
  const [field, slider] = [site.field("b"), site.slider("b")];
  await field.fill("0.8");
  await field.press("Enter");
  await expect(slider).toHaveAttribute("max", "2");
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is not on the page");
  const x = (share: number): number => box.x + 8 + share * (box.width - 16);
  await page.mouse.move(x(0.7), box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [0.65, 0.6, 0.55]) await page.mouse.move(x(share), box.y + box.height / 2);
  await expect(field).not.toHaveValue("0.8");
  await expect(slider).toHaveAttribute("max", "2");
  await page.mouse.up();
  await expect(slider).toHaveAttribute("max", "1");
});

test("the wheel over a field or a slider that has the focus changes nothing, and scrolls", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  const site = await values(page);
  const before = await site.written();
  const side = page.locator("both-ways .side");
  const scrolled = () => side.evaluate((one) => one.scrollTop + scrollY);
  const turns = await page.evaluateHandle(() => {
    const heard = { wheel: 0 };
    addEventListener("wheel", () => heard.wheel++, { capture: true, passive: true });
    return heard;
  });
  const heard = () => turns.evaluate((heard) => ({ ...heard }));
  for (const one of [site.field("b"), site.slider("b")]) {
    await one.focus();
    await one.hover();
    const value = await one.inputValue();
    const seen = new Set([await scrolled()]);
    for (const by of [100, -100, 300, -300]) {
      const { wheel } = await heard();
      await page.mouse.wheel(0, by);
      await expect.poll(async () => (await heard()).wheel).toBe(wheel + 1);
      await drawn(page);
      seen.add(await scrolled());
    }
    expect(seen.size).toBeGreaterThan(1);
    await expect(one).toHaveValue(value);
  }
  // What Firefox before 137 does with the wheel on a slider that has the focus.
  await site.slider("b").evaluate((slider) => {
    if (!(slider instanceof HTMLInputElement)) throw new Error("no slider");
    const made = { bubbles: true, composed: true };
    slider.dispatchEvent(new WheelEvent("wheel", { ...made, deltaMode: WheelEvent.DOM_DELTA_LINE, deltaY: 3 }));
    slider.value = "0.5";
    slider.dispatchEvent(new Event("input", made));
  });
  await expect(site.slider("b")).toHaveValue("0.1");
  await expect(site.field("b")).toHaveValue("0.1");
  await site.slider("b").press("ArrowRight");
  await expect(site.field("b")).toHaveValue("0.11");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(before);
});

/** What is selected in an element, copied as the reader does it. */
async function copied(part: Locator): Promise<string> {
  const page = part.page();
  await part.evaluate((element) => getSelection()?.selectAllChildren(element));
  await page.keyboard.press("ControlOrMeta+C");
  return page.evaluate(() => navigator.clipboard.readText());
}

test("a number of the ledger, of the meeting line and of the card is copied as it reads, and pasted", async ({
  page,
}) => {
  const site = await values(page);
  const { nodes } = answer(neuron);
  const adjoint = nodes.find(({ id }) => id === "w")?.adjoint?.[0];
  const shown = `\u2212${Math.abs(Number(adjoint)).toPrecision(3)}`;
  const cell = site.ledger.getByText(shown, { exact: true }).first();
  const card = page.getByRole("complementary", { name: "Why this number?" });
  for (const [part, open] of [
    [site.meeting.locator("b").last(), async () => undefined],
    [cell, () => show(page, "Ledger")],
    [
      card.locator("mn").getByText(shown, { exact: true }).first(),
      () => site.graph.getByRole("button", { name: /^w, / }).press("Enter"),
    ],
  ] as const) {
    await open();
    await page.evaluate(() => navigator.clipboard.writeText("nothing"));
    expect((await copied(part)).trim()).toBe(shown);
    await site.field("b").focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+V");
    await page.keyboard.press("Enter");
    await expect.poll(() => site.written()).toBe(neuron.replace("b = 0.1", `b = ${shown.replace("\u2212", "-")}`));
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => site.written()).toBe(neuron);
  }
  await card.getByRole("button", { name: "Copy text" }).first().click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(shown);
  expect(text).not.toMatch(/-\d/);
});

test("the minus of every number in steps, ledger, card, meeting line and mistakes is the page's", async ({ page }) => {
  const site = await open(page);
  await page.getByRole("slider", { name: "Work" }).fill("150");
  const found = async (): Promise<string[]> =>
    page.evaluate(() => {
      const wrong: string[] = [];
      const look = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll("*:not(style):not(script)")) {
          if (element.shadowRoot) look(element.shadowRoot);
          if (element.closest("code, .code, pre, textarea, .cm-editor, .boxes")) continue; // what the reader has written
          const own = [...element.childNodes]
            .filter((node) => node.nodeType === 3)
            .map((node) => node.textContent ?? "");
          const named = ["title", "aria-label", "aria-valuetext"].map((name) => element.getAttribute(name) ?? "");
          wrong.push(...[...own, ...named].filter((words) => /(^|[^\w\])])-[\d.I]|\de-\d/.test(words)));
        }
      };
      look(document);
      return wrong;
    });
  for (const name of ["Ledger", "Mistakes"]) {
    await show(page, name);
    await expect(part_of(page, name)).toContainText(/\u2212\d/);
    expect(await found()).toEqual([]);
  }
  await site.graph.getByRole("button", { name: /^W1, / }).press("Enter");
  await expect(page.getByRole("complementary", { name: "Why this number?" })).toContainText(/\u2212\d/);
  for (let step = 0; step < 4; step++) {
    expect(await found()).toEqual([]);
    await page.getByRole("button", { name: "One step back" }).click();
  }
});

test("row and column, the card, the builder and the Share dialog refuse what is no index or size", async ({ page }) => {
  const site = await open(page);
  const said = page.getByRole("alert");
  const row = page.getByRole("group", { name: /along/ }).getByRole("spinbutton", { name: "row" });
  await row.fill("9");
  await row.press("Enter");
  await expect(said).toHaveText("✗ Expected a whole number from 0 to 3, but there is `9`.");
  await row.fill("1.5");
  await row.press("Enter");
  await expect(said).toContainText("Expected a whole number from 0 to 3");
  await row.fill("1");
  await row.press("ArrowUp");
  await expect(row).toHaveValue("2");
  await expect(site.meeting).toContainText("W1[2,0]");
  for (let press = 0; press < 4; press++) await row.press("ArrowUp");
  await expect(row).toHaveValue("3");
  await expect(said).toHaveCount(0);

  await site.graph.getByRole("button", { name: /^a1, / }).press("Enter");
  const card = page.getByRole("complementary", { name: "Why this number?" });
  const element = card.getByRole("spinbutton", { name: "element" });
  await element.fill("\u22121");
  await element.press("Enter");
  await expect(card.getByRole("alert")).toContainText("Expected a whole number from 0 to 3");
  await element.fill("2");
  await element.press("Enter");
  await expect(card.getByRole("heading", { name: /Why this number\? a1\[2\]/ })).toBeVisible();

  await page.getByText("Build without typing").click();
  const form = page.getByRole("form", { name: "Add" });
  const before = await site.written();
  for (const wrong of ["2.5", "", "-3", "1/2"]) {
    await form.getByLabel("width").fill(wrong);
    await form.getByRole("button", { name: "Add layer" }).click();
    await expect(form.getByRole("alert")).toHaveCount(1);
  }
  await form.getByLabel("what", { exact: true }).selectOption("param");
  await form.getByLabel("shape").fill("4 × 3 × 2");
  await form.getByRole("button", { name: "Add param" }).click();
  await expect(form.getByRole("alert")).toContainText("at most two sizes");
  expect(await site.written()).toBe(before);
  await form.getByLabel("shape").fill("4 × 3");
  await form.getByLabel("shape").press("Enter");
  await expect.poll(() => site.written()).toContain("[[0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0]]");

  await site.text.fill("param W = randn(20, 3, seed=1)\nL = sum(W*W)\n"); // an array whose elements have no button each
  await expect(site.meeting).toContainText("W[");
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByText("Hide numbers, to be predicted").click();
  const index = dialog.getByRole("spinbutton", { name: "∂L/∂W, row" });
  await index.fill("20");
  await index.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Expected a whole number from 0 to 19");
  await index.fill("19");
  await index.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await dialog.getByRole("button", { name: "∂L/∂W[19,0]" }).click();
  await expect(dialog.getByRole("list", { name: "The key" })).toContainText("∂L/∂W[19,0]");
});
