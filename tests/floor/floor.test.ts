// Nothing in dist/ is newer than the oldest browsers in which the page is said to work, and all who say which these are say the same.
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "postcss";
import { describe, expect, test } from "vitest";
import { kBrowsers } from "../../web/src/view/floor.ts";
import { kFloor } from "../../web/tools/floor.ts";
import { kEditor, kNames, kStyles } from "./allowed.ts";
import { attributes } from "./markup.ts";
import { defined, names, syntax, texts } from "./scripts.ts";
import { features } from "./styles.ts";
import { above, entry, type Floor } from "./support.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const files = readdirSync(new URL("dist/", root), { recursive: true, encoding: "utf8" });
const pages = files.filter((path) => path.endsWith(".html")).map((path) => ({ path, html: read(`dist/${path}`) }));
const inline = (html: string): string[] => [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code = ""]) => code);
const scripts = [
  ...files.filter((path) => path.endsWith(".js")).map((path) => ({ path, code: read(`dist/${path}`) })),
  ...pages.flatMap(({ path, html }) => inline(html).map((code) => ({ path, code }))),
];

/** A text that a browser would take for a style sheet. */
function is_sheet(text: string): boolean {
  if (!/\{\s*[\w-]+\s*:[^{}]+\}/.test(text) || /<\/?[a-z]/i.test(text)) return false;
  try {
    return parse(text).nodes.length > 0;
  } catch {
    return false;
  }
}

const sheets = [
  ...files
    .filter((path) => /texts-[\w-]+\.json$/.test(path))
    .flatMap((path) => (JSON.parse(read(`dist/${path}`)).texts as string[]).map((css) => ({ path, css }))),
  ...files.filter((path) => path.endsWith(".css")).map((path) => ({ path, css: read(`dist/${path}`) })),
  ...scripts.flatMap(({ path, code }) => texts(code).map((css) => ({ path, css }))),
  ...pages.flatMap(({ path, html }) =>
    [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = ""]) => ({ path, css })),
  ),
].filter(({ css }) => is_sheet(css));

const ours = new Set(scripts.flatMap(({ code }) => [...defined(code)]));

const used = new Set<string>();

/** What is found and not allowed. */
function refused(found: readonly string[], allowed: Readonly<Record<string, string>>): string[] {
  return found.filter((what) => {
    const [key] = Object.keys(allowed)
      .filter((start) => what.startsWith(start))
      .sort((a, b) => b.length - a.length);
    if (key) used.add(key);
    return key === undefined;
  });
}

const allowed_in = (path: string) => (/\/editor-/.test(path) ? { ...kNames, ...kEditor } : kNames);

test.each(scripts)("$path is written for browsers of the floor", ({ path, code }) => {
  expect(syntax(code, kFloor)).toEqual([]);
  expect(refused(names(code, kFloor, ours), allowed_in(path))).toEqual([]);
  expect(refused(attributes(texts(code).join("\n"), kFloor), allowed_in(path))).toEqual([]);
});

test.each(pages)("$path is written for browsers of the floor", ({ html }) => {
  expect(refused(attributes(html, kFloor), kNames)).toEqual([]);
});

test("style sheets are written for browsers of the floor", () => {
  const moved = new Set(sheets.filter(({ path }) => path.endsWith(".json")).map(({ css }) => css));
  const others = files
    .filter((path) => /texts-[^/]*\.json$/.test(path))
    .flatMap((path) => JSON.parse(read(`dist/${path}`)).texts);
  expect(others.filter((text) => !moved.has(text) && !/^[\w\n-]+$/.test(text))).toEqual([]); // no sheet is passed over
  expect(sheets.length).toBeGreaterThan(2 * moved.size); // each once more in both embeds
  expect(
    sheets.flatMap(({ path, css }) => refused(features(css, kFloor), kStyles).map((what) => `${path}: ${what}`)),
  ).toEqual([]);
});

test("what is allowed for a reason is there", () => {
  const reasons = Object.keys({ ...kNames, ...kEditor, ...kStyles });
  expect(reasons.filter((key) => !used.has(key))).toEqual([]);
});

test("what no name in a script shows: WebAssembly with vectors and exceptions, and modules in workers", () => {
  const needed = [
    entry("webassembly", "fixed-width-SIMD"),
    entry("webassembly", "exception-handling"),
    entry("webassembly", "BigInt-to-i64-integration"),
    entry("api", "Worker", "Worker", "ecmascript_modules"),
  ];
  const lacking = (floor: Floor) => needed.flatMap((there) => above(there?.__compat, floor));
  expect(needed.every((there) => there?.__compat)).toBe(true);
  expect(lacking(kFloor)).toEqual([]);
  expect(lacking({ ...kFloor, safari: "16.3", firefox: "113" })).toEqual(["safari 16.4", "firefox 114"]);
});

