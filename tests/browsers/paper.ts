// What comes on paper, in the browsers that print for their drivers.
import { constants, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Page } from "./page.ts";
import { kGraph } from "./parts.ts";
import type { Session } from "./session.ts";

/** The last byte of a stream may be taken for the line break behind it. */
const kToItsEnd = { finishFlush: constants.Z_SYNC_FLUSH };

/** How many pieces of text a PDF shows. */
function pieces(pdf: Uint8Array): number {
  const text = Buffer.from(pdf).toString("latin1");
  const packed = [...text.matchAll(/FlateDecode(?:(?!stream).)*>>\s*stream\r?\n(.*?)\r?\nendstream/gs)];
  const shown = packed.map(([, stream = ""]) =>
    inflateSync(Buffer.from(stream, "latin1"), kToItsEnd).toString("latin1"),
  );
  return shown.join("\n").match(/\bT[jJ]\b/g)?.length ?? 0;
}

async function printed(page: Page): Promise<number> {
  const pdf = await page.driver.print?.();
  return pdf ? pieces(pdf) : Number.NaN;
}

export function paper({ open }: Session): void {
  test("on paper the graph has its words", async () => {
    const page = await open();
    await page.seen({ css: "svg text", within: kGraph });
    await printed(page); // parts that nobody has opened come for the first print
    const all = await printed(page);
    const texts = await page.all({ css: "bw-graph" }, ([graph]) => {
      const none = new CSSStyleSheet();
      none.replaceSync("text { display: none; }");
      graph?.shadowRoot?.adoptedStyleSheets.push(none);
      return graph?.shadowRoot?.querySelectorAll("text").length ?? 0;
    });
    expect(all - (await printed(page))).toBeGreaterThan(texts / 2);
  });
}
