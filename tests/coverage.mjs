// `npm run coverage`: which lines of engine/ the tests of the engine and the golden tests run. Fails below 95 %, and
// where a line that never ran is not in tests/engine/COVERAGE.md, or a line there runs.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { output, root, say, stop } from "../web/tools/machine.mjs";
import { setup } from "../web/tools/setup.mjs";

const least = 95;
const folder = join(root, "build", "coverage");
const list = join(root, "tests", "engine", "COVERAGE.md");

setup({ tests: true, coverage: true });
const { built } = await import("./runner/builds.mjs");
const { ctest, vitest } = await import("./runner/counts.mjs");

/** Removes what an earlier run counted. */
function forgetCounts() {
  for (const file of readdirSync(folder, { recursive: true })) {
    if (file.endsWith(".gcda")) rmSync(join(folder, file));
  }
}

/** The lines that hold code: file, number, source text and how often it ran. */
function measured() {
  const args = ["--root", root, "--filter", `${root}/engine/`, "--json", "-", folder];
  const report = JSON.parse(output("gcovr", args, { cwd: folder, maxBuffer: 1 << 28 }) ?? stop("gcovr failed"));
  return report.files.flatMap(({ file, lines }) => {
    const source = readFileSync(join(root, file), "utf8").split("\n");
    const code = lines.filter((line) => !line["gcovr/noncode"]);
    return code.map((line) => ({
      file,
      number: line.line_number,
      text: source[line.line_number - 1].trim(),
      ran: line.count,
    }));
  });
}

/** The lines of COVERAGE.md: below a heading with the file, "- `source text`: why no test runs it". */
function excused() {
  let file = "";
  const found = [];
  for (const line of readFileSync(list, "utf8").split("\n")) {
    file = line.match(/^## (\S+)$/)?.[1] ?? file;
    const item = line.match(/^- `(.*)`: \S/);
    if (item) found.push({ file, text: item[1] });
  }
  return found;
}

if (!(await built("coverage"))) stop("The build failed.");
forgetCounts();
const tests = [await ctest("coverage"), await vitest("golden-coverage", "golden", { BW_TRANSPORT: "coverage" })];
for (const { passed, failed } of tests) say(`${passed} passed, ${failed} failed`);

const lines = measured();
const never = lines.filter((line) => line.ran === 0);
const known = excused();
const same = (a) => (b) => a.file === b.file && a.text === b.text;
const unknown = never.filter((line) => !known.some(same(line)));
const needless = known.filter((line) => !never.some(same(line)));
for (const file of [...new Set(lines.map((line) => line.file))]) {
  const all = lines.filter((line) => line.file === file);
  const missed = all.filter((line) => line.ran === 0).length;
  if (missed > 0) say(`${file}: ${all.length - missed} of ${all.length} lines`);
}
for (const line of unknown) say(`never ran, without a reason: ${line.file}:${line.number}: ${line.text}`);
for (const line of needless) say(`runs, or is gone: ${line.file}: ${line.text}`);
const percent = (100 * (lines.length - never.length)) / lines.length;
say(`${lines.length - never.length} of ${lines.length} lines of engine/ ran: ${percent.toFixed(2)} %`);
const good =
  percent >= least && unknown.length === 0 && needless.length === 0 && tests.every((part) => part.failed === 0);
process.exitCode = good ? 0 : 1;
