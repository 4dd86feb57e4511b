// Lets the build leave out what dagre carries and never calls: half of a library for graphs, held by lists of its functions.
import type { Plugin } from "vite";

const kMaker = /([\w$]+)=\((\w+),(\w+)\)=>\{for\(var (\w+) in \3\)[\w$]+\(\2,\4,\{get:\3\[\4\],enumerable:!0\}\)\}/g;

/** `make(names, { name: () => function, … })` for each function that makes such lists. */
function lists(code: string): RegExp {
  const makers = [...code.matchAll(kMaker)].map(([, name = ""]) => name.replaceAll("$", "\\$"));
  if (makers.length === 0) throw new Error("dagre makes its lists in a way that this build does not know");
  return new RegExp(`(?<![\\w$.])(?:${makers.join("|")})\\(([\\w$]+),\\{((?:\\w+:\\(\\)=>[\\w$]+,?)+)\\}\\)`, "g");
}

/** The functions that are taken from a list are named directly, and the lists are marked as free of effects. */
function direct(code: string): string {
  const list = lists(code);
  let made = code;
  for (const [, names = "", entries = ""] of code.matchAll(list)) {
    const known = new Map([...entries.matchAll(/(\w+):\(\)=>([\w$]+)/g)].map(([, name, at]) => [name, at]));
    const taken = new RegExp(`var\\{((?:\\w+:[\\w$]+,?)+)\\}=${names.replaceAll("$", "\\$")}(?=[,;])`, "g");
    made = made.replace(
      taken,
      (_, pairs: string) =>
        `var ${pairs.replace(/(\w+):([\w$]+)/g, (_, name: string, to: string) => `${to}=${known.get(name)}`)}`,
    );
    if (new RegExp(`(?<![\\w$.])${names.replaceAll("$", "\\$")}[.[]`).test(made.replace(list, "")))
      throw new Error(`dagre reads its list ${names} in a way that this build does not know`);
  }
  return made.replace(list, "/* @__PURE__ */ $&");
}

export function shake(): Plugin {
  return {
    name: "shake",
    apply: "build",
    transform: (code, id) => (id.endsWith("/dagre.esm.js") ? { code: direct(code), map: null } : null),
  };
}
