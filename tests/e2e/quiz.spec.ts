// Predict, then reveal: a number that a link hides is nowhere on the page, in no title, file or message, until it was found.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect as plain_expect, test as plain_test } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { exact, number } from "../../web/src/view/format.ts";
import { answer } from "./engine.ts";
import { serve_page } from "./holders.mjs";
import { axe } from "./looks.ts";
import { resting } from "./rest.ts";
import { serve } from "./serve.mjs";
import { expect, open, test } from "./site.ts";

// Few numbers, so that none is another one by chance.
const text = "input x = 0.8\nparam w = 0.55\na = sigmoid(w*x)\np = tanh(a)\nq = sin(a)\nr = p*q\nL = r + q\n";
const found = answer(text);
const of = (id: string, index: number): number => Number(found.nodes.find((node) => node.id === id)?.adjoint?.[index]);
/** The derivative by the weight that the page shows, which is at its twin too, and that by a node with two uses. */
const hidden = [of("w", 0), of("a", 0)] as const;
const quiz: Link["quiz"] = [
  ["w", 0, "adjoint"],
  ["a", 0, "adjoint"],
];
const quiz_of = (page: Page): Locator => page.getByRole("region", { name: "Predict, then reveal" });

async function begin(page: Page, more: Partial<Link> = {}): Promise<Locator> {
  await open(page);
  await page.goto(`./#${encode({ src: text, quiz, ...more })}`);
  await expect(quiz_of(page)).toContainText("0 of 2 found");
  await expect(page.getByTestId("meeting")).toContainText("?");
  return quiz_of(page);
}

/** Everything that a page says, through its shadow roots: text, titles, names, values of fields. */
const said = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const words: string[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.tagName === "STYLE" || element.tagName === "SCRIPT") continue;
        for (const { name, value } of element.attributes)
          if (!/^(style|d|x|y|x1|x2|y1|y2|cx|cy|rx|width|height|viewBox|points|transform|fill-opacity)$/.test(name))
            words.push(value);
        for (const child of element.childNodes) if (child.nodeType === 3) words.push(child.textContent ?? "");
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) words.push(element.value);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    return words.join("\n");
  });

/** How a text can say a number: with all digits, and as the page rounds it. */
function spellings(x: number): string[] {
  return [exact(x), String(x), number(x), x.toPrecision(3)].map((one) => one.replace(/^[-\u2212]/, ""));
}

function holds(words: string): string[] {
  return hidden
    .flatMap(spellings)
    .filter((spelling) => new RegExp(`(?<![\\d.])${spelling.replace(".", "\\.")}(?!\\d)`).test(words));
}

test("nothing on the page says a hidden number: meeting line, graph, ledger, steps, tabs, card", async ({ page }) => {
  const rests = await resting(page);
  await open(page);
  await page.goto(`./#${encode({ src: text })}`);
  await expect(page.getByTestId("meeting")).toContainText(number(hidden[0]));
  await expect.poll(async () => new Set(holds(await said(page))).size).toBeGreaterThan(2); // the search finds what is shown
  await begin(page);
  await expect(page.getByTestId("meeting")).toContainText("hidden until it is found");
  await expect(page.getByText(/they differ|not the same at every step/)).toHaveCount(0);
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    const name = (await tab.textContent())?.trim() ?? "";
    await expect(page.getByRole("tabpanel", { name, exact: true })).toContainText(/\S/);
    await rests();
    expect(holds(await said(page)), name).toEqual([]);
  }
  await page.getByRole("button", { name: "Last step" }).click();
  await rests();
  await expect(page.getByText(/they differ|not the same at every step/)).toHaveCount(0);
  expect(holds(await said(page))).toEqual([]);
  await page.goto(`./#${encode({ src: text, quiz, sel: ["a", 0] })}`);
  const card = page.getByRole("complementary", { name: "Why this number?" });
  await expect(card.getByRole("group", { name: "Sum over consumers" })).toContainText("?");
  expect(holds(await said(page))).toEqual([]);
  expect(holds(await page.locator("body").ariaSnapshot())).toEqual([]);
});

