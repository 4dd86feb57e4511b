// What a network takes to predict and to train, beside its costs; and in the place of the graph where its numbers are too many.
import { encode } from "../../web/src/link/codec.ts";
import { axe } from "./looks.ts";
import { expect, open, open_drawer, part_of, test } from "./site.ts";

const mnist = `# The perceptron of every course
# How many MB of activations does it keep at batch 32?
input x = randn(784, seed=1)
input t = zeros(10)
a = dense(x, 512, relu)
b = dense(a, 256, relu)
c = dense(b, 128, relu)
y = dense(c, 10)
L = cross_entropy(y, t)
`;
const weights = 784 * 512 + 512 + 512 * 256 + 256 + 256 * 128 + 128 + 128 * 10 + 10;
const plain = (text: string): string => text.replace(/\s/g, " ");
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, " ");

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`too many numbers to show: what it costs stands there at once, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto(`./#${encode({ src: mnist })}`);
    const compared = page.getByRole("table", { name: "Prediction and training" });
    await expect(compared).toBeVisible();
    await expect(page.getByText("✗").filter({ visible: true })).toHaveCount(0); // nothing is wrong with it
    const said = page.locator("bw-training-body").getByText(/ weights, .* for one example/);
    expect(plain((await said.textContent()) ?? "")).toContain(`${grouped(weights)} weights`);
    // By hand: 32 examples of four bytes, what each relu gives and what the loss hides.
    const kept = 32 * 4 * (512 + 256 + 128 + 10);
    const cell = compared
      .getByRole("row", { name: /kept for the way back/ })
      .getByRole("cell")
      .nth(1);
    await expect.poll(async () => plain((await cell.textContent()) ?? "")).toBe(`${(kept / 1024).toFixed(0)} KiB`);
    await page.getByRole("combobox", { name: "numbers in" }).selectOption("bfloat16");
    await expect.poll(async () => plain((await cell.textContent()) ?? "")).toBe(`${grouped(kept / 2)} B`);
    await page.getByRole("combobox", { name: "batch" }).selectOption("1");
    await expect.poll(async () => plain((await cell.textContent()) ?? "")).toBe(`${grouped(kept / 64)} B`);
    const statements = page.getByRole("table", { name: "Statements" });
    await expect(statements.getByRole("row")).toHaveCount(8);
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/training-large-${width}.png`, fullPage: true });
  });

test("a hundred million weights are answered; a smaller network brings the graph back, and a larger takes its place", async ({
  page,
}) => {
  const site = await open(page);
  const paste = async (text: string): Promise<void> => {
    await site.text.fill(text);
  };
  await paste(mnist.replace("784", "100000").replace("512", "1000"));
  const compared = page.getByRole("table", { name: "Prediction and training" });
  await expect(compared).toBeVisible();
  await expect(site.graph).toHaveCount(0); // no other network's graph stands beside it
  await paste(mnist.replace("784", "3").replace("512", "4").replace("256", "3").replace("128", "2"));
  await expect(site.meeting).toContainText("✓");
  await expect(compared).toHaveCount(0);
  await expect(site.graph).toBeVisible();
});

test("beside the costs of any network", async ({ page }) => {
  await open(page);
  await open_drawer(page, "Costs");
  const part = part_of(page, "Training");
  await expect(part.getByRole("table", { name: "Prediction and training" })).toBeVisible();
  await expect(part.getByText("predicted", { exact: true })).toBeVisible();
  await expect(part.getByRole("table", { name: "Schedules, predicted" })).toBeVisible();
  await axe(page);
});

test("what is too large even for its shapes says so, and keeps the last result", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param W = randn(1000000, 1000000, seed=1)\nL = sum(W)\n");
  await expect(site.problems).toContainText("the limit is 100000000000"); // that of shapes
  await expect(site.graph).toBeVisible();
});
