// The page opens and shows what the engine says: every preset, every schedule, every node of the ledger.
import { answer, flops, plain, preset, presets, says } from "./engine.ts";
import { expect, open, open_bare, show, test } from "./site.ts";

test("the page opens on four weights and a skip, with the figures worked out by hand", async ({ page }) => {
  const site = await open_bare(page);
  await expect(site.network).toHaveValue("four-weights-and-a-skip");
  expect(await site.written()).toBe(preset("four-weights-and-a-skip"));
  expect(await site.shown()).toEqual(
    expect.arrayContaining([
      ["33 flops + 5 fn", "56 B"],
      ["144 flops + 20 fn", "48 B"],
      ["43 flops + 5 fn", "80 B"],
    ]),
  );
  await expect(page.getByText("Why not pass the derivatives forward, layer by layer?").first()).toBeVisible();
});

test("two layers and a skip have the figures worked out by hand", async ({ page }) => {
  const site = await open(page);
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  expect(await site.written()).toBe(preset("two-layers-and-a-skip"));
  const work = (await site.shown()).map(([figure = ""]) => Number.parseInt(figure, 10));
  expect(work[0]).toBe(174);
  expect(work.slice(1)).toEqual(expect.arrayContaining([8774, 4934, 522]));
  const alone = site.totals.getByRole("row", { name: /values alone/ });
  await expect(alone.locator('[data-head="flops"]')).toHaveText("74");
  await expect(page.getByText(/The cheapest way back needs 174 flops for all 41 derivatives/)).toBeVisible();
  await expect(page.getByText(/cheapest way forward needs 522, 3\.0 times as many/)).toBeVisible();
  await expect(site.totals.getByRole("rowheader").first()).toContainText("backward");
});

for (const id of presets) {
  test(`${id}: totals, ledger and meeting point are the engine's`, async ({ page }) => {
    const site = await open(page);
    await show(page, "Ledger");
    await site.network.selectOption(id);
    await expect.poll(() => site.written()).toBe(preset(id));
    const expected = answer(preset(id));
    const runs = expected.runs.toSorted((a, b) => Number(a.direction === "along") - Number(b.direction === "along"));
    const figures = runs.map(({ cost, memory }) => {
      const calls = cost.total[4] > 0 ? ` + ${cost.total[4]} fn` : "";
      return [`${flops(cost.total)} flops${calls}`, `${memory.inner_peak_bytes} B`];
    });
    await expect(site.problems.getByRole("button")).toHaveCount(expected.diagnostics?.length ?? 0);

    const names = async () => (await site.ledger.locator("tbody th .name").allTextContents()).map(plain);
    const listed = expected.graph?.nodes.filter((node) => node.category !== "const") ?? [];
    await expect.poll(names).toEqual(listed.map((node) => node.id));
    const columns = [2, 3, 4, 5]; // value, ▸, ◂, check: cells after the node and its shape
    for (const node of listed) {
      const result = expected.nodes.find((one) => one.id === node.id);
      const parts = [result?.value, result?.tangent, result?.adjoint, result?.gradient_forward];
      for (const [index, values] of parts.entries()) {
        const cell = site.row(node.id).locator(`> :nth-child(${(columns[index] ?? 0) + 1})`);
        if (!values) await expect(cell).toHaveText("inactive");
        else if (values.length <= 6) {
          const shown = await cell.locator("div[title]").allTextContents();
          expect(shown).toHaveLength(values.length);
          for (const [at, value] of values.entries()) {
            expect(says(shown[at] ?? "", value), `${node.id}[${at}]: ${shown[at]} for ${value}`).toBe(true);
          }
        } else await expect(cell).toContainText(`${values.length} numbers`);
      }
    }

    const along = expected.nodes.find((node) => node.id === expected.graph?.outputs[0])?.tangent?.[0] ?? 0;
    const [left = "", right = ""] = await site.meeting.locator("b").allTextContents();
    expect(says(left, along) && says(right, along)).toBe(true);
    await expect(site.meeting).toContainText("✓");
    await expect.poll(() => site.shown()).toEqual(figures);
  });
}

test("on a network of two weights and twenty outputs the page says that forward is cheaper", async ({ page }) => {
  const site = await open(page);
  await site.network.selectOption("many-outputs");
  await expect(site.answer).toContainText("Here forward wins");
  await site.costs();
  await expect(page.getByText(/Here the cheapest way is forward \(2 weights, 20 outputs\)/)).toBeVisible();
  await site.network.selectOption("several-outputs");
  await expect(page.getByText("All 10 derivatives: 5 outputs by 2 weights")).toBeVisible();
  await page.getByRole("group", { name: "◂ of the output" }).getByRole("combobox").selectOption("s");
  await expect(site.meeting).toContainText("▸ at s");
  await expect(site.meeting).toContainText("✓");
});

test("where a node is used several times, the ledger adds the uses up", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await site.network.selectOption("fan-out");
  await expect(site.row("c").locator("td.against").first()).toHaveText(/^\S+ [+−] \S+ [+−] \S+ [=≈] \S+$/);
  await expect(site.row("a").locator("td.against").first()).toHaveText(/^\S+ [+−] \S+ [=≈] \S+$/);
});

test("all digits of a number are told by a press, and by the row's own button", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  const { nodes } = answer(preset("two-layers-and-a-skip"));
  const b3 = nodes.find((node) => node.id === "b3")?.adjoint?.[0] ?? 0;
  await site.row("b3").locator("td.against div").first().click();
  await expect(site.ledger.locator("caption")).toContainText(`∂L/∂b3 = ${b3}`.replace("-", "\u2212"));
  await page.getByRole("button", { name: "All digits of b3" }).press("Enter");
  await expect(site.row("b3").nth(1).locator("td.against")).toHaveText(String(b3).replace("-", "\u2212"));
});

test("above 2,000 elements the check is left out, and its column says why", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  const row = `[${Array.from({ length: 46 }, (_, at) => at / 100).join(",")}]`;
  await site.text.fill(`param W = [${Array.from({ length: 46 }, () => row).join(",\n")}]\nL = sum(W*W)\n`);
  await expect(site.ledger.getByRole("columnheader", { name: /check: ∂L\/∂node/ })).toContainText(/2\D?000/);
  await expect(site.row("L").locator("td.check")).toHaveText("left out");
  await expect(site.meeting).toContainText("▸ at L = 0 = 0 = ◂ at W[0,0]");
});

test("the check names its own cost and stands in no total", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  const { check_cost } = answer(preset("two-layers-and-a-skip"));
  const heading = site.ledger.getByRole("columnheader", { name: /check: ∂L\/∂node/ });
  const said = plain((await heading.textContent()) ?? "");
  expect(said).toContain(`by ${check_cost?.sweeps} extra forward passes`);
  expect(said).toContain(`(${check_cost ? flops(check_cost.total) : "?"} flops, in no total)`);
});