test("no file and no copy says it: CSV of the ledger and the paths, SVG, LaTeX, the answer as JSON; programs wait", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    navigator.clipboard.writeText = async (words) => void copied.push(words);
  });
  await begin(page);
  const copies = (): Promise<string[]> => page.evaluate(() => (window as unknown as { copied: string[] }).copied);
  await page.getByRole("button", { name: "Copy the ledger" }).click();
  await page.getByRole("tab", { name: "Paths" }).click();
  await page.getByRole("button", { name: "Copy the paths" }).click();
  expect((await copies()).length).toBe(2);
  expect(holds((await copies()).join("\n"))).toEqual([]);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  for (const name of ["SVG, light", "CSV", "JSON, the answer", "LaTeX"]) {
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: `Save ${name}`, exact: true }).click();
    const all = readFileSync(await (await download).path(), "utf8");
    const file = name.startsWith("SVG")
      ? all.replace(/ (style|d|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g, "")
      : all;
    expect(file.length, name).toBeGreaterThan(500);
    expect(holds(file), name).toEqual([]);
  }
  await expect(dialog.getByRole("button", { name: /^Save NumPy/ })).toBeDisabled();
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`${width}: wrong numbers are told what they come from, the right one is taken, and the rest can be shown`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const quiz = await begin(page);
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const field = quiz.getByRole("textbox", { name: "∂L/∂w =" });
    await field.fill(String(-hidden[0]));
    await page.keyboard.press("Enter");
    await expect(quiz).toContainText("The size is right; the sign is not.");
    await field.fill("no");
    await page.keyboard.press("Enter");
    await expect(quiz).toContainText("That is no number");
    await field.fill(hidden[0].toPrecision(3));
    await quiz.getByRole("button", { name: "Check ∂L/∂w" }).click();
    await expect(quiz).toContainText("1 of 2 found");
    await expect(page.getByTestId("meeting")).toContainText(number(hidden[0]));
    expect(holds(await said(page)).some((one) => spellings(hidden[1]).includes(one))).toBe(false);
    await quiz.getByRole("button", { name: "Show ∂L/∂a" }).click();
    await expect(quiz).toContainText(`∂L/∂a = ${number(hidden[1])}`);
    await expect(quiz).toContainText("1 of 2 found");
    await page.getByRole("combobox", { name: "Network", exact: true }).selectOption("fan-out");
    await expect(quiz).toHaveCount(0); // another network asks nothing
    expect((await page.locator("bw-quiz-body").boundingBox())?.height ?? 0).toBe(0);
  });

test("a lecturer hides a number in the link of the Share dialog", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByText("Hide numbers, to be predicted").click();
  await dialog.getByRole("combobox", { name: "Node" }).selectOption("a1");
  await dialog.getByRole("button", { name: "Hide it" }).click();
  await expect(dialog.getByRole("list")).toContainText("a1[0], ◂ of the output");
  const link = await dialog.getByRole("textbox", { name: /to copy/ }).inputValue();
  await page.goto("about:blank");
  await page.goto(`./${link.slice(link.indexOf("#"))}`);
  await expect(quiz_of(page)).toContainText("0 of 1 found");
  await expect(quiz_of(page).getByRole("textbox", { name: "∂L/∂a1[0] =" })).toBeVisible();
});

plain_test("a course page hears the score, and no message holds the number", async ({ page }) => {
  const site = await serve({ headers: { "access-control-allow-origin": "*" } });
  const url = site.url;
  const token = encode({ src: text, quiz });
  const holder = await serve_page(`<!doctype html><meta charset="utf-8"><body>
    <iframe src="${url}embed.html#${token}" title="A network" width="100%" height="600"></iframe>
    <script type="module">
      import { connect } from "${url}embed-host.js";
      window.heard = [];
      const embed = connect(document.querySelector("iframe"));
      window.get = () => embed.call("get");
      for (const event of ["ready", "change", "step", "result", "answer", "error"]) embed.on(event, (data) => heard.push([event, data]));
    </script>`);
  try {
    await page.goto(holder.url);
    const frame = page.frameLocator("iframe");
    const quiz = frame.getByRole("region", { name: "Predict, then reveal" });
    await plain_expect(quiz).toContainText("0 of 2 found");
    await plain_expect(frame.getByTestId("meeting")).toContainText("?");
    const got = await page.evaluate(() => (window as unknown as { get(): Promise<unknown> }).get());
    plain_expect(holds(JSON.stringify(got))).toEqual([]);
    await quiz.getByRole("textbox", { name: "∂L/∂a =" }).fill(String(hidden[1]));
    await quiz.getByRole("button", { name: "Check ∂L/∂a" }).click();
    await plain_expect(quiz).toContainText("1 of 2 found");
    const heard = (await page.evaluate(() => (window as unknown as { heard: unknown }).heard)) as [
      string,
      { score?: unknown },
    ][];
    plain_expect(heard.filter(([name]) => name === "answer").at(-1)?.[1].score).toEqual({ right: 1, all: 2 });
    plain_expect(holds(JSON.stringify(heard)).some((one) => spellings(hidden[0]).includes(one))).toBe(false);
  } finally {
    site.close();
    holder.close();
  }
});
