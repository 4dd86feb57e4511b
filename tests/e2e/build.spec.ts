// Building without typing: a network of layers, a skip and a loss by menus and keys; the graph and the numbers follow.
import { answer, preset, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, type Site, show, test } from "./site.ts";

const first = preset("two-layers-and-a-skip");

async function opened(site: Site): Promise<void> {
  await show(site.page, "Network");
  await site.page.getByRole("button", { name: "Build without typing" }).press("Enter");
}

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("a layer, a skip, another loss; each is one step of undo", async ({ page }) => {
      const site = await open(page);
      await opened(site);
      const form = page.getByRole("form", { name: "Add" });
      const menu = (name: string) => form.getByRole("combobox", { name, exact: true });
      await menu("after").selectOption("a1");
      await form.getByRole("textbox", { name: "width" }).fill("4");
      await menu("activation").selectOption("tanh");
      await form.getByRole("button", { name: "Add layer" }).click();
      const layered = first.replace(
        "h = sigmoid(W2 @ a1 + b2)\na2 = a1",
        "h1 = dense(a1, 4, tanh, seed=13)\nh = sigmoid(W2 @ h1 + b2)\na2 = h1",
      );
      await expect.poll(() => site.written()).toBe(layered);
      await expect(menu("after")).toContainText("h1");

      await menu("what").selectOption("skip connection");
      await menu("from").selectOption("h1");
      await menu("to").selectOption("a2");
      await form.getByRole("button", { name: "Add skip connection" }).press("Enter");
      const skipped = layered.replace("p = sigmoid(w3 @ a2", "s1 = a2 + h1\np = sigmoid(w3 @ s1");
      await expect.poll(() => site.written()).toBe(skipped);

      await menu("what").selectOption("loss");
      await menu("kind").selectOption("mse");
      await menu("prediction").selectOption("p");
      await menu("target").selectOption("y");
      await form.getByRole("button", { name: "Add loss" }).press("Enter");
      const done = skipped.replace("bce(p, y)", "mse(p, y)");
      await expect.poll(() => site.written()).toBe(done);
      await expect(page.getByRole("status").filter({ hasText: "L is the loss" })).toBeVisible();
      await axe(page);
      await page.screenshot({ path: `build/screenshots/builder-${width}.png`, fullPage: true });

      const w = answer(done).nodes.find((node) => node.id === "W1")?.adjoint?.[0] ?? Number.NaN;
      await expect.poll(async () => says((await site.meeting.locator("b").nth(1).textContent()) ?? "", w)).toBe(true);

      const undo = page.getByRole("button", { name: "Undo" });
      await undo.click();
      await undo.click();
      await undo.click();
      await page.getByRole("button", { name: "Redo" }).focus();
      await expect(undo).toHaveAttribute("aria-disabled", "true");
      await show(page, "Network");
      expect(await site.written()).toBe(first);
    });
  });
}

test("from nothing: an input, a weight, what is made of them, a layer, a loss; each says what it will write", async ({
  page,
}) => {
  const site = await open(page);
  await page.getByRole("button", { name: "New network" }).click();
  await page.getByRole("button", { name: "Begin with nothing" }).click();
  await expect(site.text).toBeFocused();
  await page.getByRole("button", { name: "Build without typing" }).press("Enter");
  const form = page.getByRole("form", { name: "Add" });
  const menu = (name: string) => form.getByRole("combobox", { name, exact: true });
  const writes = form.locator("#adds");
  const lines: string[] = [];
  const add = async (what: string, line: string): Promise<void> => {
    await expect(writes).toHaveText(`writes ${line}`);
    const button = form.getByRole("button", { name: `Add ${what}` });
    await expect(button).toHaveAccessibleDescription(`writes ${line}`);
    await button.press("Enter");
    lines.push(line);
    await expect.poll(() => site.written()).toBe(`${lines.join("\n")}\n`);
  };
  await expect(menu("what").getByRole("option")).toHaveText(["input", "param"]);
  await form.getByRole("textbox", { name: "shape" }).fill("2");
  await add("input", "input x1 = [0, 0]");
  await menu("what").selectOption("param");
  await add("param", "param w1 = [0, 0]");
  await expect(page.getByText("✗").filter({ visible: true })).toHaveCount(0);
  await menu("what").selectOption("operation");
  await menu("left").selectOption("w1");
  await menu("operator").selectOption("*");
  await menu("right").selectOption("x1");
  await axe(page);
  await add("operation", "z1 = w1 * x1");
  await menu("what").selectOption("layer");
  await expect(menu("after")).toHaveValue("z1");
  await form.getByRole("textbox", { name: "width" }).fill("2");
  await add("layer", "h1 = dense(z1, 2, tanh, seed=3)");
  await menu("what").selectOption("loss");
  await menu("kind").selectOption("mse");
  await menu("prediction").selectOption("h1");
  await menu("target").selectOption("x1");
  await add("loss", "L1 = mse(h1, x1)");
  await expect(site.meeting).toContainText("✓");
  const group = page.getByRole("group", { name: "Statement" });
  await group.getByRole("combobox", { name: "name" }).selectOption("h1");
  await expect(group.getByRole("button", { name: "Delete h1" })).toHaveAccessibleDescription(
    "writes L1 = mse(z1, x1) in the place of h1 = dense(z1, 2, tanh, seed=3), L1 = mse(h1, x1)",
  );
  await axe(page);
  await page.screenshot({ path: "build/screenshots/builder-nothing.png" });
});

test("a statement is wired anew and deleted, by keys alone", async ({ page }) => {
  const site = await open(page);
  await opened(site);
  const group = page.getByRole("group", { name: "Statement" });
  const name = group.getByRole("combobox", { name: "name" });
  await name.focus();
  for (const letter of "a2") await page.keyboard.press(letter);
  await expect(name).toHaveValue("a2");
  await group.getByRole("combobox", { name: "reads (2)" }).focus();
  await page.keyboard.press("a");
  const wired = first.replace("a2 = a1 + h", "a2 = a1 + a1");
  await expect.poll(() => site.written()).toBe(wired);
  await name.selectOption("h");
  await group.getByRole("button", { name: "Delete h" }).press("Enter");
  const without = wired.replace(/param W2 = [^b]*param b2 = .*\n/, "").replace("h = sigmoid(W2 @ a1 + b2)\n", "");
  await expect.poll(() => site.written()).toBe(without);
  await name.selectOption("y");
  await group.getByRole("button", { name: "Delete y" }).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "`L` reads `y`" })).toBeVisible();
  expect(await site.written()).toBe(without);
});
