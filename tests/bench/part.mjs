// The benchmark as a part of `npm test`: the short form; gradients count, times are only shown.
import { join } from "node:path";
import { root, say } from "../../web/tools/machine.mjs";
import { quietly, readReport, report } from "../runner/run.mjs";

export async function benchPart() {
  const path = report("bench.json");
  await quietly("bench", process.execPath, [join(root, "tests", "bench", "run.mjs"), "--short", "--count", path]);
  const found = readReport(path);
  if (found === null) return { passed: 0, failed: 1 };
  for (const line of found.lines) say(line);
  return { passed: found.passed, failed: found.failed };
}
