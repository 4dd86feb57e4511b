// The race on the first screen: it is all in sight, fills graph and board in the order of the engine's steps, and ends at its totals.
import type { Locator, Page } from "@playwright/test";
import type { Cost, ModeRequest, Run, Step } from "../../web/src/engine/types.gen.ts";
import { decode, encode } from "../../web/src/link/codec.ts";
import { answer, asked, plain, preset, runs_of, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, test } from "./site.ts";

const hero = preset("four-weights-and-a-skip");
const work = ([add, mul, div, cmp, fn]: Cost): number => add + mul + div + cmp + fn;

test.use({ viewport: { width: 1280, height: 720 } });

interface Race {
  slider: Locator;
  lanes: Locator;
  board: Locator;
  graph: Locator;
  button(name: string): Locator;
  /** Sets the clock and waits until the page shows it. */
  at(work: number): Promise<void>;
}

async function open(page: Page, link = "./"): Promise<Race> {
  await page.goto(link);
  await expect(page.getByTestId("meeting")).toContainText("✓");
  const race: Race = {
    slider: page.getByRole("slider", { name: "Work" }),
    lanes: page.getByRole("list", { name: "Lanes of the race" }).getByRole("listitem"),
    board: page.getByRole("table", { name: /^Board/ }),
    graph: page.getByRole("region", { name: "Graph of the network" }),
    button: (name) => page.getByRole("button", { name, exact: true }),
    at: async (work) => {
      await race.slider.fill(String(work));
      await expect(race.slider).toHaveAttribute("aria-valuetext", new RegExp(`^(work ${work}:|at rest)`));
    },
  };
  // The steps have come when a step goes to a moment between the ends.
  await expect(async () => {
    await race.button("First step").click();
    await race.button("One step forward").click();
    expect(Number(await race.slider.inputValue())).toBeLessThan(10);
  }).toPass();
  await race.button("Last step").click();
  return race;
}

/** The runs of the three lanes with the steps of all of their passes, as the engine lists them. */
function lanes_of(text: string): { run: Run; steps: { step: Step; start: number; end: number }[] }[] {
  const modes: ModeRequest[] = [{ mode: "reverse" }, { mode: "forward_sparse" }, { mode: "forward", chunk: 1 }];
  return modes.map((mode) => {
    let at = 0;
    const run = asked(text, [mode]).runs[0] as Run;
    const steps = Array.from({ length: run.sweeps }, (_, index) => index + 1).flatMap((pass) =>
      (asked(text, [pass > 1 ? { ...mode, pass } : mode], ["steps"]).runs[0]?.steps ?? [])
        .filter((step) => step.pass === pass)
        .map((step) => {
          const start = at;
          at += work(step.cost);
          return { step, start, end: at };
        }),
    );
    return { run, steps };
  });
}

/** The numbers that each block of the graph shows: value, ▸ and ◂, empty where there is none. */
function numbers(graph: Locator): Promise<Record<string, string[]>> {
  return graph
    .locator(".box")
    .evaluateAll((boxes) =>
      Object.fromEntries(
        boxes.map((box) => [
          box.querySelector<SVGElement>(".node")?.dataset.key ?? "",
          ["ink", "along", "against"].map((hue) => box.querySelector(`.cell.${hue} text`)?.textContent ?? ""),
        ]),
      ),
    );
}

test("unscrolled, all of it is in the window: answer, graph, player, lanes, board", async ({ page }) => {
  const race = await open(page);
  await expect(page.locator("bw-strip")).toBeInViewport({ ratio: 1 });
  await expect(race.graph.locator("svg")).toBeInViewport({ ratio: 1 });
  for (const name of ["First step", "Play", "One step forward", "Last step"])
    await expect(race.button(name)).toBeInViewport({ ratio: 1 });
  for (const lane of await race.lanes.all()) await expect(lane.locator(".name")).toBeInViewport({ ratio: 1 });
  await expect(race.board).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => [scrollY, document.documentElement.scrollHeight])).toEqual([0, 720]);
  await axe(page);
  await page.screenshot({ path: "build/screenshots/race-rest.png" });
});

