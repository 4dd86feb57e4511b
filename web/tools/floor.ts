// The oldest browsers in which the page works, as numbers, as compilers take them, and as index.html says them.
import type { Targets } from "lightningcss";
import type { Plugin } from "vite";
import { kBrowsers } from "../src/view/floor.ts";

const [, chrome = "", firefox = "", safari = ""] =
  /^Chrome and Edge ([\d.]+), Firefox ([\d.]+), Safari ([\d.]+),/.exec(kBrowsers) ?? [];

/** The first version of each; those on phones have the same numbers. */
export const kFloor = { chrome, edge: chrome, firefox, safari } as const;

/** Of scripts. */
export const target = Object.entries(kFloor).map(([name, version]) => `${name}${version}`);

/** Of style sheets: major, minor and patch have a byte each. */
export const targets: Targets = Object.fromEntries(
  Object.entries(kFloor).map(([name, version]) => {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return [name, (major << 16) | (minor << 8)];
  }),
);

export function floor(): Plugin {
  return {
    name: "floor",
    transformIndexHtml: { order: "pre", handler: (html) => html.replaceAll("%BROWSERS%", kBrowsers) },
  };
}
