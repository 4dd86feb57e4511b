// Builds what other pages take, into dist/ beside the page, and the script that has the page kept.
import { join } from "node:path";
import { root } from "./machine.mjs";

const kScripts = ["embed", "embed-app", "element", "embed-host", "link", "single", "offline"];

export async function buildEmbed() {
  const { build } = await import("vite");
  const config = { root: join(root, "web"), configFile: join(root, "web", "vite.embed.config.ts"), logLevel: "warn" };
  for (const mode of kScripts) await build({ ...config, mode });
}
