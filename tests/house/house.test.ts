// Holds the whole repository against the rules of the house, and shows of each rule that it can be broken.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  forbiddenIn,
  imported,
  longFunctions,
  noSentence,
  onCircles,
  tooCrowded,
  tooLong,
  withoutEnding,
  wrongDom,
  wrongHosts,
  wrongImports,
  wrongIncludes,
  wrongNames,
} from "./check";
import { atRoot, longestEngineFile, longestPageFile, longestPageFunction, madeAtRoot, pageRooms, rooms } from "./rules";

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

const linesOf = (text: string) => text.trimEnd().split("\n").length;

/** The rooms that each room of a table may reach, but for itself. */
const arrowsOf = (table: Record<string, { may: string[] }>) =>
  new Map(
    Object.entries(table).map(([name, { may }]) => [
      name,
      may.map((start) => start.split("/")[0] ?? "").filter((other) => other !== name),
    ]),
  );

const cpp = /^engine\/.*\.(cpp|hpp)$/;
const page = /^web\/src\/.*\.(ts|css)$/;
const written_page = /^web\/src\/(?!.*\.gen\.ts$).*\.(ts|css)$/;
const script = /^web\/src\/(?!.*\.gen\.ts$).*\.ts$/;
const ours = /\.(cpp|hpp|ts|mjs|css|net|cmake)$/;
/** Counted for the size of a room: all but what is generated. */
const counted = /^web\/(?!.*\.gen\.ts$).*\.(ts|css)$/;
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
  test("page: no file is too long", () => expect(all(written_page, tooLong)).toEqual([]));
  test("page: no function is too long", () => expect(all(script, longFunctions)).toEqual([]));
  test("page: imports stay inside the table", () => expect(all(page, wrongImports)).toEqual([]));
  test("page: only the rooms that draw touch the DOM", () => expect(all(page, wrongDom)).toEqual([]));
  test("page: no circle of imports, type imports included", () => {
    const scripts = files.filter((path) => page.test(path));
    expect(onCircles(new Map(scripts.map((path) => [withoutEnding(path), imported(path, text(path))])))).toEqual([]);
  });
  test("page: no circle of rooms", () => expect(onCircles(arrowsOf(pageRooms))).toEqual([]));
  test("page: no room is too crowded", () => {
    const sizes = files.filter((path) => counted.test(path)).map((path) => [path, linesOf(text(path))] as const);
    expect(tooCrowded(new Map(sizes))).toEqual([]);
  });
  test("no table has a room that is not there", () => {
    const empty = (start: string, names: string[]) =>
      names.filter((name) => !files.some((path) => path.startsWith(`${start}/${name}/`)));
    expect([...empty("engine", Object.keys(rooms)), ...empty("web/src", Object.keys(pageRooms))]).toEqual([]);
  });
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
    ["engine/modes/forward.cpp", '"api/encode_graph.hpp"'],
    ["engine/api/kinds/paths.cpp", '"api/kinds/graph.hpp"'],
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
    ["engine/api/json_text.cpp", "<nlohmann/json.hpp>"],
    ["engine/api/kinds/catalogue.cpp", '"api/kinds/registry.hpp"'],
    ["engine/api/wasm.cpp", "<emscripten.h>"],
    ["engine/base/tensor.hpp", "<Eigen/Core>"],
  ])("%s may include %s", (path, what) => expect(wrongIncludes(path, include(what))).toEqual([]));

  const from = (what: string) => `import { x } from "${what}";\n`;
  test.each([
    ["web/src/panels/ledger.ts", "./costs"],
    ["web/src/panels/ledger.ts", "../engine/worker"],
    ["web/src/view/ledger.ts", "../state/store"],
    ["web/src/view/ledger.ts", "../picture/fold"],
    ["web/src/text/words.ts", "../picture/fold"],
    ["web/src/text/words.ts", "lit"],
    ["web/src/picture/scene.ts", "../chart/plot"],
    ["web/src/state/graph.ts", "../picture/draw"],
    ["web/src/state/store.ts", "../kit/panel"],
    ["web/src/state/store.ts", "../lazy/card"],
    ["web/src/state/store.ts", "lit"],
    ["web/src/tour/facts.ts", "../kit/panel"],
    ["web/src/published/ask.ts", "../lazy/sources"],
    ["web/src/kit/panel.ts", "../panels/ledger"],
    ["web/src/engine/client.ts", "../panels/ledger"],
    ["web/src/engine/client.ts", "../view/format"],
    ["web/src/editor/editor.ts", "../state/store"],
    ["web/src/link/codec.ts", "../engine/load"],
    ["web/src/lazy/card.ts", "../panels/graph"],
    ["web/src/lazy/card.ts", "./share"],
    ["web/src/export/program.ts", "../state/store"],
    ["web/src/element/tabs.ts", "../embed/app"],
    ["web/src/attic/old.ts", "../view/format"],
    ["web/src/view/format.ts", "../../../tests/web/samples"],
  ])("%s may not import %s", (path, what) => expect(wrongImports(path, from(what))).toHaveLength(1));
  test.each([
    ["web/src/panels/ledger.ts", "../state/selectors"],
    ["web/src/panels/ledger.ts", "../view/format"],
    ["web/src/panels/ledger.ts", "../engine/types.gen"],
    ["web/src/view/ledger.ts", "../engine/types.gen"],
    ["web/src/view/ledger.ts", "./format"],
    ["web/src/picture/draw.ts", "lit/directives/guard.js"],
    ["web/src/published/examples.ts", "../../published/examples.json"],
  ])("%s may import %s", (path, what) => expect(wrongImports(path, from(what))).toEqual([]));

  test.each([
    ["web/src/element/page.ts", "eval(text)"],
    ["web/src/element/page.ts", "new Function('x')"],
    ["web/src/element/page.ts", "node.innerHTML = text"],
    ["tests/web/a.test.ts", "test.skip('x', () => {})"],
    ["tests/e2e/a.spec.ts", "await page.waitForTimeout(300);"],
    ["tests/e2e/a.spec.ts", "await new Promise((done) => setTimeout(done, 300));"],
    ["tests/web/a.test.ts", "describe.only('x', () => {})"],
    ["engine/base/cost.hpp", 'int x; /* ok */ const char* s = "TODO";'],
    ["engine/base/cost.hpp", "using namespace std;"],
    ["web/src/picture/scene.ts", "const x = y as any;"],
    ["web/src/panels/strip.ts", "css`@container page (max-width: 1px) { p { color: red; } }`"],
    ["web/src/element/page.css", ":host { container: page / inline-size; }"],
    ["web/src/panels/strip.ts", "css`.how { inset: auto; position-try: flip-inline; }`"],
    ["web/src/panels/text.ts", "css`mark { text-decoration: underline wavy red; }`"],
    ["web/src/panels/keys.ts", 'const made = await import("../lazy/keys.ts");'],
    ["web/src/editor/theme.ts", 'const style = { textDecoration: "underline dotted" };'],
    ["web/src/lazy/about.ts", "navigator.clipboard.writeText(text).then(() => this.say())"],
    ["web/src/panels/graph.ts", "new ResizeObserver(() => this.resize()).observe(this);"],
  ])("%s may not say %s", (path, code) => expect(forbiddenIn(path, code)).toHaveLength(1));

  test.each([
    ["web/src/panels/strip.ts", "css`@container (max-width: 1px) { p { color: red; } }`"],
    ["web/src/element/page.css", ":host { container-type: inline-size; }"],
    ["web/src/view/convention.ts", "css`.how:popover-open { inset: auto; position-try: flip-inline; }`"],
    ["web/src/panels/text.ts", "css`mark { text-decoration-line: underline; text-decoration: none; }`"],
    ["web/src/kit/resize.ts", "const observer = new ResizeObserver(changed);"],
    ["web/src/panels/keys.ts", 'load = lazy(() => import("../lazy/keys.ts"));'],
    ["web/src/panels/text.ts", 'type Made = Partial<typeof import("../editor/editor.ts")>;'],
  ])("%s may say %s", (path, code) => expect(forbiddenIn(path, code)).toEqual([]));

  test("a circle, by a type, a part or a worker", () => {
    const circle = (ways: Record<string, string>) =>
      onCircles(
        new Map(
          Object.entries(ways).map(([name, text]) => [
            withoutEnding(`web/src/${name}`),
            imported(`web/src/${name}`, text),
          ]),
        ),
      );
    const type = 'import type { State } from "./state.ts";';
    expect(circle({ "state/slice.ts": type, "state/state.ts": "" })).toEqual([]);
    for (const back of [
      'import type { Core } from "./slice.ts";',
      'export type { Core } from "./slice.ts";',
      'import "./slice.ts";',
      'let core: typeof import("./slice.ts");',
      'load = lazy(() => import("./slice.ts"));',
      'new Worker(new URL("./slice.ts", import.meta.url));',
    ])
      expect(circle({ "state/slice.ts": type, "state/state.ts": back, "view/top.ts": type }), back).toEqual([
        "web/src/state/slice",
        "web/src/state/state",
      ]);
    expect(onCircles(arrowsOf({ a: { may: ["a/", "b/"] }, b: { may: ["c/x"] }, c: { may: ["a/"] } }))).toHaveLength(3);
    expect(onCircles(arrowsOf({ a: { may: ["a/", "b/"] }, b: { may: ["c/x"] }, c: { may: [] } }))).toEqual([]);
  });
  test("page: functions", () => {
    const long = "\n".repeat(longestPageFunction);
    const lines = (text: string) => longFunctions("web/src/picture/route.ts", text);
    for (const text of [
      `function route() {${long}}`,
      `const route = () => [${long}];`,
      `class Route { way() {${long}} }`,
      `// One.\nexport const kAll = [1].map((one) => {${long}return one; });`,
    ])
      expect(lines(text), text).toHaveLength(1);
    expect(lines(`// One.\nconst route = () => [${long}];`)[0]).toContain("route.ts:2 ");
    expect(lines(`class Route {${long}}\nconst way: () => void = () => {${long.slice(1)}};`)).toEqual([]);
  });
  test("the others", () => {
    expect(wrongDom("web/src/picture/layout.ts", "document.createElement('p')")).toHaveLength(1);
    expect(wrongDom("web/src/kit/viewport.ts", "document.createElement('p')")).toEqual([]);
    expect(wrongDom("web/src/state/store.ts", "window.alert()")).toHaveLength(1);
    const [view, rest] = ["web/src/view/all.ts", "web/tools/rest.ts"];
    expect(
      tooCrowded(
        new Map([
          [view, 151],
          [rest, 849],
        ]),
      ),
    ).toEqual(["view/ holds 151 of 1000 lines"]);
    expect(
      tooCrowded(
        new Map([
          [view, 150],
          [rest, 850],
        ]),
      ),
    ).toEqual([]);
    expect(wrongNames("web/src/panels/ledger.ts", 'if (mode === "reverse") return;', ["reverse"])).toHaveLength(1);
    expect(wrongHosts("web/src/state/link.ts", 'fetch("https://example.org/x")')).toHaveLength(1);
    expect(wrongHosts("web/src/picture/draw.ts", 'const ns = "http://www.w3.org/2000/svg";')).toEqual([]);
    expect(noSentence("engine/base/cost.hpp", "#pragma once\n")).toHaveLength(1);
    expect(noSentence("web/tools/x.mjs", "#!/usr/bin/env node\n// What it is for.\n")).toEqual([]);
    expect(tooLong("engine/base/cost.hpp", "x\n".repeat(longestEngineFile + 1))).toHaveLength(1);
    expect(tooLong("web/src/state/store.ts", "x\n".repeat(longestPageFile + 1))).toHaveLength(1);
    expect(tooLong("web/src/state/store.ts", "x\n".repeat(longestPageFile))).toEqual([]);
  });
});
