// The stepper and the time line, by mouse and by keyboard alone, wide and on a phone: every number is the engine's.
import type { Locator, Page } from "@playwright/test";
import type { Run, Step } from "../../web/src/engine/types.gen.ts";
import { answer, flops, plain, preset, presets, runs_of, says, stepped } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, type Site, show, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");
const kSizes = [
  [1280, 720],
  [390, 844],
] as const;

interface Tape {
  slider: Locator;
  forward: Locator;
  backward: Locator;
  cut: Locator;
  button(name: string): Locator;
}

async function tape_of(page: Page): Promise<Tape> {
  await show(page, "Numbers");
  const tape = {
    slider: page.getByRole("slider", { name: "Step", exact: true }),
    forward: page.getByRole("group", { name: "Step forward" }),
    backward: page.getByRole("group", { name: "Step backward" }),
    cut: page.getByRole("group", { name: "Cut sum" }),
    button: (name: string) => page.getByRole("button", { name, exact: true }),
  };
  await expect(tape.slider).toBeVisible();
  return tape;
}

/** A step that comes after the seeds of the weights, by its position from 1. */
const at = (run: Run, position: number): Step | undefined =>
  (run.steps ?? []).filter((step) => step.sweep !== "tangent" || !step.seed)[position - 1];

/** The card of a lane says this step: its cost, its bytes, and each number of each product. */
async function holds(card: Locator, step: Step | undefined): Promise<void> {
  if (!step) throw new Error("there is no such step");
  await expect(card).toContainText(flops(step.cost) === 1 ? /1 flop(?!s)/ : `${flops(step.cost)} flops`);
  const said = plain((await card.textContent()) ?? "");
  expect(said).toContain(`${step.live_bytes_after} B (${step.live_bytes} B while computing)`);
  const products = step.terms.flatMap((term) => term.product ?? []);
  const sums = step.terms.flatMap((term) => term.sum_after ?? []);
  const rows = await card
    .locator("tr")
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
  expect(rows).toHaveLength(products.length);
  for (const [index, [product = "", sum]] of rows.entries()) {
    expect(says(product, products[index] ?? Number.NaN), `${step.node}: ${product} for ${products[index]}`).toBe(true);
    if (sum) expect(says(sum.replace("sum ", ""), sums[index] ?? Number.NaN), `${step.node}: ${sum}`).toBe(true);
  }
}

/** Each lane's number of the cut line is this one. */
async function cuts(cut: Locator, value: number, lanes: number): Promise<void> {
  await expect(cut.locator("b")).toHaveCount(lanes);
  for (const said of await cut.locator("b").allTextContents()) expect(says(said, value), said).toBe(true);
  await expect(cut).toContainText("✓ the same at every step");
}

for (const [width, height] of kSizes) {
  test(`${width}: by mouse to the end, each step is the engine's and the cut sum stays`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const tape = await tape_of(page);
    const { there, back } = stepped(text, { id: "W1", index: 0 }, 1);
    const gradient = Number(back.gradient?.[0]?.value[0]);
    const last = back.steps?.length ?? 0;
    await expect(tape.slider).toHaveAttribute("max", String(last));
    await expect(tape.backward).toContainText("only the inputs are there");
    for (let position = 1; position <= last; position++) {
      await tape.button("Next step").click();
      await expect(tape.slider).toHaveAttribute("aria-valuetext", new RegExp(`^step ${position} of ${last}: `));
      await expect(tape.backward.getByRole("heading").first()).toContainText(`step ${position} of ${last}`);
      await holds(tape.backward, at(back, position));
      const ended = there.steps?.filter((step) => !step.seed).length ?? 0;
      await holds(tape.forward, at(there, Math.min(position, ended)));
      if (position > ended) await expect(tape.forward.getByRole("heading").first()).toContainText("waits");
      await cuts(tape.cut, gradient, at(back, position)?.cut_sum === null ? 1 : 2);
      if (position === 13) {
        await axe(page);
        await page.screenshot({ path: `build/screenshots/steps-${width}.png`, fullPage: true });
      }
    }
    await expect(tape.button("Next step")).toHaveAttribute("aria-disabled", "true");
    await expect(tape.backward).toContainText("∂L/∂W1 96 B part of the answer");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await tape.button("Previous step").click();
    await holds(tape.backward, at(back, last - 1));
    await tape.slider.press("Home");
    await expect(tape.slider).toHaveValue("0");
  });
}

test("another weight is another pass, and the cut sum is its number in both lanes", async ({ page }) => {
  const site = await open(page);
  const tape = await tape_of(page);
  await page.getByRole("group", { name: "▸ along the weight" }).getByRole("combobox").selectOption("W2");
  const { there, back } = stepped(text, { id: "W2", index: 0 }, 17);
  await expect(tape.forward).toContainText("pass 17 of 41, along W2[0,0]");
  await tape.slider.press("End");
  const gradient = Number(back.gradient?.find(({ id }) => id === "W2")?.value[0]);
  await cuts(tape.cut, gradient, 2);
  await holds(tape.forward, there.steps?.at(-1));
  await expect(site.meeting).toContainText("◂ at W2[0,0]");
});

