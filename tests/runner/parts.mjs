// The parts of `npm test`, in the order in which they run. Each run() resolves to how many tests passed and failed, and
// which failed, as far as that is known, and which passed only when run again (`unsteady`).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { benchPart } from "../bench/part.mjs";
import { fuzzAll, prepare, targets } from "../fuzz/run.mjs";
import { built, couldNotStart } from "./builds.mjs";
import { ctest, playwright, single, vitest } from "./counts.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);

/** A part that needs a build; where that fails, it counts one failure. */
const after = (build, test) => async () => ((await built(build)) ? test() : couldNotStart);

const golden = (transport) =>
  after(transport, () => vitest(`golden-${transport}`, "golden", { BW_TRANSPORT: transport }));

/** The commands of `npm run lint`, each of which passes or fails; all of them run. */
async function lint() {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const sum = { passed: 0, failed: 0, wrong: [] };
  for (const command of scripts.lint.split(" && ")) {
    const [program, ...args] = command.split(" ");
    const name = command.match(/[\w.]+/g).join("-");
    const { passed, failed, wrong } = await single(name, program === "node" ? process.execPath : bin(program), args);
    sum.passed += passed;
    sum.failed += failed;
    sum.wrong.push(...wrong);
  }
  return sum;
}

/** 30 seconds of each fuzzer; one that finds something, or cannot start, is a failure. */
async function fuzzing() {
  const seconds = 30;
  if (!(await prepare())) return couldNotStart;
  const found = await fuzzAll(seconds);
  const wrong = targets.filter((_, i) => !found[i].passed);
  return { passed: targets.length - wrong.length, failed: wrong.length, wrong };
}

/** The browsers; WebKitGTK is there on Linux alone. */
function browsers() {
  const left_out = process.platform === "linux" ? [] : ["--exclude=**/{webkit,old}.test.ts"];
  return vitest("browsers", "browsers", {}, left_out);
}

export const parts = [
  { name: "native", run: after("native", () => ctest("native")) },
  { name: "asan", run: after("asan", () => ctest("asan")) },
  { name: "golden-native", run: golden("native") },
  { name: "golden-wasm", run: golden("wasm") },
  { name: "golden-asan", run: golden("asan") },
  { name: "fuzz", run: fuzzing },
  { name: "wasm", run: after("wasm", () => vitest("wasm", "wasm")) },
  { name: "types", run: () => single("types", process.execPath, ["web/tools/types.mjs", "--check"]) },
  { name: "lint", run: lint },
  { name: "house", run: () => vitest("house", "house") },
  { name: "web", run: after("wasm", () => vitest("web", "web")) },
  { name: "bench", run: benchPart },
  { name: "build", run: after("page", () => ({ passed: 1, failed: 0 })) },
  { name: "floor", run: after("page", () => vitest("floor", "floor")) },
  { name: "browsers", run: after("page", browsers) },
  { name: "e2e", run: after("page", () => playwright("e2e")) },
];