test("the floor is the same wherever it is said", () => {
  expect(read("README.md")).toContain(kBrowsers);
  expect(read("dist/index.html").split(kBrowsers)).toHaveLength(3); // where it does not start, and without scripts
  for (const path of ["element.js", "embed-app.js", "embed.js"])
    expect(read(`dist/${path}`), path).toContain(kBrowsers);
  expect(
    files.filter((path) => /assets\/(first_page|about)-.*\.js$/.test(path) && read(`dist/${path}`).includes("Firefox")),
  ).not.toEqual([]);
});

describe("a planted feature is found", () => {
  const old = { chrome: "105", edge: "105", firefox: "114", safari: "16.4" };
  test.each([
    ["Object.groupBy([1], String);", "Object.groupBy: chrome 117, edge 117, firefox 119, safari 17.4"],
    ["export const f = (a) => a.toSorted();", ".toSorted: chrome 110, edge 110, firefox 115"],
    ["const all = new Set([1]).union(new Set());", ".union: chrome 122, edge 122, firefox 127, safari 17"],
    ["Promise.withResolvers();", "Promise.withResolvers: chrome 119, edge 119, firefox 121, safari 17.4"],
    ["Array.fromAsync([]);", "Array.fromAsync: chrome 121, edge 121, firefox 115"],
    ["document.body.showPopover();", ".showPopover: chrome 114, edge 114, firefox 125, safari 17"],
    ["const s = new CSSStyleSheet();", ""],
    ["scheduler.postTask(() => 1);", "scheduler: firefox 142, safari"],
    ["const r = /[\\p{L}--[a-z]]/v;", "flag v: chrome 112, edge 112, firefox 116, safari 17"],
    ["for (const x of y.matchAll(/a/g)) x;", ""],
    ["if (document.body.showPopover) document.body.showPopover();", ""],
    ["import a from './a.json' with { type: 'json' };", "import … with: chrome 123"],
  ])("script: %s", (code, said) => {
    const found = names(code, old).join(" | ");
    if (said) expect(found).toContain(said);
    else expect(found).toBe("");
  });

  test("syntax that a compiler for the floor rewrites", () => {
    expect(syntax("using x = f();", old)).toEqual(["syntax: using x = f();"]);
    expect(syntax("class A { static { this.x = 1; } }", old)).toEqual([]);
    expect(syntax("class A { static { this.x = 1; } }", { ...old, safari: "15" })).not.toEqual([]);
  });

  test.each([
    [".a { & .b { color: red; } }", "nesting: chrome 1"],
    [".a:has(.b) { color: red; }", ":has: firefox 121"],
    [":popover-open { color: red; }", ":popover-open: chrome 114"],
    [".a { position-area: bottom; }", "position-area: chrome 129"],
    [".a { color: color-mix(in srgb, red, blue); }", "color-mix(): chrome 111, edge 111"],
    [".a { color: light-dark(red, blue); }", "light-dark(): chrome 123"],
    [".a { grid-template-rows: subgrid; }", "subgrid: chrome 117"],
    ["@starting-style { .a { color: red; } }", "@starting-style: chrome 117"],
    ["@media (scripting: none) { .a { color: red; } }", "@media (scripting): chrome 120"],
    [".a { height: 1rcap; }", "unit rcap: chrome 118"],
    ["@supports (position-area: bottom) { .a { position-area: bottom; } }", ""],
    ["@container (max-width: 400px) { .a { inset: 0; } }", ""],
  ])("style: %s", (css, said) => {
    const found = features(css, old).join(" | ");
    if (said) expect(found).toContain(said);
    else expect(found).toBe("");
  });

  test.each([
    ['<div popover id="a"></div>', "popover: chrome 114"],
    ['<button type="button" popovertarget="a">b</button>', "popovertarget: chrome 114"],
    ["<selectedcontent></selectedcontent>", "<selectedcontent>: chrome 135"],
    ['<details name="a" open></details>', "name: chrome 120"],
    ['<input type="text" inputmode="decimal" disabled>', ""],
  ])("markup: %s", (html, said) => {
    const found = attributes(html, old).join(" | ");
    if (said) expect(found).toContain(said);
    else expect(found).toBe("");
  });
});