test("at every moment graph and board hold what the engine's steps have computed, and nothing else", async ({
  page,
}) => {
  test.slow();
  const race = await open(page);
  const lanes = lanes_of(hero);
  const [back, , single] = lanes;
  const settled = answer(hero);
  const node = (id: string) => settled.nodes.find((one) => one.id === id);
  const along = ["w1", "w2", "w3", "w4"].map((id) => answer(hero, { id, index: 0 }));
  const shown = ["a", "b", "c", "p", "L"];
  const moments = [...new Set(lanes.flatMap(({ steps }) => steps.map(({ end }) => end)))].sort((a, b) => a - b);
  expect(moments.at(-1)).toBe(164);
  await race.at(0);
  for (const now of [0, ...moments.slice(0, -1)]) {
    await race.at(now);
    const done = (lane: typeof back, id: string, sweeps: string[], from = 0): boolean =>
      (lane?.steps ?? []).some(
        ({ step, start, end }) => start >= from && step.node === id && sweeps.includes(step.sweep) && end <= now,
      );
    const pass = Math.min(4, Math.floor(now / 41) + 1);
    const blocks = await numbers(race.graph);
    for (const id of shown) {
      const [value = "", tangent = "", adjoint = ""] = blocks[id] ?? [];
      const has_value = lanes.some((lane) => done(lane, id, ["value", "tangent"]));
      const expected = has_value ? Number(node(id)?.value?.[0]) : null;
      expect(value === "", `value of ${id} at ${now}`).toBe(expected === null);
      if (expected !== null) expect(says(value, expected)).toBe(true);
      const reached = done(single, id, ["tangent"], 41 * (pass - 1));
      expect(tangent === "", `▸ of ${id} at ${now}`).toBe(!reached);
      const dot = along[pass - 1]?.nodes.find((one) => one.id === id)?.tangent?.[0];
      if (reached) expect(says(tangent, Number(dot)), `▸ of ${id} at ${now}: ${tangent} for ${dot}`).toBe(true);
      const parts = (back?.steps ?? []).filter(
        ({ step }) => step.terms.some(({ to }) => to === id) && step.sweep === "adjoint",
      );
      const seeded = (back?.steps ?? []).some(({ step, end }) => step.seed && step.node === id && end <= now);
      const complete = seeded || (parts.length > 0 && parts.every(({ end }) => end <= now));
      expect(adjoint === "", `◂ of ${id} at ${now}`).toBe(!complete);
      if (complete) expect(says(adjoint, Number(node(id)?.adjoint?.[0]))).toBe(true);
    }
    const cells = await race.board.locator("[data-cell]").allTextContents();
    await expect(race.board).toBeInViewport({ ratio: 1 });
    for (const [column, id] of ["w1", "w2", "w3", "w4"].entries()) {
      const brought = (back?.steps ?? []).some(({ step, end }) => end <= now && step.terms.some(({ to }) => to === id));
      const found = now >= 48 || now >= 41 * (column + 1);
      const said = plain(cells[column] ?? "");
      expect(said.includes("◂"), `◂ ${id} at ${now}: ${said}`).toBe(brought);
      expect(said.includes("▸"), `▸ ${id} at ${now}: ${said}`).toBe(found);
      if (brought || found) expect(says(said.replace(/[▸◂ ]/g, ""), Number(node(id)?.adjoint?.[0]))).toBe(true);
    }
    const phases = await race.lanes.locator(".phase").allTextContents();
    for (const [at, { run }] of lanes.entries()) {
      const total = work(run.cost.total);
      if (now >= total) expect(phases[at]).toBe(`done at ${total}`);
      else expect(phases[at]).not.toContain("done");
    }
  }
});

test("Play runs to the end, which is rest; what backward has comes before the first single pass", async ({ page }) => {
  const race = await open(page);
  await page.getByText("Lanes …").click();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("4");
  await race.button("Play").click();
  await expect(race.button("Pause")).toBeVisible();
  await expect(race.button("Play")).toBeVisible({ timeout: 20_000 });
  await expect(race.slider).toHaveAttribute("aria-valuetext", /^at rest/);
  await expect(race.lanes.locator(".phase")).toHaveText(["done at 38", "done at 48", "done at 164"]);
  await race.at(40);
  await expect(page.locator("bw-tape")).toContainText(
    "◂ has everything at 38, before the first of 4 single passes ▸ is through (41).",
  );
  await expect(race.lanes.nth(1)).toContainText("carries 4");
  await page.screenshot({ path: "build/screenshots/race-40.png" });
});

