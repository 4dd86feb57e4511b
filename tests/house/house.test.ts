// Holds the whole repository against the rules of the house, and shows of each rule that it can be broken.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  forbiddenIn,
  noSentence,
  tooLong,
  wrongDom,
  wrongHosts,
  wrongImports,
  wrongIncludes,
  wrongNames,
} from "./check";
import { atRoot, longestEngineFile, madeAtRoot } from "./rules";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Paths from the root of all files below a folder. */
function below(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? below(path) : [path];
  });
}
const files = ["engine", "web", "tests"].flatMap(below);
const text = (path: string) => readFileSync(join(root, path), "utf8");
const all = (wanted: RegExp, check: (path: string, text: string) => string[]) =>
  files.filter((path) => wanted.test(path)).flatMap((path) => check(path, text(path)));

const cpp = /^engine\/.*\.(cpp|hpp)$/;
const page = /^web\/src\/.*\.(ts|css)$/;
const ours = /\.(cpp|hpp|ts|mjs|css|net|cmake)$/;
/** Networks whose every line counts: the first is part of what is tested. */
const isExample = (path: string) => /^tests\/golden\/bad-/.test(path);
/** The rules themselves, and the inputs made up below, name what is forbidden. */
const notTheHouse = (path: string) => !path.startsWith("tests/house/");

/** Names of rows and modes, read where they are written: {.name = "tanh", … Leaves are no operations. */
const leaves = ["input", "param", "const"];
const tables = files.filter((path) => /^engine\/(ops|modes)\/.*\.cpp$/.test(path)).map(text);
const written = tables.flatMap((table) =>
  [...table.matchAll(/\.name = "([a-z_0-9]+)"/g)].map((match) => match[1] ?? ""),
);
const names = [...new Set(written)].filter((name) => !leaves.includes(name));

describe("the repository", () => {
  test("the root holds what belongs there", () => {
    const found = readdirSync(root).filter((name) => !name.startsWith("."));
    expect(found.filter((name) => ![...atRoot, ...madeAtRoot].includes(name))).toEqual([]);
    expect(atRoot.filter((name) => !found.includes(name))).toEqual([]);
  });
  test("there is something to look at", () => {
    expect(files.filter((path) => cpp.test(path)).length).toBeGreaterThan(20);
    expect(files.filter((path) => page.test(path)).length).toBeGreaterThan(5);
    expect(names).toContain("sigmoid");
    expect(names).toContain("reverse");
  });
  test("engine: includes stay inside the table", () => expect(all(cpp, wrongIncludes)).toEqual([]));
  test("engine: no file is too long", () => expect(all(cpp, tooLong)).toEqual([]));
  test("page: imports stay inside the table", () => expect(all(page, wrongImports)).toEqual([]));
  test("page: the view does not touch the DOM", () => expect(all(page, wrongDom)).toEqual([]));
  test("page: no operation or mode by name", () => {
    expect(all(page, (path, code) => wrongNames(path, code, names))).toEqual([]);
  });
  test("page: no other host", () => expect(all(page, wrongHosts)).toEqual([]));
  test("nothing forbidden", () => {
    expect(all(ours, (path, code) => (notTheHouse(path) ? forbiddenIn(path, code) : []))).toEqual([]);
  });
  test("every file says what it is", () => {
    expect(all(ours, (path, code) => (isExample(path) ? [] : noSentence(path, code)))).toEqual([]);
  });
  test("nothing points out of the repository", () => {
    const outside = /\/work\/|\.\.\/shared\b/;
    const found = files.filter((path) => notTheHouse(path) && outside.test(text(path)));
    expect(found).toEqual([]);
  });
});

