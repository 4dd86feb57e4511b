// Browsers that are too old for the engine, played by a WebKit from which an ability was taken: each door says which browsers work.
import { describe, expect, test, vi } from "vitest";
import { encode } from "../../web/src/link/codec.ts";
import { session } from "./session.ts";
import { webkit } from "./webkit.ts";

vi.setConfig({ testTimeout: 180_000 });

const token = encode({ src: "param w = 3\nL = w*w\n" });
const kWhichWork = /Chrome\D*\d+.*Firefox\D*\d+.*Safari\D*\d+/;

for (const [lack, env] of [
  ["WebAssembly", { JSC_useWasm: "0" }],
  ["SIMD", { JSC_useWasmSIMD: "0" }],
] as const)
  describe(`without ${lack}`, () => {
    const { dist, hold, page } = session(() => webkit(env));

    test("the page", async () => {
      await page().driver.goto(await dist());
      await page().says({ role: "alert" }, kWhichWork);
    });

    test("the frame", async () => {
      const url = await dist();
      const holder = await hold(`<iframe src="${url}embed.html#${token}" width="800" height="520"></iframe>`);
      await holder.driver.enter_frame();
      await holder.says({ role: "alert" }, kWhichWork);
    });

    test("the element, which shows its fallback and sends an error", async () => {
      const url = await dist({ headers: { "access-control-allow-origin": "*" } });
      const holder = await hold(
        `<script>
          window.heard = [];
          addEventListener("error", (event) => event.target.localName === "both-ways" && heard.push(event.detail));
        </script><script type="module" src="${url}element.js"></script>
        <both-ways src="#${token}"><a href="${url}#${token}">the fallback</a></both-ways>`,
      );
      await holder.says({ css: "both-ways" }, kWhichWork);
      await holder.seen({ role: "link", name: "the fallback" });
      const heard = await holder.run(() => (window as unknown as { heard: { code: string; message: string }[] }).heard);
      expect(heard).toEqual([{ code: expect.any(String), message: expect.stringMatching(kWhichWork) }]);
    });
  });
