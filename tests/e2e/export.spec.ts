// Export: every file is saved and is what it says; a file is opened in the place of the network, by picker and by drop.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { DifferentiateResponse } from "../../web/src/engine/types.gen.ts";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { answer, preset, told_of } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, test } from "./site.ts";

async function opened(page: Page) {
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await expect(dialog.getByRole("button", { name: "Save NumPy" })).toBeEnabled();
  return dialog;
}

async function saved(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: `Save ${name}`, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

for (const id of ["two-layer", "fan-out"])
  test(`${id}: the picture is an SVG of its own in both schemes, and pixels`, async ({ page }) => {
    const site = await open(page);
    await site.network.selectOption(id);
    await expect(site.meeting).toContainText("✓");
    await opened(page);
    const texts: string[] = [];
    for (const [theme, paper] of [
      ["light", "rgb(255, 255, 255)"],
      ["dark", "rgb(15, 18, 22)"],
    ] as const) {
      const file = await saved(page, `SVG, ${theme}`);
      expect(file.name).toMatch(new RegExp(`^[a-z-]+\\.${theme}\\.svg$`));
      const text = file.bytes.toString();
      texts.push(text);
      expect(text).toContain(`fill="${paper}"`);
      expect(text).not.toMatch(
        /foreignObject|<style|class=|var\(|<script|tabindex|role=|onclick|baseline|dy=|NaN|undefined/,
      );
      const seen = await page.evaluate(async (svg) => {
        const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
        const image = new Image();
        image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
        await image.decode();
        return {
          root: parsed.documentElement.tagName,
          bad: parsed.querySelectorAll("parsererror").length,
          width: image.naturalWidth,
          words: parsed.documentElement.textContent,
        };
      }, text);
      expect(seen).toMatchObject({ root: "svg", bad: 0 });
      expect(seen.width).toBeGreaterThan(200);
      for (const { id: node } of answer(preset(id)).graph?.nodes.filter(({ group, id: own }) => group === own) ?? [])
        expect(seen.words).toContain(node);
      const png = await saved(page, `PNG, ${theme}`);
      expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
      expect(png.bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(2 * Math.floor(seen.width) - 2);
      const other = await page.context().newPage();
      await other.setContent(`<body style="margin:0">${text.replace(/^<\?.*?\?>/, "")}`);
      await other.screenshot({ path: `build/screenshots/export-${id}-${theme}.png`, fullPage: true });
      await other.close();
    }
    expect(texts[0]).not.toBe(texts[1]);
  });

test("numbers of the file stand in the middle of their cells, without a baseline that not every program knows", async ({
  page,
}) => {
  await open(page);
  await opened(page);
  const text = (await saved(page, "SVG, light")).bytes.toString();
  const off = await page.evaluate((svg) => {
    const holder = document.createElement("div");
    holder.append(document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true));
    document.body.append(holder);
    const found = [...holder.querySelectorAll("g")].flatMap((cell) => {
      const [rect, number] = [":scope > rect", ":scope > text"].map((one) =>
        cell.querySelector<SVGGraphicsElement>(one),
      );
      if (!rect || !number) return [];
      const middle = ({ y, height }: DOMRect): number => y + height / 2;
      return [Math.abs(middle(number.getBBox()) - middle(rect.getBBox())) / number.getBBox().height];
    });
    holder.remove();
    return found;
  }, text);
  expect(off.length).toBeGreaterThan(10);
  expect(Math.max(...off)).toBeLessThan(0.1); // of the height of a line
});

test("of a picture that no canvas takes the PNG says so, and what can be had is one press", async ({ page }) => {
  const lines = Array.from({ length: 400 }, (_, at) => `h${at + 1} = h${at} * 1.001`);
  await page.goto(`./#${encode({ src: `param h0 = 1\n${lines.join("\n")}\nL = h400\n` })}`);
  await expect(page.getByTestId("meeting")).toContainText("✓");
  const dialog = await opened(page);
  const said = dialog.getByRole("status").first();
  await dialog.getByRole("button", { name: "Save PNG, light", exact: true }).click();
  await expect(said).toContainText(/The picture has [\d\u202f]+ × [\d\u202f]+ px, more than a canvas may have/);
  const drawn = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the SVG instead" }).click();
  expect((await drawn).suggestedFilename()).toMatch(/light\.svg$/);
  await dialog.getByRole("button", { name: "Save PNG, light", exact: true }).click();
  const coming = page.waitForEvent("download");
  await dialog.getByRole("button", { name: /^Save it with .* pixels$/ }).click();
  const bytes = readFileSync(await (await coming).path());
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect(Math.max(width, height)).toBeLessThanOrEqual(16_384);
  expect(width * height).toBeLessThanOrEqual(67_108_864);
  await expect(said).toContainText("a canvas takes no more. The SVG is sharp at any size");
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`every text is saved and copied, at ${width} px`, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.setViewportSize({ width, height });
    await open(page);
    const dialog = await opened(page);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/export-${width}.png` });
    expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    const begins: Record<string, RegExp> = {
      JSON: /^\{"v":1,"src":/,
      CSV: /^\ufeffnode,/,
      "JSON, the answer": /^\{"v":1,"kind":"differentiate"/,
      LaTeX: /^% Two layers and a skip/,
      NumPy: /import numpy as np/,
      PyTorch: /import torch/,
      JAX: /not run here/,
    };
    for (const [name, pattern] of Object.entries(begins)) {
      const file = await saved(page, name);
      expect(file.bytes.toString()).toMatch(pattern);
      await dialog.getByRole("button", { name: `Copy ${name}`, exact: true }).click();
      await expect(dialog.getByRole("status").first()).toHaveText(`${name} copied`);
      const plain = (text: string): string => text.replace(/^\ufeff|\r(?=\n)/g, ""); // the mark of a file is not copied
      expect(plain(await page.evaluate(() => navigator.clipboard.readText()))).toBe(plain(file.bytes.toString()));
    }
  });

test("the programs of several outputs check every row of the Jacobian, and say what the engine counts", async ({
  page,
}) => {
  const site = await open(page);
  await site.network.selectOption("several-outputs");
  await expect(site.meeting).toContainText("✓");
  await opened(page);
  const { graph } = answer(preset("several-outputs"));
  const rows = (graph?.outputs ?? []).flatMap((id) => {
    const shape = graph?.nodes.find((node) => node.id === id)?.shape ?? [];
    return Array.from({ length: shape.reduce((all, one) => all * one, 1) });
  }).length;
  expect(rows).toBeGreaterThan(1);
  for (const name of ["NumPy", "PyTorch", "JAX"]) {
    const text = (await saved(page, name)).bytes.toString();
    expect(text, name).toContain(`: all ${rows} rows, one for each element of the outputs`);
    expect(text.match(/^check\("the Jacobian of .*$/gm)?.length, name).toBe(
      (graph?.outputs.length ?? 0) * (graph?.wrt.length ?? 0),
    );
    expect(text, name).toMatch(/^# {3}backward: .* flops, .*at most \d+ bytes at one time$/m);
    expect(text, name).toMatch(/^# {3}forward, .* flops, .*at most \d+ bytes at one time$/m);
  }
});

test("a file is opened by the picker and by a drop; a broken one is refused, and nothing changes", async ({ page }) => {
  const site = await open(page);
  const dialog = await opened(page);
  const file = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  const picker = dialog.locator("input[type=file]");
  await picker.setInputFiles(file("broken.json", '{"v":1,"src":5}'));
  await expect(dialog.getByRole("status").first()).toContainText("✗ broken.json is not opened.");
  await picker.setInputFiles(
    file("bad.json", '{"inputs":[{"id":"w","value":3,"diff":true}],"nodes":[{"id":"L","op":"no such","in":["w"]}]}'),
  );
  await expect(dialog.getByRole("status").first()).toContainText("✗ bad.json is not opened.");
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  await picker.setInputFiles(
    file("data.json", '{"inputs":[{"id":"w","value":3,"diff":true}],"nodes":[{"id":"L","op":"mul","in":["w","w"]}]}'),
  );
  await expect(site.meeting).toContainText("▸ at L = 6");
  const source = (): string => {
    const reading = decode(new URL(page.url()).hash);
    return reading.status === "link" ? reading.link.src : "";
  };
  await expect.poll(source).toContain("w = 3");
  await page.evaluate(() => {
    const carried = new DataTransfer();
    carried.items.add(
      new File(['{"v":1,"src":"param w = 4\\nL = w*w\\n"}'], "dropped.json", { type: "application/json" }),
    );
    document.body.dispatchEvent(
      new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true, composed: true }),
    );
  });
  await expect(site.meeting).toContainText("▸ at L = 8");
  await expect.poll(source).toContain("w = 4");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(site.meeting).toContainText("▸ at L = 6");
  await expect.poll(source).toContain("w = 3");
  await page.goBack(); // each file is an entry of its own
  await page.goBack();
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  await expect(site.meeting).toContainText("▸ at L = −0.0267");
});

test("directions of one's own are in programs and LaTeX, with the engine's numbers; without them they say nothing of it", async ({
  page,
}) => {
  const dir: NonNullable<Link["dir"]> = [[["u", 1, 0.5]], [["s", 0, -2]]];
  const told = told_of({
    ...{ v: 1, kind: "differentiate", network: { text: preset("several-outputs") }, modes: [] },
    ...{ tangent: [{ id: "u", value: [0, 0.5] }], seeds: [{ id: "s", value: [-2] }], include: ["tangent", "adjoint"] },
  }) as DifferentiateResponse;
  const of = (id: string) => told.nodes.find((node) => node.id === id);
  const open_with = async (link: Link): Promise<void> => {
    await page.goto("about:blank");
    await page.goto(`./#${encode(link)}`);
    await expect(page.getByTestId("meeting")).toContainText("✓");
    await opened(page);
  };
  await open_with({ src: preset("several-outputs"), dir });
  const program = (await saved(page, "NumPy")).bytes.toString();
  expect(program).toContain(`check("jvp at s", np.reshape(along[1], ()), ${of("s")?.tangent?.[0]})`);
  expect(program).toContain(`check("vjp at u", np.reshape(with_it[0], (2,)), [${of("u")?.adjoint?.join(", ")}])`);
  expect((await saved(page, "LaTeX")).bytes.toString()).toContain("a dot is the derivative along the tangent x-dot");
  await open_with({ src: preset("several-outputs") });
  expect((await saved(page, "NumPy")).bytes.toString()).not.toContain("jvp");
  expect((await saved(page, "LaTeX")).bytes.toString()).toContain("a dot is the derivative by u[0]");
});
