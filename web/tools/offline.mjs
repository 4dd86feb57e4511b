// Builds the service worker, last of all: it has the list of the files of the page that it keeps.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./machine.mjs";

const dist = join(root, "dist");
/** What the page consists of, beside assets/: what others take, kept versions and the pages of the site are not in it. */
const kPage = /^(index\.html|unstarted\.js|offline\.js|manifest\.webmanifest|icon[\w-]*\.(png|svg))$/;

/** Files that say by their names what is in them have no other mark. */
function files() {
  const own = readdirSync(dist).filter((name) => kPage.test(name));
  const mark = (name) =>
    createHash("sha256")
      .update(readFileSync(join(dist, name)))
      .digest("hex")
      .slice(0, 16);
  return [
    ...own.map((url) => ({ url, revision: mark(url) })),
    ...readdirSync(join(dist, "assets")).map((name) => ({ url: `assets/${name}`, revision: null })),
  ];
}

export async function buildWorker() {
  const { build } = await import("vite");
  const define = { __FILES__: JSON.stringify(files()), "process.env.NODE_ENV": '"production"' };
  const config = { root: join(root, "web"), configFile: join(root, "web", "vite.embed.config.ts"), logLevel: "warn" };
  await build({ ...config, mode: "sw", define });
}
