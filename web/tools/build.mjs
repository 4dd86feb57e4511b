// `npm run build`: everything from nothing to dist/, a folder of static files that works under any address.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildEmbed } from "./embed.mjs";
import { root, say } from "./machine.mjs";
import { kNotices, notices } from "./notices.mjs";
import { buildWorker } from "./offline.mjs";
import { write_list } from "./release/versions.mjs";
import { setup } from "./setup.mjs";
import { buildSite } from "./site/build.mjs";
import { buildWasm } from "./wasm.mjs";

/** The page's Vite settings: input, output and relative addresses are said there. */
export const viteConfig = { root: join(root, "web"), configFile: join(root, "web", "vite.config.ts") };

/** Sets the machine up, builds the engine and the page. */
export async function buildAll() {
  setup({ tests: false });
  buildWasm();
  say("page: building dist/");
  const { build } = await import("vite");
  await build({ ...viteConfig, logLevel: "warn" });
  await Promise.all([buildEmbed(), buildSite()]);
  await buildWorker();
  write_list(join(root, "dist", "v"), []);
  writeFileSync(join(root, "dist", kNotices), notices().text);
  say("page: dist/ is ready");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
