// How the page looks in every browser: wide, narrow and back, on a phone, in the dark; what is seen, and what must not cover what.
import { expect, test } from "vitest";
import { until } from "./page.ts";
import { button, kGraph, kMeeting, kNetwork, kTotals, show, tab } from "./parts.ts";
import type { Session } from "./session.ts";

const kPhone = { width: 390, height: 844 };

export function looking({ open }: Session): void {
  test("narrow and wide and back: the parts change places, and nothing is wider than the window", async () => {
    const page = await open();
    const wide = await page.texts({ role: "tab" });
    for (const [width, narrow] of [
      [560, true],
      [1280, false],
      [480, true],
      [900, false],
      [1280, false],
    ] as const) {
      await page.driver.resize(width, 800);
      const more = narrow ? ["Network"] : [];
      const tabs = await until(
        `the tabs at ${width} px`,
        () => page.texts({ role: "tab" }),
        (names) => names.length === wide.length + more.length,
      );
      expect(tabs).toEqual([...more, ...wide]);
      await until(
        `wider than ${width} px`,
        () => page.overflow(),
        (pixels) => pixels <= 0,
      );
      await page.says(kMeeting, "✓");
    }
  });

  test("390 px: two rows of head, the graph in the first screen, every tab in the window", async () => {
    const page = await open(kPhone);
    await until(
      "wider than 390 px",
      () => page.overflow(),
      (pixels) => pixels <= 0,
    );
    const top = () => page.all(kGraph, ([one]) => one?.getBoundingClientRect().top ?? 9999);
    await until("the graph is not in the first screen", top, (px) => px < 760);
    await page.shot("first-390");
    const [head = 0] = await page.all({ role: "banner" }, (all) =>
      all.map((one) => one.getBoundingClientRect().height),
    );
    expect(head).toBeLessThan(90);
    for (const name of await page.texts({ role: "tab" })) {
      await show(page, name);
      await page.says({ role: "tabpanel" }, /^(?!.*(Loading|come with the engine)).{60,}/);
      await until(
        `${name} is wider than 390 px`,
        () => page.overflow(),
        (pixels) => pixels <= 0,
      );
    }
  });

  test("Present fills the window, and Escape gives the page back", async () => {
    const page = await open({ height: 720 });
    const lowest = () => page.run(() => document.elementFromPoint(20, innerHeight - 10)?.localName ?? "");
    await page.click(button("Present"));
    await page.seen(button("Leave"));
    await until("the lower edge of the window is empty", lowest, (name) => name === "both-ways");
    await page.shot("present");
    await page.driver.press("Escape");
    await page.seen(button("Present"));
    await page.seen(tab("Numbers"));
  });

  test("1280 px, light and dark by the button: first screens to look at", async () => {
    const page = await open({ height: 720 });
    await page.seen({ css: "svg", within: kGraph });
    const paper = () => page.all({ css: "both-ways" }, ([one]) => one && getComputedStyle(one).backgroundColor);
    const light = await paper();
    await page.shot("first-1280");
    await page.click(button("Switch between light and dark"));
    await until("the page does not become dark", paper, (colour) => colour !== light);
    await page.run(() => scrollTo(0, 0));
    await page.seen({ css: ".cm-scroller" }); // the editor comes after the first numbers
    await page.shot("first-dark");
    const bars = await page.all({ css: ".cm-scroller" }, ([one]) => {
      const { colorScheme, scrollbarColor = "" } = one ? getComputedStyle(one) : {};
      return { colorScheme, track: scrollbarColor.replace(/^rgb\(.*?\) /, "") };
    });
    expect(bars.colorScheme).toBe("dark");
    expect(["", await paper()], "the scroll bar of the editor has the colour of the page").toContain(bars.track);
  });

  test("in the table of costs no bar covers what stands beside it", async () => {
    const page = await open();
    await page.focus(tab("Costs"));
    await page.driver.press("Enter");
    await page.seen(kTotals);
    for (const width of [1280, 1000]) {
      await page.driver.resize(width, 800);
      const over = () =>
        page.all(kTotals, ([table]) =>
          [...(table?.querySelectorAll("tbody td") ?? [])].flatMap((cell) => {
            const { right } = cell.getBoundingClientRect();
            return [...cell.querySelectorAll("*")]
              .filter((one) => one.getBoundingClientRect().right > right + 1)
              .map((one) => `${one.className} of ${cell.textContent}`);
          }),
        );
      await until(`over the edge of its cell at ${width} px`, over, (found) => found.length === 0);
    }
  });

  test("the choice of the weight stands in one line with its name, and words that can be asked are dotted", async () => {
    const page = await open();
    const boxes = await page.all({ css: "fieldset" }, ([one]) =>
      ["legend", "select"].map((name) => {
        const { top, bottom } = one?.querySelector(name)?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
        return (top + bottom) / 2;
      }),
    );
    const [legend = 0, select = 99] = boxes;
    expect(Math.abs(legend - select)).toBeLessThan(6);
    const lines = await page.all(button("how this is counted"), (all) =>
      all.map((one) => `${getComputedStyle(one).textDecorationLine} ${getComputedStyle(one).textDecorationStyle}`),
    );
    expect(new Set(lines)).toEqual(new Set(["underline dotted"]));
  });

  test("what the arrow keys reach in a large graph is in sight", async () => {
    const page = await open({ height: 720 });
    await page.choose(kNetwork, "deep-chain");
    await page.seen({ ...button(/^h_4, /), within: kGraph });
    await page.focus({ css: '[tabindex="0"]', within: kGraph });
    const places = new Set<string>();
    for (let presses = 0; presses < 12; presses++) {
      await page.driver.press("ArrowRight");
      const seen = () =>
        page.all(kGraph, ([region]) => {
          const at = (region?.getRootNode() as ShadowRoot | undefined)?.activeElement;
          if (!region || !at) return { name: "nothing", out: 9999 };
          const [box, frame] = [at.getBoundingClientRect(), region.getBoundingClientRect()];
          const out = Math.max(frame.left - box.left, box.right - frame.right, -box.top, box.bottom - innerHeight);
          return { name: at.getAttribute("aria-label") ?? "", out };
        });
      places.add((await until("the focus is out of sight", seen, ({ out }) => out <= 1)).name);
    }
    expect(places.size).toBeGreaterThan(6);
  });
}
