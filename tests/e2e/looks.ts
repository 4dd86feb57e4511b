// What every state of the page must hold: axe finds nothing; and what every picture must: its text can be read.
import { expect, type Locator, type Page } from "@playwright/test";
import axe_core, { type AxeResults } from "axe-core";

const kRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * axe finds nothing, in the page and in all its frames. It runs in the page and is asked for what is wrong alone: to
 * carry over what is right with all of its nodes takes several times as long as to find it.
 */
export async function axe(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    if (await frame.evaluate("'axe' in self")) continue;
    await frame.evaluate(`${axe_core.source};axe.configure({ allowedOrigins: ["<unsafe_all_origins>"] })`);
  }
  const options = { runOnly: kRules, reporter: "no-passes", resultTypes: ["violations"], pingWaitTime: 20_000 };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  expect(
    violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.target).join("; ")}`),
  ).toEqual([]);
}

export interface Texts {
  /** Size of the smallest text as it is seen, in px. */
  smallest: number;
  /** Texts that reach beyond the frame of their box. */
  outside: string[];
  /** Pairs of texts that cover each other. */
  covering: string[];
}

/** Measures all text of a picture on the screen. */
export function texts_of(picture: Locator): Promise<Texts> {
  return picture.evaluate((svg) => {
    const words = (text: Element): string =>
      [...text.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.textContent?.trim())
        .join("");
    // The browser rounds the width of a picture to 1/64 px.
    const scale = Number((svg.getBoundingClientRect().width / Number(svg.getAttribute("width"))).toFixed(3));
    const texts = [...svg.querySelectorAll("text")].map((text) => ({
      text,
      words: words(text),
      box: text.getBoundingClientRect(),
    }));
    const outside = texts.flatMap(({ text, words, box }) => {
      const frame = text.closest(".box")?.querySelector(".frame")?.getBoundingClientRect();
      const out =
        frame &&
        (box.right > frame.right + 1 ||
          box.left < frame.left - 1 ||
          box.top < frame.top - 2 ||
          box.bottom > frame.bottom + 2);
      return out ? [words] : [];
    });
    // The box of a line is higher than its letters: two lines one under the other may share some of it.
    const covering = texts.flatMap((a, at) =>
      texts.slice(at + 1).flatMap((b) => {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        return across > 1.5 && down > 5 ? [`${a.words} | ${b.words}`] : [];
      }),
    );
    const sizes = texts.map(({ text }) => Number.parseFloat(getComputedStyle(text).fontSize) * scale);
    return { smallest: Math.min(...sizes), outside, covering };
  });
}
