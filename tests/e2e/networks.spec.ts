// The page of every network: it stands in dist/ without a script, shows the engine's numbers, and leads to its network.
import { readdirSync, readFileSync } from "node:fs";
import { decode } from "../../web/src/link/codec.ts";
import { answer, flops, plain, preset, presets, says, shaped } from "./engine.ts";
import { expect, test } from "./site.ts";
import { still } from "./still.ts";

const dist = new URL("../../dist/", import.meta.url);
const published: { id: string; text: string[] }[] = JSON.parse(
  readFileSync(new URL("../../web/published/examples.json", import.meta.url), "utf8"),
);
const all = [...presets, ...shaped, ...published.map(({ id }) => id)];
const html_of = (name: string): string => readFileSync(new URL(`n/${name}/index.html`, dist), "utf8");

/** Width and height of a PNG, by its first chunk. */
function size_of(path: string): [width: number, height: number] {
  const bytes = readFileSync(new URL(path, dist));
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test("there is one for every preset and every published example, and no other", () => {
  const found = readdirSync(new URL("n/", dist)).filter((name) => !name.includes("."));
  expect(found.sort()).toEqual([...all].sort());
});

test("each has a picture of its own, no script, and its network behind the number sign", () => {
  const pictures = new Set<string>();
  for (const name of all) {
    const html = html_of(name);
    expect(html, name).not.toMatch(/<script|javascript:|\son\w+=|<iframe|modulepreload/);
    expect(html, name).toMatch(new RegExp(`og:image" content="(\\.\\./\\.\\./|https?://[^"]*/)n/${name}/card\\.png"`));
    expect(size_of(`n/${name}/card.png`)).toEqual([1200, 630]);
    pictures.add(readFileSync(new URL(`n/${name}/card.png`, dist)).toString("base64"));
    const [, token = ""] = /href="\.\.\/\.\.\/#([^"]+)"/.exec(html) ?? [];
    const example = published.find(({ id }) => id === name);
    const large = new URL(`../../web/large/${name}.net`, import.meta.url);
    const src = example
      ? `${example.text.join("\n")}\n`
      : shaped.includes(name)
        ? readFileSync(large, "utf8")
        : preset(name);
    expect(decode(token), name).toMatchObject({ link: { src } });
  }
  expect(pictures.size).toBe(all.length);
});

test("the page itself has the picture of its own network, and says what it is", () => {
  const html = readFileSync(new URL("index.html", dist), "utf8");
  expect(size_of("card.png")).toEqual([1200, 630]);
  expect(html).toContain('<meta property="og:title" content="Bothways: a gradient computed forward and backward" />');
  expect(html).toMatch(/<meta property="og:image" content="(\.|https?:\/\/[^"]*)\/card\.png" \/>/);
  expect(html.match(/<meta name="description"/g)).toHaveLength(1);
});

test("icons are as large as the manifest says, and nothing of them is empty", () => {
  const manifest: { icons: { src: string; sizes: string; type: string; purpose: string }[] } = JSON.parse(
    readFileSync(new URL("manifest.webmanifest", dist), "utf8"),
  );
  const pictures = manifest.icons.filter(({ type }) => type === "image/png");
  for (const { src, sizes } of pictures) expect(size_of(src).join("x")).toBe(sizes);
  expect(pictures.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  expect(size_of("icon-180.png")).toEqual([180, 180]);
  expect(readFileSync(new URL("icon.svg", dist), "utf8")).toMatch(/fill="#0067a3".*fill="#b34700"/);
});

for (const name of ["four-weights-and-a-skip", "two-layer", "many-outputs"])
  test(`${name}: derivatives and costs are the engine's`, async ({ page }) => {
    const engine = answer(preset(name));
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.resourceType()));
    await page.goto(`./n/${name}/`);
    const first = engine.graph?.wrt[0] ?? "";
    const { adjoint, gradient_forward } = engine.nodes.find(({ id }) => id === first) ?? {};
    const [along = "", against = ""] = await page
      .getByRole("table")
      .first()
      .locator("tbody tr")
      .first()
      .locator("td")
      .allTextContents();
    expect(says(along, Number(gradient_forward?.[0])), along).toBe(true);
    expect(says(against, Number(adjoint?.[0])), against).toBe(true);
    const rows = page.getByRole("group", { name: "Costs" }).locator("tbody tr");
    await expect(rows).toHaveCount(engine.runs.length);
    for (const run of engine.runs) {
      const row = rows.filter({ hasText: run.title }).first();
      const [, work = "", fn = ""] = (await row.locator("td").allTextContents()).map(plain);
      expect([work, fn]).toEqual([flops(run.cost.total), run.cost.total[4]].map(String));
    }
    expect(requests.filter((type) => !["document", "stylesheet", "image"].includes(type))).toEqual([]);
  });

still(
  ["", "two-layers-and-a-skip/", "transformer-block/", "mazur-2-2-2/"].map((name) => ({
    address: `./n/${name}`,
    picture: `site-${name.replace("/", "") || "list"}`,
  })),
);

test("it leads to its network in the page", async ({ page }) => {
  await page.goto("./n/square/");
  await page.getByRole("link", { name: "Open in Bothways" }).click();
  await expect(page.getByTestId("meeting")).toContainText("✓");
  await expect(page.getByRole("combobox", { name: "Network", exact: true })).toHaveValue("square");
});
