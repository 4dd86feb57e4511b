// The network on pages of others: the strictest frame, and the element, both from another origin.
import { expect, test } from "vitest";
import { encode } from "../../web/src/link/codec.ts";
import { kGraph, kMeeting } from "./parts.ts";
import type { Session } from "./session.ts";

const token = encode({ src: "param w = 3\nL = w*w\n" });
const other = encode({ src: "param w = 4\nL = w*w\n" });

export function embedding({ dist, hold }: Session): void {
  test('a frame with sandbox="allow-scripts", from another origin, shows its numbers', async () => {
    const url = await dist();
    const page = await hold(
      `<iframe src="${url}embed.html#${token}" sandbox="allow-scripts" width="800" height="520"></iframe>`,
    );
    await page.driver.enter_frame();
    await page.says(kMeeting, "▸ at L = 6");
    await page.seen({ css: "svg", within: kGraph });
  });

  test("the element, from another origin: attributes, verbs, events, and its fallback until it starts", async () => {
    const url = await dist({ headers: { "access-control-allow-origin": "*" } });
    const element = (id: string, link: string | null, more = "") =>
      `<both-ways id="${id}" src="#${link}" ${more}><a href="${url}#${link}">fallback of ${id}</a></both-ways>`;
    const page = await hold(
      `<script>
        window.heard = [];
        for (const name of ["ready", "change", "result", "error"])
          addEventListener(name, (event) => event.target.localName === "both-ways" && heard.push(event.target.id + " " + name));
      </script><script type="module" src="${url}element.js"></script>
      ${element("a", token)}${element("b", other)}
      <div style="height:4000px"></div>${element("late", token, 'loading="lazy"')}`,
    );
    const meeting = (id: string) => ({ ...kMeeting, within: { css: `#${id}` } });
    await page.says(meeting("a"), "▸ at L = 6");
    await page.says(meeting("b"), "▸ at L = 8");
    await page.seen({ role: "link", name: "fallback of late" });
    await page.gone({ role: "link", name: "fallback of a" });
    await page.all({ css: "#a" }, ([one], src) => one?.setAttribute("src", src), `#${other}`);
    await page.says(meeting("a"), "▸ at L = 8");
    const got = await page.all({ css: "#b" }, ([one]) => (one as HTMLElement & { get(): { gradient: unknown } }).get());
    expect(got.gradient).toEqual([{ id: "w", shape: [], value: [8] }]);
    const heard = await page.run(() => (window as unknown as { heard: string[] }).heard);
    expect(heard).toEqual(expect.arrayContaining(["a ready", "b ready", "a change", "a result"]));
    expect(heard.filter((one) => one.endsWith("error"))).toEqual([]);
    await page.all({ css: "#late" }, ([one]) => one?.scrollIntoView());
    await page.says(meeting("late"), "▸ at L = 6");
  });
}