test("play stops where the chosen node is computed, and goes on to the next time", async ({ page }) => {
  const race = await open(page);
  const ends = lanes_of(hero).flatMap(({ steps }) =>
    steps.filter(({ step }) => step.node === "c").map(({ end }) => end),
  );
  const [first, second] = [...new Set(ends)].sort((a, b) => a - b);
  await page.getByText("Lanes …").click();
  await page.getByRole("combobox", { name: "Stop at" }).selectOption("c");
  await race.button("First step").click();
  for (const stop of [first, second]) {
    await race.button("Play").click();
    await expect(race.button("Play")).toBeVisible({ timeout: 20_000 });
    await expect(race.slider).toHaveValue(String(stop));
  }
});

test("on the second pass the blue column is that of the next weight", async ({ page }) => {
  const race = await open(page);
  await race.at(60);
  await expect(race.lanes.nth(2)).toContainText("pass 2 of 4 along w2");
  await expect(race.graph.locator("svg")).toContainText("∂w2");
  await expect(race.graph.locator(".wire.front")).not.toHaveCount(0);
  await race.button("Last step").click();
  await expect(race.graph.locator("svg")).toContainText("∂w1");
});

test("a sum waits for its second part, forward as backward", async ({ page }) => {
  const race = await open(page);
  const [back, , single] = lanes_of(hero);
  const end = (id: string): number => single?.steps.find(({ step }) => step.node === id)?.end ?? 0;
  await race.at(end("a"));
  await expect(race.graph.locator("svg")).toContainText("▸ 0.428 + …");
  await race.at(end("c"));
  await expect(race.graph.locator("svg")).toContainText("▸ 0.428 − 0.219 ≈ 0.208");
  const first = back?.steps.find(({ step }) => step.terms.some(({ to }) => to === "a"));
  await race.at(first?.end ?? 0);
  await expect(race.graph.locator("svg")).toContainText("−0.536 + …");
  await race.at(38);
  await expect(race.graph.locator("svg")).toContainText("0.275 − 0.536 = −0.261");
});

test("at rest the sum is that of the chosen weight, whichever pass goes along it", async ({ page }) => {
  // ∂L/∂v = w·a′ + 2a·a′ with a = tanh(v): 0.5 × 0.915 + 2 × 0.291 × 0.915.
  const src = "param w = 0.5\nparam v = 0.3\na = tanh(v)\nb = w*a\nd = a*a\nL = b + d\n";
  await page.goto(`./#${encode({ src, wrt: ["v", 0] })}`);
  await expect(page.getByTestId("meeting")).toContainText("at v");
  const graph = page.getByRole("region", { name: "Graph of the network" });
  const slope = 1 - Math.tanh(0.3) ** 2;
  const terms = [0.5 * slope, 2 * Math.tanh(0.3) * slope].map((term) => term.toFixed(3));
  await expect(graph.locator("svg")).toContainText(`▸ ${terms.join(" + ")}`);
});

