// A network that has too many numbers to show: its graph of shapes, its race on totals, memory over time, and a slice that runs.
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { EstimateResponse } from "../../web/src/engine/types.gen.ts";
import { encode } from "../../web/src/link/codec.ts";
import { schedules, told_of } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, open_drawer, part_of, test } from "./site.ts";

const folder = new URL("../../web/large/", import.meta.url);
const presets = readdirSync(folder).map((file) => file.replace(/\.net$/, ""));
const text_of = (id: string): string => readFileSync(new URL(`${id}.net`, folder), "utf8");
const plain = (text: string): string => text.replace(/\s/g, " ");
const grouped = (value: unknown): string => String(value).replace(/\B(?=(\d{3})+$)/g, " ");
const estimate = (id: string, more = {}): EstimateResponse =>
  told_of({
    ...{ v: 1, kind: "estimate", network: { text: text_of(id) }, batch: 32, dtype: "float32" },
    ...{ modes: schedules, ...more },
  }) as EstimateResponse;

const opened = async (page: Page, id: string) => {
  await page.goto(`./#${encode({ src: text_of(id) })}`);
  await expect(page.getByRole("table", { name: "Prediction and training" })).toBeVisible();
  await expect(page.locator("bw-shapes .node").first()).toBeAttached();
};

test("the chooser has them, and each opens as what it costs", async ({ page }) => {
  await open(page);
  for (const id of presets) {
    await page.getByRole("combobox", { name: "Network" }).selectOption(id);
    const { weights } = estimate(id);
    const said = page.locator("bw-training-body").getByText(/ weights, .* for one example/);
    await expect.poll(async () => plain((await said.textContent()) ?? "")).toContain(`${grouped(weights)} weights`);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`the graph of shapes: a box a statement with the estimate's figures, by keys too, ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await opened(page, "mnist-perceptron");
    const boxes = page.locator("bw-shapes .node");
    const { statements = [] } = estimate("mnist-perceptron");
    await expect(boxes).toHaveCount(statements.length);
    const layer = page.locator('bw-shapes .node[data-key="a"]');
    const name = plain((await layer.getAttribute("aria-label")) ?? "");
    expect(name).toContain(`${grouped(784 * 512 + 512)} weights`); // by hand
    expect(name).toContain("512 for each of 32");
    await layer.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.locator('bw-shapes .node[data-key="b"]')).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("bw-training-body tr.chosen")).toContainText("131");
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/large-${width}.png`, fullPage: true });
  });

test("the race on totals: who has every derivative, and how little the other has then", async ({ page }) => {
  await opened(page, "mnist-perceptron");
  const race = page.getByRole("region", { name: "The race on totals" });
  const lanes = race.getByRole("listitem");
  const { runs, diagnostics } = estimate("mnist-perceptron");
  await expect(lanes).toHaveCount(runs.length);
  for (const { message } of diagnostics) await expect(page.getByText(message)).toBeVisible(); // what is left out is said
  await expect(lanes.first()).toContainText("done: the whole row, every derivative");
  const forward = runs.find(({ direction }) => direction === "along");
  await expect
    .poll(async () => plain((await lanes.filter({ hasText: "▸" }).first().textContent()) ?? ""))
    .toContain(`of ${grouped(forward?.directions)} columns`);
  await race.getByRole("button", { name: "Start" }).click();
  await expect(lanes.first()).toContainText("0 % done");
  await race.getByRole("button", { name: "All are done" }).click();
  for (const lane of await lanes.all()) await expect(lane).toContainText("done: ");
  await race.getByRole("slider", { name: "Operations done" }).press("Home");
  await expect(lanes.first()).toContainText("0 % done");
});

test("the questions have their answers behind them, with the figures of this network", async ({ page }) => {
  await opened(page, "mnist-perceptron");
  const question = page.getByText("How many MB of activations does it keep at batch 32?").last();
  const answer = page.getByText(/at batch 32 in float32: .* MB in float64/);
  await expect(answer).toBeHidden();
  await question.click();
  const kept = 32 * (512 + 256 + 128 + 10); // by hand: what each relu gives, and what the loss hides
  await expect(answer).toBeVisible();
  const said = plain((await answer.textContent()) ?? "");
  expect(said).toContain(`${((kept * 2) / 1e6).toPrecision(3)} MB in bfloat16`);
});

test("a slice runs when it is asked for: the first numbers of every array are the engine's", async ({ page }) => {
  await opened(page, "transformer-block");
  const table = page.getByRole("table", { name: "A slice of the values" });
  await expect(table).toHaveCount(0);
  await page.getByRole("button", { name: "Run a slice of its values" }).click();
  await expect(table).toBeVisible();
  const whole = told_of({
    ...{ v: 1, kind: "differentiate", network: { text: text_of("transformer-block") }, modes: [], first: 1 },
    ...{ include: ["value", "adjoint"] },
  }) as { nodes: { id: string; adjoint: number[] | null }[] };
  const of = whole.nodes.find(({ id }) => id === "Q.W")?.adjoint?.[0] ?? 0;
  const row = table.getByRole("row", { name: /^Q\.W / });
  const digits = Math.abs(of).toExponential(2).replace("e-", "e−");
  await expect(row.getByRole("cell").last()).toContainText(digits);
  await axe(page);
});

test("a press makes it narrow enough to be shown, and undo brings it back", async ({ page }) => {
  await opened(page, "fifty-layers");
  await expect(page.getByText("no slice of it is run")).toBeVisible();
  await page.getByRole("button", { name: "Make it narrower, so that it is shown" }).click();
  await expect(page.locator("bw-graph .node").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Prediction and training" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByRole("table", { name: "Prediction and training" })).toBeVisible();
});

test("memory over time, and growth past every size that runs", async ({ page }) => {
  await opened(page, "mnist-perceptron");
  await expect(
    page.getByRole("img", { name: /^Working memory, step by step: values alone have their peak at/ }),
  ).toBeVisible();
  await open_drawer(page, "Costs");
  const scaling = part_of(page, "Scaling");
  await scaling.getByRole("combobox", { name: "up to" }).selectOption("65536");
  const table = scaling.getByRole("region", { name: "Table of flops" });
  await expect(table.getByRole("row", { name: /^65.536 / })).toBeVisible({ timeout: 60_000 });
  await expect(table.getByRole("row", { name: /^65.536 / })).toContainText("*"); // predicted
});

test("a link says how training is estimated", async ({ page }) => {
  await page.goto(`./#${encode({ src: text_of("mnist-perceptron"), train: [128, "bfloat16", "adam"] })}`);
  await expect(page.getByRole("combobox", { name: "batch" })).toHaveValue("128");
  await expect(page.getByRole("combobox", { name: "optimizer" })).toHaveValue("adam");
  await page.getByRole("combobox", { name: "numbers in" }).selectOption("float64");
  const before = page.url();
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "numbers in" })).toHaveValue("float64");
});

test("the drawers of numbers say where the figures of a large network are", async ({ page }) => {
  await opened(page, "mnist-perceptron");
  await open_drawer(page, "Numbers");
  await expect(page.getByText("Too many numbers for a ledger")).toBeVisible();
  await open_drawer(page, "Paths");
  await expect(page.getByText("Paths are counted of networks that are shown")).toBeVisible();
});
