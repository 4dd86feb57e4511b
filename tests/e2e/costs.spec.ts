// The costs: every figure is the engine's, its convention is one press away, and every table can be copied.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import type { Run } from "../../web/src/engine/types.gen.ts";
import { answer, flops, plain, preset, runs_of } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, part_of, show, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");
const kBack = "Derivatives carried in one sweep back";
const kSizes = [
  [1280, 720],
  [390, 844],
] as const;

async function costs_of(page: Page): Promise<Locator> {
  await show(page, "Costs");
  const table = page.getByRole("table", { name: /^Costs/ });
  await expect(table).toBeVisible();
  return table;
}

/** The figures of a run as the table has them: sweeps, bytes, operations. */
function figures({ sweeps, memory, cost }: Run): string[] {
  const bytes = [memory.inner_peak_bytes, memory.peak_bytes, memory.saved_bytes].map((value) => `${value} B`);
  return [String(sweeps), ...bytes, ...[flops(cost.total), ...cost.total].map(String)];
}

async function row_of(table: Locator, title: string): Promise<string[]> {
  const row = table.getByRole("row").filter({ has: table.page().getByRole("rowheader", { name: title }) });
  return (await row.getByRole("cell").allTextContents()).map(plain);
}

/** What the focus is on, through all shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let here = document.activeElement;
    while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
    return here?.getAttribute("aria-label") ?? here?.textContent ?? "";
  });
}

/** Puts the focus on a slider in the frame in which it first appears, before any answer moves its row. */
function focus_at_once(page: Page, name: string): Promise<void> {
  return page.evaluate((label) => {
    const find = (root: Document | ShadowRoot): HTMLElement | null => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.getAttribute("aria-label") === label) return element;
        const inside = element.shadowRoot && find(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    return new Promise<void>((done) => {
      const look = (): void => {
        const slider = find(document);
        slider?.focus();
        if (slider) done();
        else requestAnimationFrame(look);
      };
      look();
    });
  }, name);
}

async function tab_to(page: Page, wanted: RegExp): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    if (wanted.test(await focused(page))) return;
  }
  throw new Error(`the keyboard does not reach ${wanted}`);
}

