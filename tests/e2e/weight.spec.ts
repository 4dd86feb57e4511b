// Choosing the weight: in the graph, in the ledger, by the fields, by keyboard alone; the meeting line follows.
import { answer, preset, presets, says } from "./engine.ts";
import { expect, open, type Site, show, slow_engine, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");

/** The meeting line is the engine's for this element. */
async function meets(site: Site, id: string, index: number, name: string): Promise<void> {
  const { nodes } = answer(text, { id, index });
  const along = nodes.find((node) => node.id === "L")?.tangent?.[0] ?? 0;
  const against = nodes.find((node) => node.id === id)?.adjoint?.[index] ?? 0;
  await expect(site.meeting).toContainText(`◂ at ${name}`);
  await expect(site.meeting).toContainText("✓");
  const [left = "", right = ""] = await site.meeting.locator("b").allTextContents();
  expect(says(left, along), `${left} ${along}`).toBe(true);
  expect(says(right, against), `${right} ${against}`).toBe(true);
}

test("by a press on an element in the graph", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await meets(site, "W1", 0, "W1[0,0]");
  await site.graph.getByRole("radio", { name: /^W2\[2,1\] = / }).click();
  await meets(site, "W2", 9, "W2[2,1]");
  await expect(site.graph.getByRole("radio", { checked: true })).toHaveAccessibleName(/^W2\[2,1\] = /);
  await expect(site.ledger.getByRole("columnheader", { name: "▸ ∂node/∂W2[2,1]" })).toBeVisible();
});

test("every ring of the graph stands at the meeting point", async ({ page }) => {
  const site = await open(page);
  await expect(site.graph.locator(".ring.meets")).toHaveCount(2);
  await expect(site.graph.locator(".ring.seed")).toHaveCount(1);
});

test("by the fields beside the meeting line", async ({ page }) => {
  const site = await open(page);
  const fields = page.getByRole("group", { name: "▸ along the weight" });
  await fields.getByRole("combobox").selectOption("W2");
  await meets(site, "W2", 0, "W2[0,0]");
  await fields.getByRole("spinbutton", { name: "row" }).fill("3");
  await fields.getByRole("spinbutton", { name: "column" }).fill("1");
  await fields.getByRole("spinbutton", { name: "column" }).press("Enter");
  await meets(site, "W2", 13, "W2[3,1]");
  await fields.getByRole("combobox").selectOption("b3");
  await expect(fields.getByRole("spinbutton")).toHaveCount(0);
  await meets(site, "b3", 0, "b3");
});

test("by the fields, typed faster than the engine answers", async ({ page }) => {
  await slow_engine(page, "differentiate");
  const site = await open(page);
  const fields = page.getByRole("group", { name: "▸ along the weight" });
  await fields.getByRole("combobox").selectOption("W2");
  await fields.getByRole("spinbutton", { name: "row" }).fill("3");
  await fields.getByRole("spinbutton", { name: "column" }).fill("1");
  await fields.getByRole("spinbutton", { name: "column" }).press("Enter");
  await meets(site, "W2", 13, "W2[3,1]");
});

test("by a button in the ledger", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await page.getByRole("button", { name: "Elements of b1" }).click();
  const choose = page.getByRole("button", { name: "Go forward along b1[2]" });
  await choose.click();
  await meets(site, "b1", 2, "b1[2]");
  await expect(choose).toHaveAttribute("aria-pressed", "true");
});

test("by keyboard alone: network, problem, weight, ledger", async ({ page }) => {
  const site = await open(page);
  const focus = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") || at?.id || at?.textContent || "";
    });
  const tab_to = async (wanted: RegExp) => {
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press("Tab");
      if (wanted.test(await focus())) return;
    }
    throw new Error(`the keyboard does not reach ${wanted}`);
  };
  await tab_to(/^network$/);
  await page.keyboard.press("ArrowDown");
  await expect(site.network).toHaveValue(presets[2] ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  await tab_to(/^text$/);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("M = ");
  await expect(site.problems.getByRole("button").first()).toBeVisible();
  await tab_to(new RegExp(`error at ${text.split("\n").length}:`));
  await page.keyboard.press("Enter");
  await expect(site.text).toBeFocused();
  await page.keyboard.press("ControlOrMeta+End");
  for (let letter = 0; letter < 4; letter++) await page.keyboard.press("Backspace");
  await expect(site.problems.getByRole("button")).toHaveCount(0);

  await tab_to(/^W1, /);
  await page.keyboard.press("Space");
  expect(await focus()).toMatch(/^W1\[0,0\] = /);
  await page.keyboard.press("ArrowRight");
  await meets(site, "W1", 1, "W1[0,1]");
  await page.keyboard.press("ArrowDown");
  await meets(site, "W1", 4, "W1[1,1]");
  expect(await focus()).toMatch(/^W1\[1,1\] = /);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await focus()).toMatch(/^[Wb]2\[/);
  await tab_to(/^tab-drawer-numbers$/);
  await page.keyboard.press("Enter");
  await expect(site.ledger).toBeVisible();
  await tab_to(/^Ledger table$/);
  await tab_to(/^Elements of W1$/);
  await page.keyboard.press("Enter");
  await tab_to(/^Go forward along W1\[0,2\]$/);
  await page.keyboard.press("Space");
  await meets(site, "W1", 2, "W1[0,2]");
});
