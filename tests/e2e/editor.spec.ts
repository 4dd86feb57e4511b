// The editor: it takes the plain field's place without a jump, completes, mends, and lets the keyboard out.
import { test as plain_test } from "@playwright/test";
import { catalogue, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { address_of, expect, open, test } from "./site.ts";

const first = preset("two-layers-and-a-skip");

test("it comes after the first numbers, where the plain field was, with the caret where it was", async ({ page }) => {
  let let_go = () => {};
  const held = new Promise<void>((done) => {
    let_go = done;
  });
  await page.route("**/editor-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address_of());
  const text = page.getByRole("textbox", { name: "Network text" });
  await expect(page.getByTestId("meeting")).toContainText("✓");
  await text.focus();
  await text.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(30, 30));
  await page.keyboard.type("!");
  const below = page.getByRole("button", { name: "Build without typing" });
  const before = await below.boundingBox();
  let_go();
  await expect(text).toHaveAttribute("contenteditable", "true");
  await expect(text).toBeFocused();
  expect((await below.boundingBox())?.y).toBe(before?.y);
  await page.keyboard.type("?");
  await expect(text).toContainText(`${first.slice(24, 30)}!?${first.slice(30, 40)}`);
});

plain_test("where it cannot be loaded, the plain field stays and works", async ({ page }) => {
  await page.route("**/editor-*.js", (route) => route.abort());
  await page.goto(address_of());
  const text = page.getByRole("textbox", { name: "Network text" });
  await expect(page.getByTestId("meeting")).toContainText("✓");
  await text.fill("param w = 3\nL = w*w\n");
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  await text.press("ControlOrMeta+Z");
  await expect(text).toHaveValue(first);
});

test("completion offers the catalogue with its words, and names of the network", async ({ page }) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.type("M = sig");
  const op = catalogue.ops.find(({ name }) => name.startsWith("sig"));
  const offered = page
    .getByRole("listbox", { name: "Completions" })
    .getByRole("option")
    .filter({ hasText: op?.name ?? "?" });
  await expect(offered).toContainText(`(${op?.ports.join(", ")})`);
  await axe(page);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByText(op?.doc ?? "?")).toBeVisible();
  await page.screenshot({ path: "build/screenshots/completion.png" });
  await page.keyboard.press("Enter");
  await page.keyboard.type("a");
  await expect(
    page.getByRole("listbox", { name: "Completions" }).getByRole("option").filter({ hasText: /^a2/ }),
  ).toBeVisible();
  await page.keyboard.type("2");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox", { name: "Completions" })).toHaveCount(0);
  expect(await site.written()).toBe(`${first}M = ${op?.name}(a2)`);
});

test("every operation of the catalogue that has a name is offered, and nothing that the engine does not know", async ({
  page,
}) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  for (const { name } of catalogue.ops.filter(({ category }) => category === "loss" || category === "activation")) {
    await page.keyboard.type(`M = ${name.slice(0, 3)}`);
    await expect(
      page.getByRole("listbox", { name: "Completions" }).getByRole("option", { name: new RegExp(`^${name}\\b`) }),
    ).toHaveCount(1);
    await page.keyboard.press("Escape");
    for (let letter = 0; letter < 7; letter++) await page.keyboard.press("Backspace");
  }
});

test("a problem is mended by its button in the list", async ({ page }) => {
  const site = await open(page);
  await site.text.fill(first.replace("bce(p", "bcee(p"));
  await expect(page.getByText("bcee", { exact: true })).toHaveCSS("text-decoration-style", "wavy");
  const mend = site.problems.getByRole("button", { name: "Replace by bce" });
  await mend.press("Enter");
  await expect.poll(() => site.written()).toBe(first);
  await expect(site.problems.getByRole("listitem")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toContain("bcee(p");
});

test("a network without params gets them with one press, all or one, as one step of undo", async ({ page }) => {
  const site = await open(page);
  const text = "input x = 2\ninput t = 3\nL = mse(x*x, t)\n";
  await site.text.fill(text);
  await expect(site.problems).toContainText("There is nothing to differentiate by.");
  await page.screenshot({ path: "build/screenshots/no-param.png" });
  await site.problems.getByRole("button", { name: "Make a param of x" }).click();
  await expect(site.meeting).toContainText("▸ at L = 8");
  await expect(site.problems.getByRole("button", { name: /param/ })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(text);
  await site.problems.getByRole("button", { name: "Make all 2 inputs params" }).click();
  await expect.poll(() => site.written()).toBe(text.replaceAll("input", "param"));
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(text);
});

test("Tab leaves it, and undo takes typing back in pieces", async ({ page }) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  // A pause ends a step: the clock of the page stands still in each piece, however slowly the letters come.
  const clock = (ms: number) =>
    page.evaluate((ms) => {
      performance.now = () => ms;
    }, ms);
  const now = await page.evaluate(() => performance.now());
  await clock(now);
  await page.keyboard.type("# one");
  await clock(now + 1100);
  await page.keyboard.type(" two");
  expect(await site.written()).toBe(`${first}# one two`);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(`${first}# one`);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => site.written()).toBe(first);
  await page.keyboard.press("ControlOrMeta+Y");
  await expect.poll(() => site.written()).toBe(`${first}# one`);
  await page.keyboard.press("Tab");
  await expect(site.text).not.toBeFocused();
  expect(await site.written()).toBe(`${first}# one`);
});
