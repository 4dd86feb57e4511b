// The editor: it takes the plain field's place without a jump, completes, mends, and lets the keyboard out.
import { type Page, test as plain_test } from "@playwright/test";
import { catalogue, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { drawn } from "./rest.ts";
import { address_of, expect, open, show, test } from "./site.ts";

const first = preset("two-layers-and-a-skip");

/** A list that has just come is deaf, as a key may have been meant for the text: the clock of the page is set on. */
async function later(page: Page): Promise<void> {
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 1000;
  });
}

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

const list_of = (page: Page) => page.getByRole("listbox", { name: "Completions" });

test("completion offers operations with what they take and do, and names; Enter takes the first, Tab, too", async ({
  page,
}) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.type("M = sig");
  const op = catalogue.ops.find(({ name }) => name.startsWith("sig"));
  const list = list_of(page);
  const offered = list.getByRole("option").first();
  await expect(offered).toContainText(`${op?.name}(${op?.ports.join(", ")})`);
  await expect(offered).toContainText(op?.doc ?? "?");
  await expect(offered).toHaveAttribute("aria-selected", "true");
  await axe(page);
  await page.screenshot({ path: "build/screenshots/completion.png" });
  await later(page);
  await page.keyboard.press("Enter");
  await page.keyboard.type("a");
  await expect(list.getByRole("option").filter({ hasText: /^a2/ })).toBeVisible();
  await page.keyboard.type("2");
  await expect(list).toHaveCount(0);
  expect(await site.written()).toBe(`${first}M = ${op?.name}(a2)`);
  await page.keyboard.press("End");
  await page.keyboard.type(" + mea");
  await expect(list).toBeVisible();
  await later(page);
  await page.keyboard.press("Tab");
  await expect(site.text).toBeFocused();
  await page.keyboard.type("M");
  await page.keyboard.press("Escape");
  expect(await site.written()).toBe(`${first}M = ${op?.name}(a2) + mean(M)`);
});

test("Enter ends the line where a whole word is written, whatever longer ones there are", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param a = 2\nparam ab = 3\ny = a");
  await expect(list_of(page)).toHaveCount(0);
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.press("Backspace");
  for (const word of ["a", "ab*pi", "tan"]) {
    await page.keyboard.type(word);
    await later(page);
    await page.keyboard.press("Enter");
    await page.keyboard.type("z = ");
    await page.keyboard.press("Escape");
  }
  expect(await site.written()).toBe("param a = 2\nparam ab = 3\ny = a\nz = ab*pi\nz = tan\nz = ");
  await page.keyboard.type("a");
  await page.keyboard.press("Control+Space");
  await expect(list_of(page).getByRole("option").filter({ hasText: /^ab/ }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(site.text).not.toBeFocused();
});

test("in forced colours the chosen row of the list has letters of another colour than its ground, and no plate behind them", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.type("M = sig");
  const chosen = list_of(page).getByRole("option").first();
  await expect(chosen).toHaveAttribute("aria-selected", "true");
  const drawn = await chosen.evaluate((row) => {
    const { forcedColorAdjust, color, backgroundColor } = getComputedStyle(row);
    return { forcedColorAdjust, differ: color !== backgroundColor };
  });
  expect(drawn).toEqual({ forcedColorAdjust: "none", differ: true });
});

test("functions of one's own are offered with their parameters, and methods behind a dot", async ({ page }) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  await page.keyboard.type("def twice(u, v) = 2*u*v\nM = tw");
  const own = list_of(page).getByRole("option").first();
  await expect(own).toContainText("twice(u, v)");
  await expect(own).toContainText("2*u*v");
  await later(page);
  await page.keyboard.press("Enter");
  await page.keyboard.type("a1.me");
  await expect(list_of(page).getByRole("option").first()).toContainText("mean(axis, keepdims)");
  await later(page);
  await page.keyboard.press("Enter");
  expect(await site.written()).toContain("M = twice(a1.mean())");
});

for (const [width, height, popovers] of [
  [1280, 720, true],
  [390, 844, true],
  [390, 460, true],
  [1280, 720, false],
  [390, 844, false],
] as const) {
  const where = `${width}×${height}${popovers ? "" : ", without popovers"}`;
  test(`${where}: the list is seen as a whole, and never over the line that is typed`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    if (!popovers)
      await page.addInitScript(() => {
        for (const name of ["popover", "showPopover", "hidePopover"])
          Reflect.deleteProperty(HTMLElement.prototype, name);
      });
    await page.goto(address_of());
    await expect(page.getByTestId("meeting")).toContainText("✓");
    await show(page, "Network");
    const text = page.getByRole("textbox", { name: "Network text" });
    await expect(text).toHaveAttribute("contenteditable", "true");
    const list = list_of(page);
    const typed = async (what: string): Promise<void> => {
      await page.keyboard.type(what);
      await expect(list).toBeVisible();
      await drawn(page);
      const box = await list.boundingBox();
      const line = await text.evaluate((field) => {
        const { anchorNode } = (field.getRootNode() as unknown as Document).getSelection() ?? {};
        const one = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement;
        const { top, bottom } = one?.closest(".cm-line")?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
        return { top, bottom };
      });
      if (!box) throw new Error("there is no list");
      expect(line.bottom, what).toBeGreaterThan(line.top);
      expect(box.y >= line.bottom - 1 || box.y + box.height <= line.top + 1, what).toBe(true);
      expect([box.x >= 0, box.x + box.width <= width, box.y >= 0, box.y + box.height <= height], what).toEqual(
        Array.from({ length: 4 }, () => true),
      );
      expect(box.height, what).toBeGreaterThan(30);
      const seen = await list.evaluate((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        const corners = [left + 3, right - 3].flatMap((x) => [top + 3, bottom - 3].map((y) => [x, y] as const));
        const root = one.getRootNode() as unknown as ShadowRoot;
        return corners.map(([x, y]) => one.contains(root.elementFromPoint(x, y)));
      });
      expect(seen, what).toEqual([true, true, true, true]);
    };
    await text.press("ControlOrMeta+End");
    await typed("M = s");
    await page.screenshot({ path: `build/screenshots/completion-${width}x${height}${popovers ? "" : "-plain"}.png` });
    await page.keyboard.press("Escape");
    await page.keyboard.type("in(p)*p*p*p + tanh(p)*p*p*p + tanh(p)*p*p*p + tanh(p)*p*p*p");
    await typed(" + s"); // on several rows
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    await typed("p");
  });
}

test("every operation of the catalogue that has a name is offered, and nothing that the engine does not know", async ({
  page,
}) => {
  const site = await open(page);
  await site.text.press("ControlOrMeta+End");
  for (const { name } of catalogue.ops.filter(({ category }) => category === "loss" || category === "activation")) {
    await page.keyboard.type(`M = ${name.slice(0, 2)}`);
    await expect(
      page.getByRole("listbox", { name: "Completions" }).getByRole("option", { name: new RegExp(`^${name}\\b`) }),
    ).toHaveCount(1);
    await page.keyboard.press("Escape");
    for (let letter = 0; letter < 6; letter++) await page.keyboard.press("Backspace");
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