test("every preset can be stepped to its end, with one cut sum", async ({ page }) => {
  const site = await open(page);
  const tape = await tape_of(page);
  for (const id of presets) {
    await site.network.selectOption(id);
    await expect(site.meeting).toContainText("✓");
    await expect(page.getByRole("heading", { name: "Each step", exact: true })).toBeVisible();
    // The steps of the preset before may still stand there, and begin anew when those of this one come.
    await expect(async () => {
      await tape.slider.press("End");
      await expect(tape.cut.locator("b"), id).toHaveCount(2, { timeout: 2000 });
      await expect(tape.cut, id).toContainText("✓ the same at every step", { timeout: 2000 });
      const [along = "", against = ""] = await tape.cut.locator("b").allTextContents();
      expect(against, id).toBe(along);
      await expect(site.meeting.locator("b").first(), id).toHaveText(along, { timeout: 2000 });
    }).toPass();
  }
});

test("who is kept for whom is said, and the graph rings the nodes of the step", async ({ page }) => {
  const site = await open(page);
  const tape = await tape_of(page);
  await tape.slider.fill("11");
  await expect(tape.backward).toContainText(
    "a1 32 B for ◂ because the derivative of @ at h.1 needs its input and σ′ at a1 needs its output",
  );
  await expect(tape.forward).toContainText("Computes L = bce(p, y) and, in the same step, ∂L/∂W1[0,0].");
  await expect(site.graph.locator(".step")).toHaveCount(2);
  const lasts = () => site.graph.locator(".step.against").evaluate((ring) => getComputedStyle(ring).transitionDuration);
  expect(await lasts()).toMatch(/^0\.15s/);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await lasts()).toBe("0s");
  await tape.slider.fill("19");
  await expect(tape.backward).toContainText("h.1");
  await expect(site.graph.locator(".step.against")).toHaveCount(1);
  await expect(site.graph.locator(".step.along")).toHaveCount(1); // it is on its next pass
});

test("while the text has problems the steps stay, and are called stale", async ({ page }) => {
  const site = await open(page);
  const tape = await tape_of(page);
  await tape.slider.fill("4");
  await site.text.fill(text.replace("bce(p", "bce(q"));
  await expect(page.getByRole("heading", { name: /Each step.*stale: the text has problems/ })).toBeVisible();
  await expect(tape.cut).not.toContainText("✓");
  await expect(tape.slider).toHaveValue("0"); // what is typed ends the race
  await axe(page);
});

test("a network of too many steps says so and offers the time line", async ({ page }) => {
  const site = await open(page);
  const lines = Array.from(
    { length: 700 },
    (_, index) => `h${index + 1} = ${index % 2 === 0 ? "tanh" : "sin"}(h${index})`,
  );
  await site.text.fill(`param h0 = 0.5\n${lines.join("\n")}\nL = h700\n`);
  await expect(site.meeting).toContainText("at h0");
  await show(page, "Numbers");
  await expect(page.getByText(/No steps to show: these runs may have more than 2.000 steps/)).toBeVisible();
  await page.getByRole("button", { name: "Open the time line" }).click();
  await expect(page.getByRole("img", { name: /^Working memory of ◂ with a peak of .* and ▸/ })).toBeVisible();
});

async function memory(page: Page): Promise<Locator> {
  await show(page, "Costs");
  const picture = page.getByRole("img", { name: /^Working memory of/ });
  await expect(picture).toBeVisible();
  return picture;
}

for (const [width, height] of kSizes) {
  test(`${width}: the time line has both peaks, its numbers as a table, and the playhead of the steps`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const tape = await tape_of(page);
    await tape.slider.fill("17");
    const picture = await memory(page);
    const { there, back } = stepped(text, { id: "W1", index: 0 }, 1);
    for (const [run, glyph] of [
      [there, "▸"],
      [back, "◂"],
    ] as const) {
      const words = `${glyph} peak ${run.memory.inner_peak_bytes} B`;
      await expect(picture.locator("text").filter({ hasText: words })).toHaveCount(1);
    }
    await page.getByText("The same as a table").click();
    const table = page.getByRole("region", { name: "Working memory, step by step" });
    const rows = await table
      .locator("tbody tr")
      .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
    const inner = (run: Run) => (run.memory.timeline ?? []).map((point) => point.inner_live_bytes);
    const seeds = there.steps?.filter((step) => step.seed).length ?? 0;
    const column = (at: number) => rows.map((row) => plain(row[at] ?? "")).filter((one) => one !== "");
    expect(column(0)).toEqual(["0 B", ...inner(back).map((bytes) => `${bytes} B`)]);
    const shown = column(1);
    expect(shown.slice(1)).toEqual(
      inner(there)
        .slice(seeds)
        .map((bytes) => `${bytes} B`),
    );
    await expect(page.getByText(/declares no size to vary/).first()).toBeVisible();
    await axe(page);
    await page.screenshot({ path: `build/screenshots/memory-${width}.png`, fullPage: true });
  });
}

