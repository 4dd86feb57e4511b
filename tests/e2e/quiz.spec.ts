// Predict, then reveal: a number that a link hides is nowhere on the page, in no title, file or message, until it was found.
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect as plain_expect, test as plain_test } from "@playwright/test";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { exact, number } from "../../web/src/view/format.ts";
import { answer } from "./engine.ts";
import { serve_page } from "./holders.mjs";
import { axe } from "./looks.ts";
import { resting } from "./rest.ts";
import { serve } from "./serve.mjs";
import { expect, open, show, test } from "./site.ts";

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

function holds(words: string, numbers: readonly number[] = hidden): string[] {
  return numbers
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
    const name = (await tab.textContent())?.trim() ?? "";
    await show(page, name);
    await expect(page.getByRole("tabpanel", { name, exact: true })).toContainText(/\S/);
    await rests();
    expect(holds(await said(page)), name).toEqual([]);
  }
  for (const button of ["First step", "One step forward", "One step back"]) {
    await page.getByRole("button", { name: button }).click();
    await rests();
    expect(holds(await said(page)), button).toEqual([]);
  }
  await page.getByRole("slider", { name: "Work" }).press("End");
  await rests();
  await expect(page.getByText(/they differ|not the same at every step/)).toHaveCount(0);
  expect(holds(await said(page))).toEqual([]);
  await page.goto(`./#${encode({ src: text, quiz, sel: ["a", 0] })}`);
  const card = page.getByRole("complementary", { name: "Why this number?" });
  await expect(card.getByRole("group", { name: "Sum over consumers" })).toContainText("?");
  expect(holds(await said(page))).toEqual([]);
  expect(holds(await page.locator("body").ariaSnapshot())).toEqual([]);
});

test("no file and no copy says it: CSV of the ledger and the paths, SVG, LaTeX, the answer as JSON, programs", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const copied: string[] = [];
    Object.assign(window, { copied });
    navigator.clipboard.writeText = async (words) => void copied.push(words);
  });
  await begin(page);
  const copies = (): Promise<string[]> => page.evaluate(() => (window as unknown as { copied: string[] }).copied);
  await show(page, "Ledger");
  await page.getByRole("button", { name: "Copy the ledger" }).click();
  await show(page, "Paths");
  await page.getByRole("button", { name: "Copy the paths" }).click();
  expect((await copies()).length).toBe(2);
  expect(holds((await copies()).join("\n"))).toEqual([]);
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  for (const name of ["SVG, light", "CSV", "JSON, the answer", "LaTeX", "NumPy", "PyTorch", "JAX"]) {
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: `Save ${name}`, exact: true }).click();
    const all = readFileSync(await (await download).path(), "utf8");
    const file = name.startsWith("SVG")
      ? all.replace(/ (style|d|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g, "")
      : all;
    expect(file.length, name).toBeGreaterThan(500);
    expect(holds(file), name).toEqual([]);
    if (/^(NumPy|PyTorch|JAX)$/.test(name)) {
      expect(file, name).toContain("# Left out, as the reader is to find them: ∂L/∂w, ∂L/∂a.");
      expect(file, name).toContain('check("the value of L", ');
      expect(file, name).toContain("# Left out: the gradient by w.");
    }
  }
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

