// The correctness of what the benchmark compares, as a part of `npm test`: every gradient is checked, nothing is timed.
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { quietly, readReport, report } from "../runner/run.mjs";

export async function benchPart() {
  const path = report("bench.json");
  await quietly("bench", process.execPath, [join(root, "tests", "bench", "run.mjs"), "--check", "--count", path]);
  const found = readReport(path);
  if (found === null) return { passed: 0, failed: 1 };
  return { passed: found.passed, failed: found.failed };
}