for (const [width, height] of kSizes) {
  test(`${width}: every schedule of the catalogue can be laid over the others, each with its peak`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const picture = await memory(page);
    const runs = [...answer(text).runs, ...runs_of(text, [{ mode: "forward", chunk: 8 }])];
    await expect(page.getByRole("checkbox")).toHaveCount(runs.length);
    await page.getByRole("checkbox").first().focus();
    for (const { title, memory } of runs) {
      const box = page.getByRole("checkbox", { name: `${title}: peak` });
      await box.focus();
      if (!(await box.isChecked())) await page.keyboard.press("Space");
      await expect(
        picture.locator("text").filter({ hasText: `peak ${spaced(memory.inner_peak_bytes)} B` }),
      ).not.toHaveCount(0);
    }
    for (const { memory, direction } of runs) {
      const same = runs.filter(
        (one) => one.direction === direction && one.memory.inner_peak_bytes === memory.inner_peak_bytes,
      );
      const words = `${direction === "along" ? "▸" : "◂"} peak ${spaced(memory.inner_peak_bytes)} B`;
      await expect(picture.locator("text").filter({ hasText: words })).toHaveCount(same.length);
    }
    await expect(picture.locator(".curve")).toHaveCount(runs.length);
    const dashes = await picture
      .locator(".along .curve")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).strokeDasharray));
    expect(new Set(dashes).size).toBe(runs.filter(({ direction }) => direction === "along").length);
    await page.getByRole("radio", { name: "logarithmic" }).check();
    await expect(picture.locator(".axis").filter({ hasText: /^512\sB$/ })).toHaveCount(1);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/memory-all-${width}.png`, fullPage: true });
    for (const box of await page.getByRole("checkbox", { name: /^◂/ }).all()) await box.uncheck();
    await expect(picture.locator(".against .curve")).toHaveCount(0);
  });
}

/** A deep network with a size for its depth. */
const deep = "size depth = 4\ninput x = [0.5, -1]\nh = x\nrepeat depth { h = dense(h, 2, tanh) }\nL = sum(h)\n";

/** A whole number as the page writes it. */
function spaced(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Peaks of the time line, as written in it. */
async function peaks(picture: Locator): Promise<string[]> {
  return (await picture.locator("text").filter({ hasText: "peak" }).allTextContents()).map(plain);
}

test("a slider of depth edits the text: backward grows and forward does not", async ({ page }) => {
  const site: Site = await open(page);
  await site.text.fill(deep);
  await expect(site.meeting).toContainText("✓");
  const picture = await memory(page);
  const slider = page.getByRole("slider", { name: "Size depth" });
  await expect(slider).toHaveValue("4");
  const expected = (depth: number): string[] => {
    const { there, back } = stepped(deep.replace("= 4", `= ${depth}`), { id: "h_1.W", index: 0 }, 1);
    return [`◂ peak ${back.memory.inner_peak_bytes} B`, `▸ peak ${there.memory.inner_peak_bytes} B`];
  };
  await expect.poll(() => peaks(picture)).toEqual(expected(4));
  await slider.focus();
  for (let depth = 5; depth <= 8; depth++) {
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => peaks(picture)).toEqual(expected(depth));
    await expect(slider).toBeFocused();
  }
  expect(expected(8)[1]).toBe(expected(4)[1]);
  expect(expected(8)[0]).not.toBe(expected(4)[0]);
  expect(await site.written()).toContain("size depth = 8");
});

test.describe("dark, forced colours, print", () => {
  test("dark: axe finds nothing in steps and time line", async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(page);
    const tape = await tape_of(page);
    await tape.slider.fill("14");
    await memory(page);
    await axe(page);
    await page.screenshot({ path: "build/screenshots/steps-dark.png", fullPage: true });
  });

  test("forced colours: lanes and curves are told apart by dash and glyph", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await open(page);
    const tape = await tape_of(page);
    await tape.slider.fill("5");
    const picture = await memory(page);
    const dash = (name: string) =>
      picture
        .locator(`.${name} .curve`)
        .first()
        .evaluate((curve) => getComputedStyle(curve).strokeDasharray);
    expect(await dash("along")).not.toBe("none");
    expect(await dash("against")).toBe("none");
    await show(page, "Numbers");
    const edge = (card: Locator) => card.evaluate((one) => getComputedStyle(one).borderTopStyle);
    expect(await edge(tape.forward)).toBe("dashed");
    expect(await edge(tape.backward)).toBe("solid");
    await page.screenshot({ path: "build/screenshots/steps-forced.png", fullPage: true });
  });

  test("print: the step and the time line are on the paper, the player is not", async ({ page }) => {
    await open(page);
    const tape = await tape_of(page);
    await tape.slider.fill("9");
    await page.emulateMedia({ media: "print" });
    await expect(tape.forward).toBeVisible();
    await expect(tape.slider).toBeHidden();
    await expect(page.getByRole("img", { name: /^Working memory of/ })).toBeVisible();
    await page.screenshot({ path: "build/screenshots/steps-print.png", fullPage: true });
  });
});