test("by keys alone: play, pause, step, scrub", async ({ page }) => {
  const race = await open(page);
  await race.button("First step").focus();
  await page.keyboard.press("Enter");
  await expect(race.slider).toHaveValue("0");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(race.button("Play")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(race.slider).toHaveValue("1");
  await page.keyboard.press("Space");
  await expect(race.slider).toHaveValue("2");
  await race.slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(race.slider).toHaveValue("3");
  await expect(page.getByRole("status", { name: "Step" })).toContainText(/work \d/);
  await page.keyboard.press("End");
  await expect(race.slider).toHaveAttribute("aria-valuetext", /^at rest/);
});

test("a press on a cell of the board chooses its weight", async ({ page }) => {
  const race = await open(page);
  await race.board.locator('[data-cell="0 2"]').click();
  await expect(page.getByTestId("meeting")).toContainText("◂ at w3");
  await expect(race.board.locator('[data-cell="0 2"]')).toHaveAttribute("aria-pressed", "true");
});

test("a moment is in the link, its end is not; an edit ends the race, a slider does not", async ({ page }) => {
  const race = await open(page);
  await race.at(55);
  await expect.poll(() => decode(new URL(page.url()).hash)).toMatchObject({ link: { race: { work: 55 } } });
  const url = page.url();
  await page.goto("about:blank");
  await page.goto(url);
  await expect(race.slider).toHaveValue("55");
  await expect(race.lanes.nth(2)).toContainText("pass 2 of 4 along w2");
  await page.getByRole("slider", { name: "w1" }).press("ArrowRight");
  await expect(race.slider).toHaveValue("55");
  await race.button("Last step").click();
  await expect.poll(() => JSON.stringify(decode(new URL(page.url()).hash))).not.toContain("race");
  await race.at(30);
  await page.getByRole("textbox", { name: "Network text" }).fill("param w = 2\nL = w*w\n");
  await expect(race.slider).toHaveAttribute("aria-valuetext", /^at rest/);
});

test("two weights, twenty outputs: forward has everything first, and the board stands beside the lanes", async ({
  page,
}) => {
  await open(page, `./#${encode({ src: preset("many-outputs") })}`);
  await expect(page.locator("bw-tape")).toContainText(/▸ .* has everything at \d+, before ◂/);
  const board = page.getByRole("img", { name: "Board of 20 by 2 derivatives" });
  await expect(board).toBeInViewport({ ratio: 1 });
  const [lanes, picture] = await Promise.all([page.locator("bw-tape").boundingBox(), board.boundingBox()]);
  expect(picture?.x ?? 0).toBeGreaterThanOrEqual((lanes?.x ?? 0) + (lanes?.width ?? 0));
});

test("a sparse Jacobian: lanes by colours beside the others, letters on the board, and the words of both", async ({
  page,
}) => {
  const race = await open(page, `./#${encode({ src: preset("sparse-jacobian") })}`);
  await expect(race.lanes).toHaveCount(6);
  const board = page.getByRole("img", { name: "Board of 7 by 9 derivatives" });
  await expect(board).toBeInViewport({ ratio: 1 });
  expect((await board.locator("text.along").allTextContents()).join("")).toBe("ABCABCABC");
  expect((await board.locator("text.against").allTextContents()).join("")).toBe("ABCABCA");
  await expect(page.locator("bw-board")).toContainText(
    "Columns of one letter share no row, and so a pass: ▸ 3 colours (3 at least).",
  );
  await race.at(189);
  const columns = race.lanes.filter({ hasText: "forward, by colours" });
  await expect(columns).toContainText("done at 189");
  await race.at(100);
  await expect(columns).toContainText("pass 2 of 3, colour B");
  await expect(race.lanes.filter({ hasText: "backward, by colours" })).toContainText("sweep 2 of 3 back, colour B");
  await page.screenshot({ path: "build/screenshots/race-colours.png" });
  await axe(page);
});

test("values that are made again are marked on their lane, each where it is", async ({ page }) => {
  const id = "checkpointed";
  const race = await open(
    page,
    `./#${encode({ src: preset("fifty-layers-little-memory"), race: { lanes: ["reverse.1", id] } })}`,
  );
  const marks = race.lanes.filter({ hasText: "segments" }).locator(".bar s");
  const [run] = runs_of(preset("fifty-layers-little-memory"), [{ mode: "checkpointed" }]);
  const again = run?.memory.timeline?.filter((step) => step.again).length ?? 0;
  expect(again).toBeGreaterThan(40);
  await expect(marks).toHaveCount(again);
  await expect(race.lanes.filter({ hasText: "◂ backward" }).first().locator(".bar s")).toHaveCount(0);
});

test("two weights, five outputs: a column a pass", async ({ page }) => {
  const race = await open(page, `./#${encode({ src: preset("several-outputs") })}`);
  await expect(race.board.getByRole("row")).toHaveCount(6);
  await race.at(62);
  const cells = race.board.locator("[data-cell$=' 0']");
  for (const cell of await cells.all()) await expect(cell).toContainText("▸");
  await page.screenshot({ path: "build/screenshots/race-columns.png" });
});

test("what a quiz hides stays hidden in graph, board and lanes", async ({ page }) => {
  const quiz = encode({
    src: hero,
    quiz: [
      ["w2", 0, "adjoint"],
      ["b", 0, "tangent"],
    ],
  });
  const race = await open(page, `./#${quiz}`);
  await page.getByRole("tab", { name: "Node", exact: true }).click(); // where the quiz asks: the board has no room beside it
  const secret = plain(
    answer(hero)
      .nodes.find(({ id }) => id === "w2")
      ?.adjoint?.[0]?.toString() ?? "",
  ).slice(0, 6);
  for (const now of [20, 36, 38, 82, 163]) {
    await race.at(now);
    expect(
      plain((await page.locator("bw-graph, bw-board, bw-tape").allInnerTexts()).join(" ")),
      `at ${now}`,
    ).not.toContain(secret);
  }
  await expect(race.board.locator('[data-cell="0 1"]')).toContainText("?");
});

test("with reduced motion there are steps and no play", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const race = await open(page);
  await expect(race.button("Play")).toBeHidden();
  await race.button("First step").click();
  await race.button("One step forward").click();
  await expect(race.slider).toHaveValue("1");
});

