// Builds the pages beside the page itself: networks, guide, pictures.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, say } from "../machine.mjs";

/** Done when they are in dist/; fails with what the program has said where they cannot be built. */
export function buildSite() {
  say("site: the pages of the networks and their pictures");
  const program = join(root, "web", "tools", "site", "main.mjs");
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [program], { cwd: root, stdio: "inherit" });
    child.on("error", failed);
    child.on("exit", (code) => (code === 0 ? done() : failed(new Error("the pages beside the page were not built"))));
  });
}
