// Fields for numbers, the same in every browser.
import { expect, test } from "vitest";
import { answer, preset } from "../e2e/engine.ts";
import { until } from "./page.ts";
import { kCommand, kNetwork, meets, written } from "./parts.ts";
import type { Query } from "./seek.ts";
import type { Session } from "./session.ts";

const neuron = preset("single-neuron");
const with_b = (b: string): string => neuron.replace("b = 0.1", `b = ${b}`);
const against_w = (text: string) => answer(text).nodes.find(({ id }) => id === "w")?.adjoint?.[0];

export function fields({ open }: Session): void {
  test("a number: what the page prints is read, anything else is refused at its field, the arrow keys step", async () => {
    const page = await open();
    await page.choose(kNetwork, "single-neuron");
    await meets(page, against_w(neuron));
    const field: Query = { role: "spinbutton", name: "b" };
    const says = async (text: string, then = "Enter") => {
      await page.focus(field);
      await page.driver.press(`${kCommand}+a`);
      await page.driver.type(text);
      await page.driver.press(then);
    };
    const is = (b: string) =>
      until(
        `b is not ${b}`,
        () => written(page),
        (text) => text.trimEnd() === with_b(b).trimEnd(),
      );
    for (const [text, number] of [
      ["\u22120.404", "-0.404"],
      ["3.13e\u221241", "3.13e-41"],
      ["1\u202f234.5", "1234.5"],
      ["0.25", "0.25"],
    ] as const) {
      await says(text);
      await is(number);
      await page.has(field, "value", number);
    }
    await meets(page, against_w(with_b("0.25")));
    for (const [text, words] of [
      ["1,5", "The decimal point is"],
      ["1/2", "write what it comes to"],
      ["1e999", "larger than"],
    ] as const) {
      await says(text);
      await page.says({ role: "alert" }, words);
      await page.has(field, "value", text);
      await page.has(field, "aria-invalid", "true");
    }
    await is("0.25");
    await page.driver.press("Escape");
    await page.gone({ role: "alert" });
    await page.has(field, "value", "0.25");
    await page.driver.press("ArrowUp");
    await is("0.26");
    await page.driver.press("ArrowDown");
    await page.driver.press("ArrowDown");
    await is("0.24");
    await says("1e3", "Tab");
    await is("1000");
    const slider: Query = { role: "slider", name: "b" };
    await page.has(slider, "max", "2000");
    await says("0.8", "Tab");
    await page.has(slider, "max", "2");
    expect(await page.count({ css: "input[type=number]" })).toBe(0);
  });
}
