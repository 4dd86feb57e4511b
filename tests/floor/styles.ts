// What a style sheet asks of a browser, but for what stands in @supports and so is asked for first.
import type { Identifier } from "@mdn/browser-compat-data";
import postcss, { type AtRule, type ChildNode, type Declaration } from "postcss";
import { above, entry, type Floor } from "./support.ts";

type Asked = [what: string, there: Identifier | undefined];

function is_guarded(node: ChildNode): boolean {
  const { parent } = node;
  if (!parent || parent.type === "root" || parent.type === "document") return false;
  return (parent.type === "atrule" && (parent as AtRule).name === "supports") || is_guarded(parent as ChildNode);
}

/** The words, functions and units of a value, without strings and addresses. */
function words(value: string): { names: string[]; functions: string[]; units: string[] } {
  const plain = value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)|var\(--[\w-]+|--[\w-]+|#[\da-f]+\b/gi, " ");
  const all = (mark: RegExp): string[] => [...plain.matchAll(mark)].map(([, word = ""]) => word.toLowerCase());
  return {
    functions: all(/([a-z][\w-]*)\(/gi),
    units: all(/\d([a-z]+)\b/gi),
    names: all(/(?<![\w.-])([a-z][\w-]*)(?![\w(-])/gi),
  };
}

/** The functions and units of all types of values, by name. */
const kTypes: ReadonlyMap<string, Identifier> = (() => {
  const all = new Map<string, Identifier>();
  const take = (at: Identifier | undefined): void => {
    for (const [name, inner] of Object.entries(at ?? {}) as [string, Identifier][]) {
      if (name === "__compat") continue;
      if (!all.has(name)) all.set(name, inner);
      take(inner);
    }
  };
  take(entry("css", "types"));
  return all;
})();

function declaration({ prop, value, parent }: Declaration): Asked[] {
  if (parent?.type === "atrule" && (parent as AtRule).name === "page")
    return [[`@page ${prop}`, entry("css", "at-rules", "page", prop)]];
  if (prop.startsWith("--")) return values("", value);
  const property = entry("css", "properties", prop);
  return [[prop, property], ...values(prop, value)];
}

function values(prop: string, value: string): Asked[] {
  const { names, functions, units } = words(value);
  const property = prop ? entry("css", "properties", prop) : undefined;
  const own = names.map(
    (name): Asked => [`${prop}: ${name}`, property?.[name.replaceAll("-", "_")] ?? property?.[name]],
  );
  const made = functions.map((name): Asked => [`${name}()`, property?.[name] ?? kTypes.get(name)]);
  return [...own, ...made, ...units.map((name): Asked => [`unit ${name}`, kTypes.get(name)])];
}

function selector(text: string): Asked[] {
  return [...text.matchAll(/::?([a-z-]+)/g)].map(([name, key = ""]) => [name, entry("css", "selectors", key)]);
}

function at_rule(name: string, params: string): Asked[] {
  const rule = entry("css", "at-rules", name);
  const features = [...params.matchAll(/\(\s*([a-z-]+)/g)].map(
    ([, key = ""]): Asked => [`@${name} (${key})`, rule?.[key.replace(/^(min|max)-/, "")]],
  );
  return [[`@${name}`, rule], ...features];
}

/** The features of a sheet that browsers of the floor may lack, each with who does. */
export function features(css: string, floor: Floor): string[] {
  const asked: Asked[] = [];
  postcss.parse(css).walk((node) => {
    if (is_guarded(node)) return;
    if (node.type === "decl") asked.push(...declaration(node));
    if (node.type === "rule") asked.push(...selector(node.selector));
    if (node.type === "rule" && node.parent?.type === "rule")
      asked.push(["nesting", entry("css", "selectors", "nesting")]);
    if (node.type === "atrule") asked.push(...at_rule(node.name, node.params));
  });
  const found = asked.map(([what, there]) => [what, above(there?.__compat, floor).join(", ")] as const);
  return [...new Set(found.flatMap(([what, lacking]) => (lacking ? [`${what}: ${lacking}`] : [])))];
}
