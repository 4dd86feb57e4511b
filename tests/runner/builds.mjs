// The builds that parts of the tests stand on: each is made once, however many parts ask.
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { quietly } from "./run.mjs";

const made = new Map();

/** Makes what is named: a preset of the engine (native, asan, wasm) or the page; resolves to true when it worked. */
export function built(name) {
  if (!made.has(name)) made.set(name, name === "page" ? buildPage() : buildEngine(name));
  return made.get(name);
}

/** `npm run build`, as anybody would. */
function buildPage() {
  return quietly("build", process.execPath, [join(root, "web", "tools", "build.mjs")]);
}

async function buildEngine(preset) {
  return (
    (await quietly(`configure-${preset}`, "cmake", ["--preset", preset])) &&
    (await quietly(`build-${preset}`, "cmake", ["--build", "--preset", preset]))
  );
}

/** What a part counts when it could not start: one failure. */
export const couldNotStart = { passed: 0, failed: 1 };
