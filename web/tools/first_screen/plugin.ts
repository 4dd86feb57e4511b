// Puts the first screen into index.html when the page is built, as it will look: in declarative shadow trees, which are painted
// before any script of the page is there, and are what one sees without JavaScript.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Plugin } from "vite";
import { kLayout } from "../../src/element/kept.ts";

const kMost = 8e6; // bytes of markup
const folder = import.meta.dirname;

interface Drawn {
  narrow: string;
  wide: string;
  pictures: object;
}

function markup({ narrow, wide, pictures }: Drawn, script: string): string {
  const in_script = JSON.stringify(pictures).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="pictures">${in_script}</script>
    <div id="first">${narrow}${wide}</div>
    <script>${script}</script>`;
}

export function first_screen(): Plugin {
  let drawn: Promise<Drawn | null> = Promise.resolve(null);
  return {
    name: "first screen",
    configResolved({ command }) {
      if (command !== "build") return;
      const printed = promisify(execFile)(process.execPath, [join(folder, "main.mjs")], { maxBuffer: kMost });
      drawn = printed.then(({ stdout }) => JSON.parse(stdout));
      drawn.catch(() => undefined); // said where it is put in
    },
    transformIndexHtml: {
      order: "post",
      async handler(html) {
        const made = await drawn;
        const script = readFileSync(join(folder, "show.js"), "utf8").replace("%LAYOUT%", kLayout);
        const hash = createHash("sha256").update(script).digest("base64");
        return html
          .replace("script-src 'self'", made ? `script-src 'self' 'sha256-${hash}'` : "script-src 'self'")
          .replace("%FIRST%", () => (made ? markup(made, script) : ""));
      },
    },
  };
}
