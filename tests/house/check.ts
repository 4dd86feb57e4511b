// Holds files against the rules of the house; each check is a function of a path and a text, so that it can be tried.
import { posix } from "node:path";
import { parseSync } from "vite";
import {
  forbidden,
  largestShare,
  longestEngineFile,
  longestPageFile,
  longestPageFunction,
  modesFromOutside,
  notModes,
  pageRooms,
  rooms,
  sharedByKinds,
  sharedByModes,
} from "./rules";

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
    } else if (name === "analysis" && what.startsWith("modes/") && !modesFromOutside.includes(what)) {
      no(what, "modes are reached through the registry");
    } else if (what.startsWith("api/kinds/") && !sharedByKinds.includes(what)) {
      no(what, "a kind includes no other kind");
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

/** The room of a page file. path is from the root: web/src/panels/ledger.ts. */
const pageRoom = (path: string) => path.match(/^web\/src\/([^/]+)\//)?.[1] ?? "";

export const withoutEnding = (path: string) => path.replace(/\.ts$/, "");

/** What a file imports, types and workers included: scripts as paths from the root without their ending, libraries by name. */
export function imported(path: string, text: string): string[] {
  const said = /\b(?:from|import|new URL|meta\.glob(?:<[^(]*>)?)[\s(]*["']([@\w./*-]*\w)(?:\?\w+)?["']/g;
  return [...code(text).matchAll(said)].map(([, what = ""]) =>
    what.startsWith(".") ? withoutEnding(posix.join(posix.dirname(path), what)) : what,
  );
}

/** Imports of a page file that its room does not allow; data and the built engine are for all. */
export function wrongImports(path: string, text: string): string[] {
  const name = pageRoom(path);
  const room = pageRooms[name];
  if (room === undefined) return [`${path}: web/src/ has no room ${name}`];
  const allowed = (what: string) =>
    what.startsWith("web/src/")
      ? room.may.some((start) => what.startsWith(`web/src/${start}`))
      : /^(web|build)\//.test(what) || room.libraries.some((library) => `${what}/`.startsWith(`${library}/`));
  return imported(path, text)
    .filter((what) => !allowed(what))
    .map((what) => `${path} imports ${what}`);
}

/** The names that stand on a circle of arrows, or between two circles. */
export function onCircles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...arrows.keys()];
  for (;;) {
    const reached = new Set(left.flatMap((name) => arrows.get(name) ?? []));
    const there = new Set(left);
    const rest = left.filter((name) => reached.has(name) && arrows.get(name)?.some((to) => there.has(to)));
    if (rest.length === left.length) return rest;
    left = rest;
  }
}

/** Rooms of the page that hold too many of all lines. lines: of each file of web/, by its path from the root. */
export function tooCrowded(lines: ReadonlyMap<string, number>): string[] {
  const all = [...lines.values()].reduce((sum, some) => sum + some, 0);
  return Object.keys(pageRooms).flatMap((name) => {
    const inside = [...lines].filter(([path]) => pageRoom(path) === name).reduce((sum, [, some]) => sum + some, 0);
    return inside > largestShare * all ? [`${name}/ holds ${inside} of ${all} lines`] : [];
  });
}

/** DOM in a file of a room that touches none: it makes what is drawn, and another room draws it. */
export function wrongDom(path: string, text: string): string[] {
  const touches = /\b(document|window|HTMLElement|SVGElement|customElements|createElementNS)\b/.test(code(text));
  return touches && !pageRooms[pageRoom(path)]?.dom ? [`${path} touches the DOM`] : [];
}

/** Names of operations or modes in page code that must ask the catalogue. names: those of the catalogue. */
export function wrongNames(path: string, text: string, names: string[]): string[] {
  if (!/^web\/src\/(panels|later|view|text|picture|chart|tour|published|kit|editor)\//.test(path)) return [];
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
  const most = path.startsWith("engine/") ? longestEngineFile : longestPageFile;
  return lines > most ? [`${path} has ${lines} lines, more than ${most}`] : [];
}

/** A part of a parsed script, as far as the length of functions needs it. */
interface Part {
  type: string;
  start: number;
  end: number;
  body?: unknown;
}

const isPart = (one: unknown): one is Part => typeof (one as Part | null)?.type === "string";

/** Functions and methods of a script that are too long; what they hold counts with them, and a class is none. */
export function longFunctions(path: string, text: string): string[] {
  const lineAt = (place: number) => text.slice(0, place).split("\n").length;
  const long: string[] = [];
  const left: unknown[] = [parseSync(path, text).program];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (isPart(one) && /Function/.test(one.type) && one.body) {
      const [first, last] = [lineAt(one.start), lineAt(one.end)];
      const lines = last - first + 1;
      if (lines > longestPageFunction)
        long.push(`${path}:${first} is a function of ${lines} lines, more than ${longestPageFunction}`);
    }
    if (typeof one === "object" && one !== null) left.push(...Object.values(one).filter(Boolean));
  }
  return long;
}
