// Values of leaves and the one undo: sliders and fields by mouse and by keys, overrides, reset and the way back.
import type { Locator, Page } from "@playwright/test";
import { answer, preset, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { drawn } from "./rest.ts";
import { expect, open, type Site, show, test } from "./site.ts";

const kSizes = [
  [1280, 720],
  [390, 844],
] as const;
const neuron = preset("single-neuron");

/** The page on the single neuron, with the part of it in sight that holds text and values. */
async function on_neuron(page: Page): Promise<Site> {
  const site = await open(page);
  await site.network.selectOption("single-neuron");
  await show(page, "Network");
  await expect(page.getByRole("slider", { name: "b", exact: true })).toBeVisible();
  await expect(site.text).toHaveAttribute("contenteditable", "true");
  return site;
}

/** The meeting line says what the engine says of this text. */
async function agrees(site: Site, text: string): Promise<void> {
  await show(site.page, "Graph");
  const w = answer(text).nodes.find((node) => node.id === "w")?.adjoint?.[0] ?? Number.NaN;
  await expect
    .poll(async () => says((await site.meeting.locator("b").nth(1).textContent()) ?? "", w), { message: `${w}` })
    .toBe(true);
  await expect(site.meeting).toContainText("✓");
  await show(site.page, "Network");
}

/** The text once a change has reached the editor, which is with the next drawing of the page. */
async function settled(site: Site): Promise<string> {
  await drawn(site.page);
  return site.written();
}

/** Presses a key, each time until the text has changed, until the text is the wanted one. */
async function press_until(site: Site, key: string, wanted: string): Promise<void> {
  for (let presses = 0; presses < 9; presses++) {
    const before = await settled(site);
    if (before === wanted) return;
    await site.page.keyboard.press(key);
    await expect.poll(() => site.written()).not.toBe(before);
  }
  expect(await settled(site)).toBe(wanted);
}

/** Where a position of a slider lies on the screen, as a share of its range. */
async function point(slider: Locator, share: number): Promise<[number, number]> {
  await slider.evaluate((one) => one.scrollIntoView({ block: "center" })); // not under the player of a narrow page
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is not on the page");
  return [box.x + 8 + share * (box.width - 16), box.y + box.height / 2];
}

for (const [width, height] of kSizes) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("a drag moves the numbers, leaves the text alone, and writes it on release as one step", async ({ page }) => {
      const site = await on_neuron(page);
      const slider = page.getByRole("slider", { name: "w[1]", exact: true });
      const field = page.getByRole("spinbutton", { name: "w[1]", exact: true });
      await page.mouse.move(...(await point(slider, 0.7)));
      await page.mouse.down();
      for (const share of [0.75, 0.8, 0.85]) await page.mouse.move(...(await point(slider, share)));
      await expect(field).not.toHaveValue("0.4");
      const value = await field.inputValue();
      const dragged = neuron.replace("0.4, -0.3", `${value}, -0.3`);
      expect(await site.written()).toBe(neuron);
      if (width > 600) await agrees(site, dragged); // a tab would take the pointer from the slider
      expect(await site.written()).toBe(neuron);
      await page.mouse.up();
      await expect.poll(() => site.written()).toBe(dragged);
      await agrees(site, dragged);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => site.written()).toBe(neuron);
      await expect(field).toHaveValue("0.4");
      await agrees(site, neuron);
      await page.getByRole("button", { name: "Redo" }).click();
      await expect.poll(() => site.written()).toBe(dragged);
    });

    test("by keys alone: slider, field, undo and redo", async ({ page }) => {
      const site = await on_neuron(page);
      const slider = page.getByRole("slider", { name: "b", exact: true });
      await slider.focus();
      for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowRight");
      const moved = neuron.replace("b = 0.1", "b = 0.13");
      await expect.poll(() => site.written()).toBe(moved);
      await page.keyboard.press("Tab");
      await expect(page.getByRole("spinbutton", { name: "b", exact: true })).toBeFocused();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("-2.5");
      await page.keyboard.press("Enter");
      const typed = neuron.replace("b = 0.1", "b = -2.5");
      await expect.poll(() => site.written()).toBe(typed);
      await agrees(site, typed);
      await slider.focus();
      await press_until(site, "ControlOrMeta+Z", neuron);
      await press_until(site, "ControlOrMeta+Shift+Z", moved);
      await press_until(site, "ControlOrMeta+Y", typed);
      await agrees(site, typed);
    });

    test("over a generator a value is a chip, which can be taken back", async ({ page }) => {
      const site = await on_neuron(page);
      const made = neuron.replace("[0.1, 0.4, -0.3]", "randn(3, seed=1)");
      await site.text.fill(made);
      const field = page.getByRole("spinbutton", { name: "w[0]", exact: true });
      await expect(field).not.toHaveValue("0.1");
      const before = await field.inputValue();
      await field.fill("0.3");
      await field.press("Enter");
      const chips = page.getByRole("list", { name: "Values that replace those of the text" });
      await expect(chips).toContainText("w[0] = 0.3");
      expect(await site.written()).toBe(made);
      const others = ["w[1]", "w[2]"].map((name) => page.getByRole("spinbutton", { name, exact: true }).inputValue());
      await agrees(site, neuron.replace("[0.1, 0.4, -0.3]", `[${["0.3", ...(await Promise.all(others))].join(", ")}]`));
      await axe(page);
      await page.screenshot({ path: `build/screenshots/override-${width}.png`, fullPage: true });
      await page.getByRole("button", { name: "Take back w[0]" }).click();
      await expect(chips).toHaveCount(0);
      await expect(field).toHaveValue(before);
      await agrees(site, made);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(chips).toContainText("w[0] = 0.3");
      await expect(field).toHaveValue("0.3");
    });
  });
}

test("a reset to the preset can be taken back, by its button or by undo", async ({ page }) => {
  const site = await on_neuron(page);
  const mine = neuron.replace("b = 0.1", "b = 0.9");
  await site.text.fill(mine);
  await page.getByRole("button", { name: "Reset to the preset" }).click();
  await expect.poll(() => site.written()).toBe(neuron);
  await page.getByRole("button", { name: "Restore my network" }).click();
  await expect.poll(() => site.written()).toBe(mine);
  await agrees(site, mine);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(neuron);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(mine);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(neuron);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveAttribute("aria-disabled", "true");
});

test("a large array is folded, and its elements have sliders when it is opened", async ({ page }) => {
  const site = await open(page);
  const slider = page.getByRole("slider", { name: "W2[1,2]", exact: true });
  await expect(slider).toHaveCount(0);
  const fold = page.getByRole("group", { name: "Values" }).getByRole("button", { name: /^W2 / });
  await fold.press("Enter");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await slider.press("ArrowRight");
  const row = "[-0.4,  0.5,  0.1, -0.2]";
  await expect.poll(() => site.written()).toContain(row.replace(" 0.1,", "0.11,"));
  await axe(page);
});

test("a leaf of 0 has a slider that moves, an element of zeros, too", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param b = 0\nparam c = zeros(2)\nL = (b + 1)*(b + 1) + sum(c)\n");
  for (const name of ["b", "c[1]"]) {
    const slider = page.getByRole("slider", { name, exact: true });
    await expect(slider).toHaveJSProperty("min", "-1");
    await expect(slider).toHaveJSProperty("max", "1");
    await slider.press("ArrowRight");
    await expect(
      page.getByRole("spinbutton", { name, exact: true }).or(page.getByRole("textbox", { name, exact: true })),
    ).toHaveValue("0.01");
  }
  await expect.poll(() => site.written()).toContain("b = 0.01");
});
