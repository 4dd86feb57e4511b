// Counting what a test program reported, and naming what failed. A skipped test counts as failed: nothing may be skipped.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { couldNotStart } from "./builds.mjs";
import { quietly, readReport, report } from "./run.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);

/** The first lines of what a test said when it failed, under its name. */
const because = (name, message = "") => [name, ...message.trim().split("\n").slice(0, 12)].join("\n    ");

/** One program that passes or fails as a whole. */
export async function single(name, program, args) {
  const passed = await quietly(name, program, args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, wrong: passed ? [] : [name] };
}

/** Every doctest case of a build, by ctest. */
export async function ctest(preset) {
  const path = report(`ctest-${preset}.xml`);
  const jobs = String(availableParallelism());
  await quietly(`ctest-${preset}`, "ctest", ["--preset", preset, "-j", jobs, "--output-junit", path]);
  let text = "";
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return couldNotStart;
  }
  const head = text.match(/<testsuite\b[^>]*>/)?.[0] ?? "";
  const number = (key) => Number(head.match(new RegExp(`\\b${key}="(\\d+)"`))?.[1] ?? 0);
  const failed = number("failures") + number("disabled") + number("skipped");
  const wrong = [...text.matchAll(/<testcase name="([^"]*)"[^>]*status="fail"/g)].map(([, name]) => name);
  return { passed: number("tests") - failed, failed, wrong };
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
  const wrong = [
    ...broken.map((file) => because(file.name, file.message)),
    ...found.testResults
      .flatMap((file) => file.assertionResults.map((one) => ({ ...one, file: file.name.slice(root.length + 1) })))
      .filter((one) => one.status !== "passed")
      .map((one) => because(`${one.file} › ${one.fullName}`, one.failureMessages?.[0])),
  ];
  // An error outside of any test (an unhandled rejection) fails the program though each test passed.
  return { passed: found.numPassedTests, failed: good ? failed : Math.max(failed, 1), wrong };
}

/** The Playwright specs of tests/e2e. */
export async function playwright(name) {
  const path = report(`${name}.json`);
  const args = ["test", "-c", "tests/e2e/playwright.config.ts", "--reporter=list,json"];
  const good = await quietly(name, bin("playwright"), args, { PLAYWRIGHT_JSON_OUTPUT_NAME: path, NO_COLOR: "1" });
  const found = readReport(path);
  if (found === null) return couldNotStart;
  const { expected, unexpected, flaky, skipped } = found.stats;
  const failed = unexpected + skipped;
  const specs = found.suites.flatMap(specs_of);
  const wrong = specs.filter((spec) => !spec.ok).map(because_of_spec);
  const unsteady = specs.filter((spec) => spec.ok && errors_of(spec).length > 0).map(because_of_spec);
  return { passed: expected + flaky, failed: good ? failed : Math.max(failed, 1), wrong, unsteady };
}

/** Every test below a suite of Playwright's report. */
function specs_of(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs_of)];
}

/** What a test said each time that it failed. */
function errors_of(spec) {
  return spec.tests.flatMap((test) => test.results).flatMap((one) => (one.error ? [one.error.message] : []));
}

function because_of_spec(spec) {
  const [message] = errors_of(spec);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal begin with one
  return because(`${spec.file}:${spec.line} › ${spec.title}`, message?.replace(/\u001b\[\d+m/g, ""));
}