for (const [width, height] of kSizes) {
  test(`${width}: every schedule of the engine with its bytes and operations, and the gauges`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const table = await costs_of(page);
    const { runs, gauges } = answer(text);
    for (const run of runs) expect(await row_of(table, run.title), run.title).toEqual(figures(run));
    const [carried] = runs_of(text, [{ mode: "forward", chunk: 8 }]);
    if (!carried) throw new Error("no run");
    await expect(table.getByRole("rowheader", { name: carried.title })).toBeVisible();
    expect(await row_of(table, carried.title)).toEqual(figures(carried));
    for (const { ratio, bound, bound_node } of gauges ?? []) {
      const said = page.getByRole("group", { name: /^Gauge/ }).filter({ hasText: (ratio ?? 0).toPrecision(3) });
      await expect(said).toContainText(`At most ${bound} with`);
      await expect(said).toContainText(`${bound_node} attains it`);
    }
    expect(gauges).toHaveLength(2);
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/costs-${width}.png`, fullPage: true });
  });

  test(`${width}: the slider carries p derivatives at a time, by keyboard, and its row follows`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const table = await costs_of(page);
    const slider = table.getByRole("slider", { name: "Derivatives carried in one pass" });
    await expect(slider).toHaveValue("8");
    await slider.focus();
    for (const [key, chunk] of [
      ["ArrowRight", 9],
      ["ArrowRight", 10],
      ["Home", 1],
      ["End", 41],
    ] as const) {
      await page.keyboard.press(key);
      await expect(slider).toHaveValue(String(chunk));
      const [run] = runs_of(text, [{ mode: "forward", chunk }]);
      if (!run) throw new Error("no run");
      const row = table.getByRole("row").filter({ has: page.getByRole("slider") });
      await expect.poll(async () => (await row.getByRole("cell").allTextContents()).map(plain)).toEqual(figures(run));
      await expect(row).toContainText(run.title);
      await expect(slider).toBeFocused();
    }
  });

  test(`${width}: of several outputs the way back has a slider, too, with a number of its own`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await site.network.selectOption("sparse-jacobian");
    const early = focus_at_once(page, kBack);
    const table = await costs_of(page);
    await early;
    const slider = table.getByRole("slider", { name: kBack });
    await expect(slider).toHaveValue("3");
    const want = { text: preset("sparse-jacobian"), want: "jacobian" } as const;
    for (const [key, chunk] of [
      ["ArrowRight", 4],
      ["End", 7],
    ] as const) {
      await page.keyboard.press(key);
      const [run] = runs_of(want.text, [{ mode: "reverse", chunk }], want.want);
      if (!run) throw new Error("no run");
      const row = table.getByRole("row").filter({ has: page.getByRole("slider", { name: kBack }) });
      await expect.poll(async () => (await row.getByRole("cell").allTextContents()).map(plain)).toEqual(figures(run));
      await expect(row).toContainText(run.title);
      await expect(slider).toBeFocused();
    }
    await expect(table.getByRole("slider", { name: "Derivatives carried in one pass" })).toHaveValue("4");
    await expect(table.getByRole("row").filter({ hasText: "forward, coloured" })).toContainText(
      "3 colours for 9 columns, of at least 3",
    );
    await expect(table.getByRole("row").filter({ hasText: "backward as on paper" })).toContainText("56");
  });

  test(`${width}: the convention of a figure is one press away, by mouse and by keyboard`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    const table = await costs_of(page);
    const words = ["working peak", "whole peak", "kept", "flops", "add", "mul", "div", "compare", "fn", "framework"];
    for (const word of words) {
      await table.getByRole("button", { name: `${word}: how it is counted` }).click();
      const said = page.getByRole("note", { name: `How ${word} is counted` });
      await expect(said).toBeVisible();
      await expect(said.getByText("PyTorch")).toHaveCount(["kept", "framework"].includes(word) ? 1 : 0);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("note")).toHaveCount(0);
    }
    await table.getByRole("button", { name: "Copy the costs" }).focus();
    await tab_to(page, /^flops: /);
    await page.keyboard.press("Enter");
    const note = page.getByRole("note", { name: "How flops is counted" });
    await expect(note).toContainText("flops = add + mul + div + compare");
    await expect(note).toContainText("67 add + 106 mul + 1 div = 174");
    const box = await note.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height).toBe(true);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/convention-${width}.png` });
    await page.keyboard.press("Escape");
    await expect(note).toHaveCount(0);
    if (width > 900) await page.getByRole("tab", { name: "Costs", exact: true }).click(); // beside a drawer the answer is one line
    await page.getByRole("button", { name: "how this is counted" }).click();
    await expect(page.getByRole("note", { name: "How this is counted" })).toContainText("one buffer a node");
  });
}