describe("each rule can be broken", () => {
  const include = (what: string) => `// A file.\n#include ${what}\n`;
  test.each([
    ["engine/graph/build.cpp", '"trace/recorder.hpp"'],
    ["engine/base/tensor.hpp", '"ops/op.hpp"'],
    ["engine/text/parser.cpp", '"graph/build.hpp"'],
    ["engine/text/parser.cpp", '"ops/op.hpp"'],
    ["engine/ops/loss.cpp", '"graph/graph.hpp"'],
    ["engine/trace/recorder.cpp", '"modes/mode.hpp"'],
    ["engine/modes/forward.cpp", '"modes/reverse.hpp"'],
    ["engine/analysis/compare.cpp", '"modes/reverse.hpp"'],
    ["engine/plan/plan.cpp", '"modes/mode.hpp"'],
    ["engine/broken/queue.cpp", '"modes/mode.hpp"'],
    ["engine/analysis/mistake.cpp", '"broken/registry.hpp"'],
    ["engine/modes/reverse.cpp", '"broken/tape.hpp"'],
    ["engine/modes/forward.cpp", '"api/encode.hpp"'],
    ["engine/cli/main.cpp", '"modes/sweep.hpp"'],
    ["engine/graph/build.cpp", "<nlohmann/json.hpp>"],
    ["engine/text/lexer.cpp", "<Eigen/Core>"],
    ["engine/api/handle.cpp", "<emscripten.h>"],
    ["engine/attic/old.cpp", '"base/tensor.hpp"'],
  ])("%s may not include %s", (path, what) => expect(wrongIncludes(path, include(what))).toHaveLength(1));
  test.each([
    ["engine/text/parser.cpp", '"graph/spec.hpp"'],
    ["engine/text/parser.cpp", '"ops/names.hpp"'],
    ["engine/modes/forward.cpp", '"modes/sweep.hpp"'],
    ["engine/modes/registry.cpp", '"modes/mode.hpp"'],
    ["engine/api/decode.cpp", "<nlohmann/json.hpp>"],
    ["engine/api/wasm.cpp", "<emscripten.h>"],
    ["engine/base/tensor.hpp", "<Eigen/Core>"],
  ])("%s may include %s", (path, what) => expect(wrongIncludes(path, include(what))).toEqual([]));

  const from = (what: string) => `import { x } from "${what}";\n`;
  test.each([
    ["web/src/panels/ledger.ts", "./costs"],
    ["web/src/panels/ledger.ts", "../engine/worker"],
    ["web/src/view/ledger.ts", "../state/store"],
    ["web/src/engine/client.ts", "../panels/ledger"],
    ["web/src/editor/editor.ts", "../state/store"],
    ["web/src/link/codec.ts", "../engine/load"],
    ["web/src/later/card.ts", "../panels/graph"],
    ["web/src/export/program.ts", "../state/store"],
    ["web/src/state/store.ts", "../later/card"],
  ])("%s may not import %s", (path, what) => expect(wrongImports(path, from(what))).toHaveLength(1));
  test.each([
    ["web/src/panels/ledger.ts", "../state/select"],
    ["web/src/panels/ledger.ts", "../view/format"],
    ["web/src/panels/ledger.ts", "../engine/types.gen"],
    ["web/src/view/ledger.ts", "../engine/types.gen"],
    ["web/src/view/layout.ts", "@dagrejs/dagre"],
  ])("%s may import %s", (path, what) => expect(wrongImports(path, from(what))).toEqual([]));

  test.each([
    ["web/src/element/page.ts", "eval(text)"],
    ["web/src/element/page.ts", "new Function('x')"],
    ["web/src/element/page.ts", "node.innerHTML = text"],
    ["tests/web/a.test.ts", "test.skip('x', () => {})"],
    ["tests/web/a.test.ts", "describe.only('x', () => {})"],
    ["engine/base/cost.hpp", 'int x; /* ok */ const char* s = "TODO";'],
    ["engine/base/cost.hpp", "using namespace std;"],
    ["web/src/picture/scene.ts", "const x = y as any;"],
    ["web/src/panels/strip.ts", "css`@container page (max-width: 1px) { p { color: red; } }`"],
    ["web/src/element/page.css", ":host { container: page / inline-size; }"],
    ["web/src/panels/strip.ts", "css`.how { inset: auto; position-try: flip-inline; }`"],
    ["web/src/panels/text.ts", "css`mark { text-decoration: underline wavy red; }`"],
    ["web/src/panels/keys.ts", 'const made = await import("../later/keys.ts");'],
    ["web/src/editor/theme.ts", 'const style = { textDecoration: "underline dotted" };'],
  ])("%s may not say %s", (path, code) => expect(forbiddenIn(path, code)).toHaveLength(1));

  test.each([
    ["web/src/panels/strip.ts", "css`@container (max-width: 1px) { p { color: red; } }`"],
    ["web/src/element/page.css", ":host { container-type: inline-size; }"],
    ["web/src/view/convention.ts", "css`.how:popover-open { inset: auto; position-try: flip-inline; }`"],
    ["web/src/panels/text.ts", "css`mark { text-decoration-line: underline; text-decoration: none; }`"],
    ["web/src/panels/keys.ts", 'load = part(() => import("../later/keys.ts"));'],
    ["web/src/panels/text.ts", 'type Made = Partial<typeof import("../editor/editor.ts")>;'],
  ])("%s may say %s", (path, code) => expect(forbiddenIn(path, code)).toEqual([]));

  test("the others", () => {
    expect(wrongDom("web/src/picture/layout.ts", "document.createElement('p')")).toHaveLength(1);
    expect(wrongDom("web/src/kit/stage.ts", "document.createElement('p')")).toEqual([]);
    expect(wrongNames("web/src/panels/ledger.ts", 'if (mode === "reverse") return;', ["reverse"])).toHaveLength(1);
    expect(wrongHosts("web/src/state/link.ts", 'fetch("https://example.org/x")')).toHaveLength(1);
    expect(wrongHosts("web/src/picture/draw.ts", 'const ns = "http://www.w3.org/2000/svg";')).toEqual([]);
    expect(noSentence("engine/base/cost.hpp", "#pragma once\n")).toHaveLength(1);
    expect(noSentence("web/tools/x.mjs", "#!/usr/bin/env node\n// What it is for.\n")).toEqual([]);
    expect(tooLong("engine/base/cost.hpp", "x\n".repeat(longestEngineFile + 1))).toHaveLength(1);
  });
});
