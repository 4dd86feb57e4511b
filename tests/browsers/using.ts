// What a reader does with the page, the same in every browser; what is shown is compared with the engine in Node.
import { expect, test } from "vitest";
import { decode, encode } from "../../web/src/link/codec.ts";
import { kTour } from "../../web/src/tour/steps.ts";
import { answer, flops, gives, plain, preset, says, work } from "../e2e/engine.ts";
import { until } from "./page.ts";
import {
  button,
  into_text,
  kAnswer,
  kCard,
  kCommand,
  kGraph,
  kLedger,
  kMeeting,
  kNetwork,
  kTotals,
  meets,
  show,
  tab,
  written,
} from "./parts.ts";
import type { Query } from "./seek.ts";
import type { Session } from "./session.ts";

const first = preset("two-layers-and-a-skip");

/** The ◂ of an element, as the engine has it. */
const against = (text: string, id: string, index = 0) =>
  answer(text).nodes.find((node) => node.id === id)?.adjoint?.[index];

export function using({ open }: Session): void {
  test("the short answer has the engine's figures for the network that the page opens with", async () => {
    const page = await open({ address: "" });
    const text = preset("four-weights-and-a-skip");
    const { runs } = answer(text);
    const flops_of = (mode: string) => flops(runs.find((run) => run.mode === mode)?.cost.total ?? [0, 0, 0, 0, 0, 0]);
    await meets(page, against(text, "w1"));
    await page.says(kAnswer, `${flops_of("forward_sparse")} flops to ◂ ${flops_of("reverse")}.`);
    await page.says(kAnswer, "Forward adds where paths meet, at c");
    await page.says(kAnswer, /with 264 weights 32.211 to 1.237\./);
    const [sum = ""] =
      /used twice, at a: ([^.]*\.[^.]*\.[^.]*\.\d+)/.exec(await page.says(kAnswer, "used twice")) ?? [];
    expect(says(sum, Number(against(text, "a"))), sum).toBe(true);
  });

  test("the first numbers are the engine's: the meeting, what each schedule costs, every node of the ledger", async () => {
    const page = await open();
    const engine = answer(first);
    await meets(page, against(first, "W1"));
    const listed = engine.graph?.nodes.filter((node) => node.category !== "const") ?? [];
    const rows_of_nodes = () =>
      page.all(kLedger, ([table]) =>
        [...(table?.querySelectorAll("tbody tr") ?? [])].map((row) => ({
          name: row.querySelector(".name")?.textContent ?? "",
          cells: [...row.children].map((cell) =>
            [...cell.querySelectorAll("div[title]")].map((one) => one.textContent ?? ""),
          ),
        })),
      );
    await show(page, "Numbers");
    const ledger = await until("the ledger has not all nodes", rows_of_nodes, (rows) => rows.length === listed.length);
    expect(ledger.map(({ name }) => plain(name))).toEqual(listed.map(({ id }) => id));
    for (const { name, cells } of ledger) {
      const node = engine.nodes.find(({ id }) => id === plain(name));
      for (const [at, values] of [node?.value, node?.tangent, node?.adjoint].entries())
        if (values && values.length <= 6)
          for (const [index, value] of values.entries())
            expect(says(cells[at + 2]?.[index] ?? "", value), `${name}[${index}], column ${at + 2}`).toBe(true);
    }
    await page.click(tab("Costs"));
    await page.seen(kTotals);
    const costs = engine.runs.map(({ cost, memory }) => [flops(cost.total), memory.inner_peak_bytes]);
    const rows = await page.all(kTotals, ([table]) =>
      [...(table?.querySelectorAll("tbody tr:not(:has(input))") ?? [])].map((row) =>
        ["flops", "working peak"].map((head) => row.querySelector(`[data-head="${head}"]`)?.textContent ?? ""),
      ),
    );
    const shown = rows.map((row) => row.map((cell) => Number.parseInt(plain(cell), 10)));
    expect(shown.toSorted()).toEqual(costs.toSorted());
  });

  test("every tab opens and shows what belongs to it", async () => {
    const page = await open();
    const names = await page.texts({ role: "tab" });
    expect(names.length).toBeGreaterThan(4);
    for (const name of [...names, ...names.slice(0, 1)]) {
      await show(page, name);
      await page.says({ role: "tabpanel" }, /^(?!.*(Loading|come with the engine)).{60,}/);
    }
    await page.click(tab("Costs"));
    await page.says({ role: "tabpanel" }, /\b174\b/); // flops of the way back, counted by hand
    await meets(page, against(first, "W1"));
  });

  test("typing: the numbers follow the text, and are taken back by undo", async () => {
    const page = await open();
    await into_text(page);
    await page.driver.press(`${kCommand}+a`);
    const text = "param w = 3\nL = w*w*w";
    await page.driver.type(text);
    await until(
      "the text is not what was typed",
      () => written(page),
      (is) => is === text,
    );
    await page.says(kMeeting, /▸ at L = 27.*27 = ◂ at w.*✓/);
    for (let presses = 0; presses < 9 && (await written(page)) !== first.trimEnd(); presses++)
      await page.driver.press(`${kCommand}+z`);
    await meets(page, against(first, "W1"));
  });

  test("an error in the text is said at its place, underlined, and mended by its button", async () => {
    const page = await open();
    await into_text(page);
    await page.driver.press(`${kCommand}+End`);
    await page.driver.type("M = bcee(p, y)");
    const problems: Query = { role: "group", name: "Problems" };
    const line = first.split("\n").length;
    await page.says(problems, new RegExp(`error at ${line}:5 E_UNKNOWN_OP`));
    await page.says(kMeeting, "stale");
    const lines = () =>
      page.all({ css: ".cm-content *" }, (all) => {
        const style = (one: Element) => getComputedStyle(one);
        return all
          .filter((one) => one.textContent === "bcee")
          .map((one) => `${style(one).textDecorationLine} ${style(one).textDecorationStyle}`);
      });
    await until("the error is not underlined", lines, (found) => found.includes("underline wavy"));
    await page.click({ ...button("Replace by bce"), within: problems });
    await page.gone({ role: "listitem", within: problems });
    await page.says(kMeeting, "✓");
  });

  test("a preset, from the list and from the gallery", async () => {
    const page = await open();
    await page.choose(kNetwork, "single-neuron");
    await meets(page, against(preset("single-neuron"), "w"));
    await page.click(button("All networks"));
    const dialog: Query = { role: "dialog", name: "All networks" };
    await page.click({ ...button(/^Two and three outgoing edges/), within: dialog });
    await page.gone(dialog);
    await page.has(kNetwork, "value", "fan-out");
    const fan = answer(preset("fan-out"));
    await meets(page, fan.nodes.find(({ id }) => id === fan.graph?.wrt[0])?.adjoint?.[0]);
  });

  test("a slider: by keys and by the mouse the numbers follow, and the text is written", async () => {
    const page = await open();
    await page.choose(kNetwork, "single-neuron");
    const neuron = preset("single-neuron");
    const slider: Query = { role: "slider", name: "b" };
    await page.focus(slider);
    for (let presses = 0; presses < 3; presses++) await page.driver.press("ArrowRight");
    const moved = neuron.replace("b = 0.1", "b = 0.13");
    await meets(page, against(moved, "w"));
    await until(
      "the text is not written",
      () => written(page),
      (text) => text === moved,
    );
    const other: Query = { role: "slider", name: "x[0]" };
    await page.click(other); // on the middle of its range, which its thumb at 0.5 does not cover
    await page.has(other, "value", /^-?0(\.0\d*)?$/);
    const pressed = moved.replace("[0.5,", `[${await page.attribute(other, "value")},`);
    await until(
      "the text is not written",
      () => written(page),
      (text) => text === pressed,
    );
    await meets(page, against(pressed, "w"));
  });

  test("the race: it steps, scrubs and plays, and its lanes end at the engine's totals", async () => {
    const page = await open();
    const slider: Query = { role: "slider", name: "Work" };
    const totals = answer(first).runs.map(({ cost }) => work(cost.total));
    await page.has(slider, "max", String(Math.max(...totals)));
    // Until the steps of the passes have come, a step is a whole schedule.
    const step = async (): Promise<number> => {
      await page.click(button("First step"));
      await page.has(slider, "value", "0");
      await page.click(button("One step forward"));
      await page.has(slider, "value", /^[1-9]/);
      return Number(await page.attribute(slider, "value"));
    };
    const moment = await until("the first step of a pass", step, (at) => at < 100);
    await page.focus(slider);
    await page.driver.press("ArrowRight");
    await page.has(slider, "value", String(moment + 1));
    await page.click(button("Play"));
    await page.has(slider, "value", /^\d{3,}$/);
    await page.click(button("Pause"));
    await page.seen(button("Play"));
    await page.click(button("Last step"));
    await page.has(slider, "value", String(Math.max(...totals)));
    const lanes: Query = { role: "list", name: "Lanes of the race" };
    await page.says(lanes, `done at ${Math.min(...totals)}`);
  });

  for (const way of ["mouse", "keys"] as const)
    test(`the card of a node, by ${way}: the sum over its consumers ends in the engine's number`, async () => {
      const page = await open();
      const node: Query = { ...button(/^a1, .*used by h, a2/), within: kGraph };
      if (way === "mouse") await page.click(node);
      else {
        await page.focus(node);
        await page.driver.press("Enter");
      }
      const sum: Query = { role: "group", name: "Sum over consumers", within: kCard };
      await page.seen(sum);
      const total = gives(first).nodes.find(({ id }) => id === "a1")?.adjoint?.[0];
      const numbers = await page.all(sum, ([one]) =>
        [...(one?.querySelectorAll("mn, mrow") ?? [])].map((number) => number.textContent ?? ""),
      );
      expect(numbers.some((number) => says(number, total ?? Number.NaN))).toBe(true);
      await page.driver.press("Escape");
      await page.gone(kCard);
      expect(await page.focused()).toMatch(/^a1, /);
    });

  test("the tour by keys alone, from the first step to the answer, and back to the network", async () => {
    const page = await open();
    const tour: Query = { role: "region", name: "Tour" };
    const press = async (name: RegExp, key = "Tab") => {
      await page.tab_to(name, key);
      await page.driver.press("Enter");
    };
    await press(/^Tour$/);
    for (const [at, { title }] of kTour.entries()) {
      await page.says({ role: "heading", within: tour }, `${at + 1}. ${title}`);
      const sees: Query = { role: "list", name: `See, in step ${at + 1}` };
      await page.has(sees, "aria-busy", "false");
      await page.seen({ role: "listitem", within: sees });
      await press(/^(Next step|To the answer) →$/);
    }
    await page.says({ role: "heading", within: tour }, "The answer: why do we go backward?");
    const back = answer(first).runs.find(({ direction }) => direction === "against");
    await until(
      "the answer has not the figures of the network",
      async () => plain((await page.texts({ role: "list", name: "The answer" }))[0] ?? ""),
      (words) => words.includes(`costs ${work(back?.cost.total ?? [0, 0, 0, 0, 0, 0])}.`),
    );
    await press(/^Leave the tour$/, "Shift+Tab");
    await page.gone(tour);
    await meets(page, against(first, "W1"));
  });

  test("a link out and in, and the way back", async () => {
    const page = await open();
    await page.choose(kNetwork, "fan-out");
    const link = () => page.run(() => decodeURIComponent(location.hash));
    const src = () => link().then((hash) => decode(hash));
    await until("the link has not the network", src, (is) => is.status === "link" && is.link.src === preset("fan-out"));
    await page.click(button("Share"));
    const field: Query = { role: "textbox", name: "Link to copy" };
    await page.seen(field);
    const given = (await page.attribute(field, "value")) ?? "";
    expect(decode(new URL(given).hash)).toMatchObject({ link: { src: preset("fan-out") } });
    await page.click({ ...button("Close"), within: { role: "dialog", name: /Share/ } });
    await page.run(() => history.back());
    await meets(page, against(first, "W1"));
    const mine = "param w = 4\nL = w*w\n";
    const { address, rest } = await page.run(() => ({
      address: location.href.replace(/#.*/, ""),
      rest: location.hash,
    }));
    expect(rest).not.toBe(new URL(given).hash);
    for (const [to, words] of [
      [given, "✓"],
      [`${address}#${encode({ src: mine })}`, "▸ at L = 8"],
    ] as const) {
      await page.driver.goto("about:blank");
      await page.driver.goto(to);
      await page.says(kMeeting, words);
      if (to === given) await page.has(kNetwork, "value", "fan-out");
    }
    await page.driver.goto("about:blank");
    await page.driver.goto(`${address}#1broken`);
    await page.says({ role: "alert" }, "The end of the link is missing.");
  });
}