/** A lecturer's own network: 2-3-1 with tanh, weights of their own, and mse. */
const own = `# My network
input x = [0.53, -1.07]
input t = [0.31]
param W1 = [[0.43, -0.37], [0.23, 0.71], [-0.59, 0.13]]
param b1 = [0.11, -0.19, 0.07]
param W2 = [[0.61, -0.83, 0.29]]
param b2 = [0.17]
h = tanh(W1 @ x + b1)
y = W2 @ h + b2
L = mse(y, t)
`;
const dialog_of = (page: Page): Locator => page.getByRole("dialog", { name: "Share" });
const hiding = (page: Page): Locator => dialog_of(page).getByRole("region", { name: "With numbers hidden" });
const key_of = (page: Page): Locator => hiding(page).getByRole("list", { name: "The key" }).getByRole("listitem");
const link_of = (words: string): Link => {
  const reading = decode(/#(1[\w~-]+)/.exec(words)?.[1] ?? "");
  return reading.status === "link" ? reading.link : { src: "" };
};

/** Opens the choices of what to hide of a network. */
async function choosing(page: Page, src = own): Promise<Locator> {
  await open(page);
  await page.goto(`./#${encode({ src })}`);
  await expect(page.getByTestId("meeting")).toContainText("✓");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = dialog_of(page);
  await dialog.getByText("Hide numbers, to be predicted").click();
  return dialog;
}

test("four presses from the page to an embed that hides ∂L/∂W1, which shows its task first and whole at 480 px", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await choosing(page); // two of them: Share, Hide numbers
  const address = page.url();
  await dialog_of(page).getByRole("button", { name: "∂L/∂W1", exact: true }).click();
  await hiding(page).getByRole("button", { name: "Copy HTML with numbers hidden" }).click();
  await expect(hiding(page).getByRole("status")).toHaveText("✓ HTML with numbers hidden copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(link_of(copied).quiz).toEqual([0, 1, 2, 3, 4, 5].map((at) => ["W1", at, "adjoint"]));
  await page.keyboard.press("Escape");
  await expect(dialog_of(page)).toBeHidden();
  expect(page.url()).toBe(address); // the page itself asks nothing
  const src = /src="([^"]*)"/.exec(copied)?.[1] ?? "";
  for (const width of [600, 760]) {
    await page.setViewportSize({ width, height: 480 });
    await page.goto("about:blank");
    await page.goto(src);
    const quiz = quiz_of(page);
    await expect(quiz).toContainText("0 of 6 found");
    await expect(page.getByTestId("meeting")).toContainText("?");
    const box = await quiz.boundingBox();
    const tape = await page.locator("bw-tape").boundingBox();
    const graph = await page.getByRole("region", { name: "Graph of the network" }).boundingBox();
    expect(box?.y ?? -1).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 480)).toBeLessThanOrEqual(Math.min(480, tape?.y ?? 0));
    expect(graph?.y).toBeGreaterThan((box?.y ?? 0) + (box?.height ?? 0) - 1);
    for (const name of ["∂L/∂W1[0,0]", "∂L/∂W1[2,1]"])
      await expect(quiz.getByRole("textbox", { name: `${name} =` })).toBeInViewport({ ratio: 1 });
  }
});

test("a row, a column, an element and all of a kind are one press each, and each number can be taken back", async ({
  page,
}) => {
  const dialog = await choosing(page);
  const press = (name: string) => dialog.getByRole("button", { name, exact: true });
  const names = () => key_of(page).locator("code").allTextContents();
  await press("∂L/∂W1, row 1").click();
  expect((await names()).map((one) => one.split(" = ")[0])).toEqual(["∂L/∂W1[1,0]", "∂L/∂W1[1,1]"]);
  await expect(press("∂L/∂W1")).toHaveAttribute("aria-pressed", "mixed");
  await press("∂L/∂W1, column 0").click();
  await expect(key_of(page)).toHaveCount(4);
  await expect(press("∂L/∂W1[2,0]")).toHaveAttribute("aria-pressed", "true");
  await press("∂L/∂W1[2,0]").click();
  await expect(press("∂L/∂W1[2,0]")).toHaveAttribute("aria-pressed", "false");
  await hiding(page).getByRole("button", { name: "Do not hide ∂L/∂W1[1,1]" }).click();
  expect((await names()).map((one) => one.split(" = ")[0])).toEqual(["∂L/∂W1[1,0]", "∂L/∂W1[0,0]"]);
  const right = answer(own).nodes.find(({ id }) => id === "W1")?.adjoint ?? [];
  expect((await names())[1]).toBe(`∂L/∂W1[0,0] = ${number(right[0] ?? 0)}`);
  await hiding(page).getByRole("button", { name: "Hide nothing" }).click();
  await expect(hiding(page)).toHaveCount(0);
  for (const [name, count] of [
    ["all ◂ of L", 6 + 3 + 3 + 1 + 3 + 1],
    ["all ▸ by W1[0,0]", 3 + 1 + 1],
    ["all values", 3 + 1 + 1],
  ] as const) {
    await press(name).click();
    const shown = await names();
    expect(shown.length, name).toBeGreaterThanOrEqual(count);
    expect(shown.join(), name).not.toMatch(/∂L\/∂L |∂W1\[0,0\]\/∂W1|undefined|NaN|Element/);
    await press(name).click();
    await expect(hiding(page)).toHaveCount(0);
  }
  await dialog.getByRole("radio", { name: "values", exact: true }).check();
  await press("h").click();
  expect((await names()).map((one) => one.split(" = ")[0])).toEqual(["h[0]", "h[1]", "h[2]"]);
});

