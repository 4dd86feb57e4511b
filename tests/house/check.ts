// Holds files against the rules of the house; each check is a function of a path and a text, so that it can be tried.
import { posix } from "node:path";
import { forbidden, longestEngineFile, modesFromOutside, notModes, pageNever, rooms, sharedByModes } from "./rules";

/** Blank where comments stand, so that prose is not taken for code. */
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/(^|[^:"'`\\])\/\/[^\n]*/g, "$1");

const stem = (path: string) => posix.basename(path).replace(/\.[a-z]+$/, "");

/** Includes of an engine file that its room does not allow. path is from the root: engine/graph/build.cpp. */
export function wrongIncludes(path: string, text: string): string[] {
  const inside = path.replace(/^engine\//, "");
  const name = inside.split("/")[0] ?? "";
  const room = rooms[name];
  if (room === undefined) return [`${path}: engine/ has no room ${name}`];
  const wrong: string[] = [];
  const no = (what: string, why: string) => wrong.push(`${path} includes ${what}: ${why}`);
  for (const [, what = ""] of text.matchAll(/^\s*#\s*include\s*"([^"]+)"/gm)) {
    if (!room.may.some((start) => what.startsWith(start))) no(what, `not for ${name}/`);
    else if (what === "api/wasm.hpp") no(what, "nobody includes wasm");
    else if (name === "modes" && what.startsWith("modes/") && !notModes.includes(stem(path))) {
      if (!sharedByModes.includes(what) && stem(what) !== stem(path)) no(what, "a mode includes no other mode");
    } else if (["analysis", "emit"].includes(name) && what.startsWith("modes/") && !modesFromOutside.includes(what)) {
      no(what, "modes are reached through the registry");
    } else if (["base", "graph", "ops", "trace", "text"].includes(name) && what.includes(".."))
      no(what, "from the root");
  }
  for (const [, what = ""] of text.matchAll(/^\s*#\s*include\s*<([^>]+)>/gm)) {
    const library = what.includes("/") ? (what.split("/")[0] ?? "") : "";
    if (library === "emscripten" || what === "emscripten.h") {
      if (inside !== "api/wasm.cpp") no(what, "only api/wasm.cpp knows Emscripten");
    } else if (["Eigen", "nlohmann", "doctest"].includes(library) && !room.libraries.includes(library)) {
      no(what, `${library} is not for ${name}/`);
    }
  }
  if (/\b(EMSCRIPTEN_KEEPALIVE|__EMSCRIPTEN__|EM_JS|EM_ASM)\b/.test(code(text)) && inside !== "api/wasm.cpp") {
    wrong.push(`${path}: only api/wasm.cpp knows Emscripten`);
  }
  return wrong;
}

/** Imports of a page file that its folder does not allow. path is from the root: web/src/panels/ledger.ts. */
export function wrongImports(path: string, text: string): string[] {
  const wrong: string[] = [];
  const folder = path.replace(/^web\/src\//, "").split("/")[0] ?? "";
  for (const [, , what = ""] of code(text).matchAll(/\b(from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    if (!what.startsWith(".")) continue;
    const target = posix.join(posix.dirname(path), what).replace(/^web\/src\//, "");
    if (target.startsWith("../") || /^(engine|tests|build)\//.test(posix.join("web/src", target))) continue;
    if (pageNever[folder]?.some((start) => target.startsWith(start))) wrong.push(`${path} imports ${target}`);
  }
  return wrong;
}

/** DOM in a file of words, figures and pictures: they make what is drawn, and touch no document. */
export function wrongDom(path: string, text: string): string[] {
  const touches = /\b(document|window|HTMLElement|SVGElement|customElements|createElementNS)\b/.test(code(text));
  return touches && /^web\/src\/(view|text|picture|chart|tour|published)\//.test(path)
    ? [`${path} touches the DOM`]
    : [];
}

/** Names of operations or modes in page code that must ask the catalogue. names: those of the catalogue. */
export function wrongNames(path: string, text: string, names: string[]): string[] {
  if (!/^web\/src\/(panels|later|view|text|picture|chart|tour|published)\//.test(path)) return [];
  return names
    .filter((name) => new RegExp(`["'\`]${name}["'\`]`).test(code(text)))
    .map((name) => `${path} names ${name}`);
}

/** Requests to another host: any absolute address in code, but for the names of XML namespaces. */
export function wrongHosts(path: string, text: string): string[] {
  const addresses = text.match(/https?:\/\/[^\s"'`)<>]+/g) ?? [];
  const allowed = ["http://www.w3.org/", "https://www.w3.org/"];
  const found = addresses.filter((address) => !allowed.some((start) => address.startsWith(start)));
  return path.startsWith("web/src/") ? found.map((address) => `${path} knows ${address}`) : [];
}

export function forbiddenIn(path: string, text: string): string[] {
  return forbidden
    .filter((rule) => rule.files.test(path) && rule.pattern.test(code(text)))
    .map((rule) => `${path}: ${rule.what}`);
}

/** A file begins with a sentence that says what it is; a shebang may come before it. */
export function noSentence(path: string, text: string): string[] {
  const [first = "", second = ""] = text.split("\n");
  const line = first.startsWith("#!") ? second : first;
  const sentence = line.match(/^\s*(?:\/\/|\/\*\*?|#|<!--)\s*(\S.*)$/)?.[1] ?? "";
  return sentence.split(/\s+/).length >= 3 ? [] : [`${path} does not begin with a sentence that says what it is`];
}

export function tooLong(path: string, text: string): string[] {
  const lines = text.trimEnd().split("\n").length;
  return lines > longestEngineFile ? [`${path} has ${lines} lines, more than ${longestEngineFile}`] : [];
}