test("the costs are copied as tab-separated numbers and saved as CSV", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const table = await costs_of(page);
  await expect(table.getByRole("rowheader", { name: /carrying up to 8/ })).toBeVisible();
  await table.getByRole("button", { name: "Copy the costs" }).click();
  const { runs } = answer(text);
  const rows = runs.length + 2; // and the value alone, and some at a time
  await expect(table.getByRole("status")).toHaveText(`${rows} rows copied`);
  const copied = (await page.evaluate(() => navigator.clipboard.readText()))
    .split("\n")
    .map((line) => line.split("\t"));
  for (const { title, sweeps, memory, cost } of runs) {
    const line = copied.find(([first]) => first === title);
    expect(line?.slice(2, 5)).toEqual([sweeps, memory.inner_peak_bytes, memory.peak_bytes].map(String));
    expect(line?.slice(8, 15)).toEqual([flops(cost.total), ...cost.total].map(String));
  }
  const download = page.waitForEvent("download");
  await table.getByRole("button", { name: "CSV of the costs" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("the-costs.csv");
  const lines = readFileSync(await file.path(), "utf8").split("\r\n");
  expect(lines[0]).toContain("schedule,direction,sweeps,inner peak bytes");
  expect(lines).toHaveLength(1 + rows + 1);
});

test("a stale result is called so in the costs, and a network of one weight has no slider", async ({ page }) => {
  const site = await open(page);
  await costs_of(page);
  await site.text.fill(text.replace("bce(p", "bce(q"));
  const panel = part_of(page, "Costs");
  await expect(panel).toContainText("stale: the text has problems");
  await axe(page);
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect(panel).not.toContainText("stale");
  await expect(panel.getByRole("slider")).toHaveCount(0);
  await site.text.fill("param w = 3\nL = w.T\n");
  await expect(panel).toContainText("none: the value costs nothing");
});

test("some at a time that takes long is said, and can be cancelled and tried again", async ({ page }) => {
  const site = await open(page);
  await costs_of(page);
  const n = 40;
  await site.text.fill(
    `size n = ${n}\nparam W = randn(n, n, seed=1)\na = tanh(W @ W)\nb = tanh(a @ W)\nL = sum(tanh(b @ W))\n`,
  );
  await costs_of(page);
  await expect(page.getByRole("rowheader", { name: /1\D?600 passes, one/ }).first()).toBeVisible({ timeout: 60_000 });
  const panel = part_of(page, "Costs");
  await expect(panel).toContainText("Every way gave", { timeout: 60_000 }); // no other computation can be cancelled
  const slider = panel.getByRole("slider", { name: "Derivatives carried in one pass" });
  await slider.fill("2");
  const running = panel.locator(".running").filter({ hasText: "Some derivatives at a time" });
  const cancel = running.getByRole("button", { name: "Cancel" });
  await cancel.click();
  await expect(panel).toContainText("the computation was cancelled");
  await expect(cancel).toHaveCount(0);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(cancel).toBeVisible();
  await page.screenshot({ path: "build/screenshots/costs-slow.png" });
});

for (const [scheme, forced] of [
  ["dark", "none"],
  ["light", "active"],
] as const) {
  test(`${scheme}, forced colours ${forced}: axe finds nothing in the costs`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, forcedColors: forced });
    await open(page);
    await costs_of(page);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/costs-${scheme}-${forced}.png`, fullPage: true });
  });
}

test("values alone have the peak of a prediction: each is freed after its last reader", async ({ page }) => {
  await open(page);
  const table = await costs_of(page);
  // By a walk over the graph that knows nothing of the engine's own.
  const nodes = answer(text).graph?.nodes ?? [];
  const size = (shape: readonly number[]): number => shape.reduce((all, length) => all * length, 8);
  const last = new Map<string, number>();
  for (const [at, { inputs }] of nodes.entries()) for (const id of inputs) last.set(id, at);
  const output = nodes.at(-1)?.id;
  const alive = new Map<string, number>();
  let peak = 0;
  for (const [at, { id, shape, inputs }] of nodes.entries()) {
    if (inputs.length === 0) continue; // given
    alive.set(id, size(shape));
    peak = Math.max(
      peak,
      [...alive.values()].reduce((sum, bytes) => sum + bytes, 0),
    );
    for (const one of [...inputs, id]) if (one !== output && (last.get(one) ?? at) === at) alive.delete(one);
  }
  expect(peak).toBeGreaterThan(0);
  const alone = table.getByRole("row", { name: /values alone/ });
  await expect(alone.locator('[data-head="working peak"]')).toHaveText(new RegExp(`^${peak}\\sB$`));
  await expect(alone.locator('[data-head="kept"]')).toHaveText(/^0\sB$/); // for no way back
});
