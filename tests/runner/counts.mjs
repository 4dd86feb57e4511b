// Counting what a test program reported. A skipped test counts as failed: nothing may be skipped.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { couldNotStart } from "./builds.mjs";
import { quietly, readReport, report } from "./run.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);

/** One program that passes or fails as a whole. */
export async function single(name, program, args) {
  const passed = await quietly(name, program, args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** Every doctest case of a build, by ctest. */
export async function ctest(preset) {
  const path = report(`ctest-${preset}.xml`);
  const jobs = String(availableParallelism());
  await quietly(`ctest-${preset}`, "ctest", ["--preset", preset, "-j", jobs, "--output-junit", path]);
  let head = "";
  try {
    head = readFileSync(path, "utf8").match(/<testsuite\b[^>]*>/)?.[0] ?? "";
  } catch {
    return couldNotStart;
  }
  const number = (key) => Number(head.match(new RegExp(`\\b${key}="(\\d+)"`))?.[1] ?? 0);
  const failed = number("failures") + number("disabled") + number("skipped");
  return { passed: number("tests") - failed, failed };
}

/** The vitest files of one folder of tests/. */
export async function vitest(name, folder, env = {}, more = []) {
  const path = report(`${name}.json`);
  const args = ["run", "--config", "tests/vitest.config.ts", "--dir", `tests/${folder}`];
  args.push("--reporter=default", "--reporter=json", `--outputFile.json=${path}`, ...more);
  const good = await quietly(name, bin("vitest"), args, { ...env, NO_COLOR: "1" });
  const found = readReport(path);
  if (found === null) return couldNotStart;
  const broken = found.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = found.numTotalTests - found.numPassedTests + broken.length;
  // An error outside of any test (an unhandled rejection) fails the program though each test passed.
  return { passed: found.numPassedTests, failed: good ? failed : Math.max(failed, 1) };
}

/** The Playwright specs of tests/e2e. */
export async function playwright(name) {
  const path = report(`${name}.json`);
  const args = ["test", "-c", "tests/e2e/playwright.config.ts", "--reporter=list,json"];
  const good = await quietly(name, bin("playwright"), args, { PLAYWRIGHT_JSON_OUTPUT_NAME: path, NO_COLOR: "1" });
  const found = readReport(path);
  if (found === null) return couldNotStart;
  const { expected, unexpected, flaky, skipped } = found.stats;
  const failed = unexpected + flaky + skipped;
  return { passed: expected, failed: good ? failed : Math.max(failed, 1) };
}
