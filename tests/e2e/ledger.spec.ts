// The ledger: sorted by any column, by mouse and by keyboard; copied and saved with every digit; bytes of each sweep.
import { readFileSync } from "node:fs";
import { encode } from "../../web/src/link/codec.ts";
import { answer, flops, plain, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, open_at, type Site, show, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");
const listed = answer(text).graph?.nodes.filter((node) => node.category !== "const") ?? [];
const results = listed.map(({ id }) => answer(text).nodes.find((node) => node.id === id));

async function names(site: Site): Promise<string[]> {
  return (await site.ledger.locator("tbody th .name").allTextContents()).map(plain);
}

/** Ids by a number, largest first; those without one last, in the order of the program. */
function by(number: (at: number) => number | null): string[] {
  const places = listed.map((_, at) => at);
  const key = (at: number): number => number(at) ?? Number.NEGATIVE_INFINITY;
  return places.toSorted((a, b) => key(b) - key(a)).map((at) => listed[at]?.id ?? "");
}

const largest = (values: readonly unknown[] | null | undefined): number | null =>
  values ? Math.max(...values.map((value) => Math.abs(Number(value)))) : null;

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`${width}: a press on a heading sorts by it, the next turns it round, a third brings the program back`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await show(page, "Ledger");
    const program = await names(site);
    const head = site.ledger.getByRole("columnheader", { name: "◂ ∂L/∂node" });
    await head.getByRole("button").click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    expect(await names(site)).toEqual(by((at) => largest(results[at]?.adjoint)));
    await axe(page);
    await page.screenshot({ path: `build/screenshots/ledger-sorted-${width}.png`, fullPage: true });
    await head.getByRole("button").click();
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    await head.getByRole("button").click();
    await expect(head).not.toHaveAttribute("aria-sort");
    expect(await names(site)).toEqual(program);
  });

  test(`${width}: by keyboard alone, by flops and by bytes`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await show(page, "Ledger");
    const heads = site.ledger.getByRole("columnheader", { name: "◂ backward" });
    for (const [at, number] of [
      (node: number) => {
        const cost = results[node]?.cost?.adjoint;
        return cost ? flops(cost) + cost[4] : null;
      },
      (node: number) => (results[node]?.adjoint ? (results[node]?.bytes ?? 0) : 0),
    ].entries()) {
      await heads.nth(at).getByRole("button").focus();
      await page.keyboard.press("Enter");
      await expect(heads.nth(at)).toHaveAttribute("aria-sort", "descending");
      expect(await names(site)).toEqual(by(number));
      await expect(site.ledger.locator("th[aria-sort]")).toHaveCount(1);
    }
  });

  test(`${width}: what is counted is one press away, and the copy is in sight`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await show(page, "Ledger");
    await expect(site.ledger.getByRole("button", { name: "Copy the ledger" })).toBeInViewport();
    await site.ledger.getByRole("button", { name: "FLOPs of one sweep" }).click();
    await expect(page.getByRole("note", { name: "How this is counted" })).toContainText("flops = add");
  });
}

test("the bytes of each sweep, and who is kept for whom, are the engine's", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  await expect(site.row(listed.at(-1)?.id ?? "")).toBeVisible();
  for (const [at, { id }] of listed.entries()) {
    const result = results[at];
    const cells = (await site.row(id).getByRole("cell").allTextContents()).map(plain).slice(-4);
    const bytes = [true, result?.tangent, result?.adjoint].map((has) => `${has ? result?.bytes : 0} B`);
    expect(cells, id).toEqual([...bytes, [...new Set(result?.saved_for?.map(({ node }) => node))].join(", ")]);
  }
});

test("the ledger is copied and saved with every digit, in the order that is shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const site = await open(page);
  await show(page, "Ledger");
  await site.ledger.getByRole("columnheader", { name: "shape" }).getByRole("button").click();
  await site.ledger.getByRole("button", { name: "Copy the ledger" }).click();
  await expect(site.ledger.getByRole("status")).toHaveText(`${listed.length} rows copied`);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const lines = copied.split("\n").map((line) => line.split("\t"));
  expect(lines.slice(1).map(([id]) => id)).toEqual(await names(site));
  for (const [at, { id }] of listed.entries()) {
    const values = results[at]?.adjoint;
    const cell = lines.find(([first]) => first === id)?.[5];
    if (values) expect(JSON.parse(cell?.startsWith("[") ? cell : `[${cell}]`), id).toEqual(values);
    else expect(cell).toBe("");
  }
  const download = page.waitForEvent("download");
  await site.ledger.getByRole("button", { name: "CSV of the ledger" }).click();
  const file = readFileSync(await (await download).path(), "utf8");
  expect(file.split("\r\n")).toHaveLength(listed.length + 2);
  expect(file).toContain('"[');
});

test("of a long network the first rows are there, and more at each press; the copy has all of them", async ({
  page,
}) => {
  const lines = Array.from({ length: 600 }, (_, at) => `v${at + 1} = sin(v${at})`);
  const site = await open_at(page, `./#${encode({ src: `param v0 = 0.5\n${lines.join("\n")}\n` })}`);
  await show(page, "Ledger");
  const rows = site.ledger.locator("tbody th .name");
  await expect(rows).toHaveCount(250);
  await page.getByRole("button", { name: "Show 250 more" }).click();
  await expect(rows).toHaveCount(500);
  await page.getByRole("button", { name: "Show 101 more" }).press("Enter");
  await expect(rows).toHaveCount(601);
  await expect(page.getByRole("button", { name: /^Show \d+ more$/ })).toHaveCount(0);
});