test("the plain link stays plain beside the one that asks, and what students see is seen", async ({ page }) => {
  const dialog = await choosing(page);
  await dialog.getByRole("button", { name: "∂L/∂b1", exact: true }).click();
  await hiding(page).getByRole("combobox", { name: "Asked for" }).selectOption("2 significant digits");
  const plain = () => dialog.getByRole("textbox", { name: "Link to copy" }).inputValue();
  const asking = () => dialog.getByRole("textbox", { name: "Link with numbers hidden, to copy" }).inputValue();
  expect(link_of(await plain())).not.toHaveProperty("quiz");
  expect(link_of(await asking())).toMatchObject({ digits: 2, quiz: [0, 1, 2].map((at) => ["b1", at, "adjoint"]) });
  await dialog.locator("iframe").scrollIntoViewIfNeeded();
  const seen = dialog.frameLocator("iframe").getByRole("region", { name: "Predict, then reveal" });
  await expect(seen).toContainText("0 of 3 found");
  await expect(seen).toContainText("2 significant digits. Right is at most half a unit of the second digit away.");
  await expect(dialog.locator("iframe")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
  await expect(page.getByRole("status").filter({ hasText: "Link copied" })).toBeVisible();
  expect(page.url()).not.toContain(/#.*/.exec(await asking_of(page))?.[0] ?? "#");
  await page.getByRole("combobox", { name: "Network", exact: true }).selectOption("square"); // it has no b1
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialog.getByRole("textbox", { name: "Link to copy" })).toBeVisible();
  await expect(hiding(page)).toHaveCount(0);
});

/** The link that asks, from the dialog opened once more. */
async function asking_of(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const words = await dialog_of(page).getByRole("textbox", { name: "Link with numbers hidden, to copy" }).inputValue();
  await page.keyboard.press("Escape");
  return words;
}

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  for (const scheme of ["light", "dark"] as const)
    test(`${width}, ${scheme}: numbers are hidden with the keyboard alone, and axe finds nothing`, async ({
      page,
      context,
    }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      await open(page);
      await page.goto(`./#${encode({ src: own })}`);
      await expect(page.getByTestId("meeting")).toContainText("✓");
      await page.getByRole("button", { name: "Share", exact: true }).focus();
      await page.keyboard.press("Enter");
      const dialog = dialog_of(page);
      await expect(dialog.getByRole("radio", { name: "Link" })).toBeFocused();
      const tab_to = async (target: Locator): Promise<void> => {
        for (let at = 0; at < 40 && !(await target.evaluate((one) => one.matches(":focus"))); at++)
          await page.keyboard.press("Tab");
        await expect(target).toBeFocused();
      };
      await tab_to(dialog.getByText("Hide numbers, to be predicted"));
      await page.keyboard.press("Enter");
      await tab_to(dialog.getByRole("button", { name: "∂L/∂W1", exact: true }));
      await page.keyboard.press("Space");
      await expect(dialog.getByRole("button", { name: "∂L/∂W1", exact: true })).toBeFocused();
      await tab_to(hiding(page).getByRole("button", { name: "Copy HTML with numbers hidden" }));
      await page.keyboard.press("Enter");
      await expect(hiding(page).getByRole("status")).toHaveText("✓ HTML with numbers hidden copied");
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      await page.screenshot({ path: `build/screenshots/hide-${width}-${scheme}.png` });
      await dialog.locator("iframe").scrollIntoViewIfNeeded();
      await expect(dialog.frameLocator("iframe").getByRole("region", { name: "Predict, then reveal" })).toBeVisible();
      await page.screenshot({ path: `build/screenshots/hide-seen-${width}-${scheme}.png` });
      await dialog.locator("iframe").evaluate((one) => one.setAttribute("src", "about:blank")); // it is looked at by itself
      await axe(page);
    });

test("of an array, a row, a column or all of a kind no number is on the page either", async ({ page }) => {
  const rests = await resting(page);
  const { graph, nodes } = answer(own);
  const numbers = (id: string, of: "adjoint" | "value") =>
    (nodes.find((node) => node.id === id)?.[of] ?? []).map(Number);
  const whole = (id: string, of: "adjoint" | "value") =>
    numbers(id, of).map((_, at): [string, number, typeof of] => [id, at, of]);
  const computed = (graph?.nodes ?? []).filter(({ category }) => category !== "leaf" && category !== "const");
  const cases: [string, NonNullable<Link["quiz"]>][] = [
    ["an array", whole("W1", "adjoint")],
    ["a row", whole("W1", "adjoint").slice(2, 4)],
    ["a column", whole("W1", "adjoint").filter(([, at]) => at % 2 === 0)],
    ["all ◂", ["W1", "b1", "W2", "b2", "h"].flatMap((id) => whole(id, "adjoint"))],
    ["all values", computed.flatMap(({ id }) => whole(id, "value"))],
  ];
  await open(page);
  for (const [name, cells] of cases) {
    const truths = cells.map(([id, at, of]) => numbers(id, of === "value" ? "value" : "adjoint")[at] ?? 0);
    await page.goto("about:blank");
    await page.goto(`./#${encode({ src: own, quiz: cells, sel: ["W1", 2] })}`);
    await expect(quiz_of(page), name).toContainText(`0 of ${cells.length} found`);
    for (const tab of ["Numbers", "Paths", "Node"]) {
      await page.getByRole("tab", { name: tab }).click();
      await rests();
      expect(holds(await said(page), truths), `${name}, ${tab}`).toEqual([]);
    }
    expect(holds(await page.locator("body").ariaSnapshot(), truths), name).toEqual([]);
  }
});

test("an answer is judged by the digits that the link asks for", async ({ page }) => {
  const src = "param w = 0.348\nL = -w*w\n"; // the derivative is −0.696
  const said = async (digits: number | undefined, typed: string): Promise<string> => {
    await page.goto("about:blank");
    await page.goto(`./#${encode({ src, quiz: [["w", 0, "adjoint"]], ...(digits ? { digits } : {}) })}`);
    const quiz = quiz_of(page);
    await quiz.getByRole("textbox", { name: "∂L/∂w =" }).fill(typed);
    await page.keyboard.press("Enter");
    await expect(quiz.getByRole("status")).toHaveText(/\S/);
    return (await quiz.getByRole("listitem").textContent()) ?? "";
  };
  expect(await said(undefined, "-0.7")).toContain("Near, but not to 3 significant digits.");
  expect(await said(undefined, "-0.696")).toContain("Right: it is −0.696.");
  expect(await said(1, "-0.7")).toContain("Right: it is −0.7.");
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