test("a network of too many steps runs on totals", async ({ page }) => {
  const lines = Array.from({ length: 800 }, (_, index) => `h${index + 1} = tanh(w${index % 3}*h${index})`);
  const src = `param w0 = 0.9\nparam w1 = 0.8\nparam w2 = 0.7\nparam h0 = 0.5\n${lines.join("\n")}\nL = h800\n`;
  await page.goto(`./#${encode({ src })}`);
  await expect(page.getByTestId("meeting")).toContainText("at w0", { timeout: 60_000 });
  const lanes = page.getByRole("list", { name: "Lanes of the race" }).getByRole("listitem");
  const slider = page.getByRole("slider", { name: "Work" });
  const end = Number(await slider.getAttribute("max"));
  await slider.fill(String(Math.floor(end / 2)));
  await expect(lanes.first()).toContainText("done at");
  await expect(lanes.last()).toContainText(/pass \d of 4/);
});

for (const [what, width, height] of [
  ["./", 390, 844],
  ["./embed.html", 640, 480],
  ["./?view=stage", 1024, 768],
] as const)
  test(`${width}×${height}: what computes is in sight above the player, until the reader scrolls by hand`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.goto(what);
    const play = page.getByRole("button", { name: "Play", exact: true });
    await expect(play).toBeVisible();
    const slider = page.getByRole("slider", { name: "Work" });
    await expect(async () => {
      await page.getByRole("button", { name: "First step" }).click();
      await page.getByRole("button", { name: "One step forward" }).click();
      expect(Number(await slider.inputValue())).toBeLessThan(10);
    }).toPass();
    if (what === "./embed.html") expect(height - ((await play.boundingBox())?.y ?? 0)).toBeLessThanOrEqual(80); // player and lanes
    for (const [work, mark] of [
      [24, ".step.against"],
      [160, ".step.along"],
      [44, ".step.along"],
    ] as const) {
      await slider.fill(String(work));
      await expect(page.locator(mark)).toBeInViewport({ ratio: 0.8 }); // of the graph's own window, too
      await expect(async () => {
        const [box, bar] = [await page.locator(mark).boundingBox(), await play.boundingBox()];
        expect(box?.y, `${work}`).toBeGreaterThanOrEqual(0);
        expect((box?.y ?? 0) + (box?.height ?? 0), `${work}`).toBeLessThanOrEqual(bar?.y ?? 0);
      }).toPass({ timeout: 5000 });
    }
    await page.mouse.move(width / 2, 100);
    await page.mouse.wheel(0, -5000);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await slider.fill("160");
    await expect(slider).toHaveValue("160");
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

for (const look of ["dark", "forced"] as const)
  test(`${look}: axe finds nothing while a race is on`, async ({ page }) => {
    await page.emulateMedia(look === "dark" ? { colorScheme: "dark" } : { forcedColors: "active" });
    const race = await open(page);
    await race.at(30);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/race-${look}.png` });
  });
