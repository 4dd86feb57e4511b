// `npm test [-- part …]`: sets the machine up, runs every part of the tests (or those whose names start so), counts, and
// names at its end what failed.
import { say } from "../web/tools/machine.mjs";
import { setup } from "../web/tools/setup.mjs";

const asked = process.argv.slice(2);
setup({ tests: true });
const { parts } = await import("./runner/parts.mjs");

const unknown = asked.filter((name) => !parts.some((part) => part.name.startsWith(name)));
if (unknown.length > 0) {
  say(`There is no part ${unknown.join(", ")}. Parts: ${parts.map((part) => part.name).join(", ")}`);
  process.exit(2);
}
const chosen = parts.filter((part) => asked.length === 0 || asked.some((name) => part.name.startsWith(name)));

const sum = { passed: 0, failed: 0 };
const all_wrong = [];
const all_unsteady = [];
for (const part of chosen) {
  const start = Date.now();
  const { passed, failed, wrong = [], unsteady = [] } = await part.run();
  const empty = passed + failed === 0;
  if (empty) say(`${part.name}: no test ran, which counts as a failure`);
  sum.passed += passed;
  sum.failed += empty ? 1 : failed;
  if (empty || failed > 0) all_wrong.push({ name: part.name, failed: empty ? 1 : failed, wrong });
  all_unsteady.push(...unsteady.map((one) => `${part.name}: ${one}`));
  say(`${part.name}: ${passed} passed, ${empty ? 1 : failed} failed (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}
for (const one of all_unsteady) say(`unsteady, passed when run again: ${one}`);
// Said last, since a log is often kept by its end alone.
for (const { name, failed, wrong } of all_wrong) {
  say(`failed in ${name}: ${failed}`);
  for (const one of wrong.slice(0, 20)) say(`  ${one}`);
}
say(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
