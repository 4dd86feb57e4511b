// Editing the network: the numbers follow the text, problems are shown at their place, and nothing good is lost.
import { answer, flops, line_of, preset, says } from "./engine.ts";
import { expect, open, show, test } from "./site.ts";

const first = "two-layers-and-a-skip";

test("an edited text gives other numbers, and they are the engine's", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await site.network.selectOption("single-neuron");
  const text = preset("single-neuron")
    .replace("param b = 0.1", "param b = 0.7")
    .replace("[0.5, -1.2, 2]", "[0.5, -1.2, 3]");
  await site.text.fill(text);
  const expected = answer(text);
  const loss = expected.nodes.find((node) => node.id === "L");
  await expect
    .poll(async () => says((await site.row("L").locator("td").nth(1).textContent()) ?? "", loss?.value?.[0] ?? 0))
    .toBe(true);
  const w = expected.nodes.find((node) => node.id === "w");
  const shown = await site.row("w").locator("td").nth(3).locator("div").allTextContents();
  expect(shown.map((one, index) => says(one, w?.adjoint?.[index] ?? 0))).toEqual([true, true, true]);
  const before = answer(preset("single-neuron")).nodes.find((node) => node.id === "w");
  expect(says(shown[0] ?? "", before?.adjoint?.[0] ?? 0)).toBe(false);
});

test("another structure gives other totals", async ({ page }) => {
  const site = await open(page);
  const text = preset(first).replace("a2 = a1 + h ", "a2 = a1 * h ");
  await site.text.fill(text);
  const expected = answer(text)
    .runs.map((run) => flops(run.cost.total))
    .sort((a, b) => a - b);
  const shown = async () =>
    (await site.shown()).map(([figure = ""]) => Number.parseInt(figure, 10)).sort((a, b) => a - b);
  await expect.poll(shown).toEqual(expected);
  expect(expected).not.toContain(174);
});

test("a syntax error is shown at its place while the last result stays, dimmed and called stale", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  const before = await site.answered();
  const ink = () =>
    site.ledger
      .locator("tbody .name")
      .first()
      .evaluate((cell) => getComputedStyle(cell).color);
  const bright = await ink();
  const broken = preset(first).replace("W2 @ a1 + b2", "W2 @ + b2");
  await site.text.fill(broken);

  const problem = site.problems.getByRole("button").first();
  await expect(problem).toContainText(`error at ${line_of(broken, "h = ")}:18`);
  await expect(site.text).toHaveAttribute("aria-invalid", "true");
  expect(await site.answered()).toEqual(before);
  await expect(site.ledger).toContainText("stale: the text has problems");
  await expect(site.answer).toContainText("stale: the text has problems");
  await expect(site.meeting).toContainText("stale");
  await expect(site.meeting).not.toContainText("✓");
  expect(await ink()).not.toBe(bright);

  await problem.click();
  await expect(site.text).toBeFocused();
  const [line, column] = await site.caret();
  await expect(problem).toContainText(`${line}:${column}`);

  await site.text.fill(preset(first));
  await expect(site.problems.getByRole("button")).toHaveCount(0);
  await expect(site.text).toHaveAttribute("aria-invalid", "false");
  await expect(site.ledger).not.toContainText("stale");
  await expect(site.meeting).toContainText("✓");
  expect(await ink()).toBe(bright);
});

test("all problems come at once, with code, place and hint", async ({ page }) => {
  const site = await open(page);
  const broken = preset(first).replace("bce(p, y)", "bcee(p, y)").replace("w3 @ a2", "w3 @ a9");
  await site.text.fill(broken);
  const problems = site.problems.getByRole("listitem");
  await expect(problems).toHaveCount(2);
  await expect(problems.nth(0)).toContainText(`error at ${line_of(broken, "p = ")}:18 E_UNKNOWN_NAME`);
  await expect(problems.nth(1)).toContainText(`error at ${line_of(broken, "L = ")}:5 E_UNKNOWN_OP`);
  await expect(problems.nth(1)).toContainText("bce");
});

test("a shape that does not fit is a problem of the text, not of the page", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await site.text.fill("param W = [[1, 2], [3, 4]]\ninput x = [1, 2, 3]\nL = sum(W @ x)\n");
  await expect(site.problems.getByRole("button").first()).toContainText("E_SHAPE");
  await expect(site.ledger).toContainText("stale");
});

test("edits are marked, survive a look at another network, and can be thrown away", async ({ page }) => {
  const site = await open(page);
  const restore = page.getByRole("button", { name: "Reset to the preset" });
  await expect(restore).toHaveCount(0);
  await site.text.fill(preset(first).replace("param b3 = 0.1", "param b3 = 0.4"));
  await expect(restore).toBeVisible();
  await site.network.selectOption("chain");
  await expect(restore).toHaveCount(0);
  await site.network.selectOption(first);
  await expect.poll(() => site.written()).toContain("b3 = 0.4");
  await restore.click();
  await expect.poll(() => site.written()).toBe(preset(first));
  await expect(restore).toHaveCount(0);
});

test("numbers that are not finite are spelled out, and the node that made the first is named", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await site.text.fill("param w = 0\nu = 1/w\nL = u - u\n");
  await expect(site.row("u").locator("td").nth(1)).toHaveText("Infinity");
  await expect(site.row("L").locator("td").nth(1)).toHaveText("NaN");
  await expect(site.problems.getByRole("button").first()).toContainText("W_NONFINITE");
  await expect(site.ledger).not.toContainText("stale");
  await expect(site.meeting).not.toContainText("✓");
});

test("fast typing ends in the numbers of the last text", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param w = 2\nL = w*");
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.type("w*w + 3*w - 1.25e1*w");
  const text = "param w = 2\nL = w*w*w + 3*w - 1.25e1*w";
  await expect.poll(() => site.written()).toBe(text);
  const gradient = answer(text).nodes.find((node) => node.id === "w")?.adjoint?.[0] ?? 0;
  await expect(site.meeting).toContainText("✓");
  await expect
    .poll(async () => says((await site.meeting.locator("b").nth(1).textContent()) ?? "", gradient))
    .toBe(true);
});
