// What a script of dist/ asks of a browser: its syntax, and the names of what it uses of the language and of the web.
import type { CompatStatement, Identifier } from "@mdn/browser-compat-data";
import { parseSync, transformSync } from "rolldown/utils";
import { above, entry, type Floor } from "./support.ts";

export interface Node {
  type: string;
  [key: string]: unknown;
}

function is_node(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** Calls `visit` for every node under one, and says whether it stands in a function. */
export function walk(node: Node, visit: (node: Node, inside: boolean) => void, inside = false): void {
  visit(node, inside);
  const within = inside || /Function/.test(node.type) || node.type === "PropertyDefinition";
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) if (is_node(one)) walk(one, visit, within);
}

export function tree(code: string): Node {
  const { program, errors } = parseSync("script.js", code);
  if (errors[0]) throw new Error(errors[0].message);
  return program as unknown as Node;
}

/** Lines that a compiler for the floor would write in another way. */
export function syntax(code: string, floor: Floor): string[] {
  const print = (target: string | string[]): string[] => {
    const { code: made, errors } = transformSync("script.js", code, { target });
    if (errors[0]) throw new Error(errors[0].message);
    return made.split("\n");
  };
  const lowered = new Set(print(Object.entries(floor).map(([name, version]) => `${name}${version}`)));
  return print("esnext")
    .filter((line) => !lowered.has(line))
    .map((line) => `syntax: ${line.trim().slice(0, 80)}`);
}

/** What no compiler rewrites, by its node. */
function grammar(node: Node, inside: boolean): [string, Identifier | undefined][] {
  const { type } = node;
  if (type === "AwaitExpression" && !inside)
    return [["await at the top", entry("javascript", "operators", "await", "top_level")]];
  if (type === "MetaProperty" && (node.meta as Node).name === "import")
    return [["import.meta", entry("javascript", "operators", "import_meta")]];
  if (type === "ImportExpression") return [["import()", entry("javascript", "operators", "import")]];
  if (type === "ImportDeclaration" && (node.attributes as Node[]).length > 0)
    return [["import … with", entry("javascript", "statements", "import", "import_attributes")]];
  if (type === "Literal" && node.regex) return expression(node.regex as { pattern: string; flags: string });
  return [];
}

const kFlags: Readonly<Record<string, string>> = {
  d: "hasIndices",
  s: "dotAll",
  u: "unicode",
  v: "unicodeSets",
  y: "sticky",
};
const kGroups: readonly [RegExp, string][] = [
  [/\(\?<[=!]/, "lookbehind_assertion"],
  [/\(\?<\w/, "named_capturing_group"],
  [/\\p\{/i, "unicode_character_class_escape"],
  [/\(\?[ims-]+:/, "modifier"],
];

function expression({ pattern, flags }: { pattern: string; flags: string }): [string, Identifier | undefined][] {
  const own = kGroups
    .filter(([mark]) => mark.test(pattern))
    .map(([, name]): [string, Identifier | undefined] => [name, entry("javascript", "regular_expressions", name)]);
  const flagged = [...flags].flatMap((flag) => {
    const name = kFlags[flag];
    return name
      ? [[`flag ${flag}`, entry("javascript", "builtins", "RegExp", name)] as [string, Identifier | undefined]]
      : [];
  });
  return [...own, ...flagged];
}

/** Every name that a script gives to something of its own. */
function declared(program: Node): { names: Set<string>; members: Set<string> } {
  const names = new Set<string>();
  const members = new Set<string>();
  const bind = (pattern: unknown): void => {
    if (!is_node(pattern)) return;
    if (pattern.type === "Identifier") names.add(pattern.name as string);
    for (const key of ["left", "argument", "value"]) bind(pattern[key]);
    for (const key of ["elements", "properties"]) if (Array.isArray(pattern[key])) pattern[key].forEach(bind);
  };
  walk(program, (node) => {
    if (node.type === "VariableDeclarator") bind(node.id);
    if (/Function|Class/.test(node.type)) bind(node.id);
    if (Array.isArray(node.params)) node.params.forEach(bind);
    if (node.type === "CatchClause") bind(node.param);
    if (/^Import\w*Specifier$/.test(node.type)) bind(node.local);
    if (/^(MethodDefinition|PropertyDefinition|Property)$/.test(node.type) && is_node(node.key))
      members.add(String(node.key.name ?? node.key.value));
  });
  return { names, members };
}

/** The members that a script defines, on its own objects or on those of the browser. */
export function defined(code: string): ReadonlySet<string> {
  return declared(tree(code)).members;
}

/** Names that the script itself asks for, by a condition, `in`, `typeof` or `?.`, before it uses them. */
function questions(program: Node): Set<string> {
  const asked = new Set<string>();
  const take = (value: unknown): void => {
    if (!is_node(value)) return;
    if (value.type === "Identifier") asked.add(value.name as string);
    if (value.type === "Literal" && typeof value.value === "string") asked.add(value.value);
    if (value.type === "MemberExpression" && !value.computed) take(value.property);
    if (/^(Logical|Unary|Binary|Chain)Expression$/.test(value.type))
      for (const key of ["left", "right", "argument", "expression"]) take(value[key]);
  };
  walk(program, ({ type, operator, optional, ...node }) => {
    if (/^(IfStatement|ConditionalExpression)$/.test(type)) take(node.test);
    if (type === "LogicalExpression" || operator === "in") take(node.left);
    if (operator === "typeof" || operator === "!") take(node.argument);
    if (optional) take(node.object ?? node.callee);
  });
  return asked;
}

/** Where the tables have what a name alone stands for: `Array`, `WebSocket`, `structuredClone`. */
function global(name: string): Identifier | undefined {
  return entry("javascript", "builtins", name) ?? entry("api", name) ?? entry("api", "Window", name);
}

/** Every member of that name, whatever it belongs to, properties of styles included. */
const kMembers: ReadonlyMap<string, CompatStatement[]> = (() => {
  const all = new Map<string, CompatStatement[]>();
  const take = (name: string, compat: CompatStatement | undefined): void => {
    if (compat) all.set(name, [...(all.get(name) ?? []), compat]);
  };
  const builtins = entry("javascript", "builtins");
  for (const kind of [builtins, builtins?.Intl, entry("api")])
    for (const owner of Object.values(kind ?? {}) as Identifier[])
      for (const [name, { __compat }] of Object.entries(owner ?? {}) as [string, Identifier][])
        take(name.replace(/_static$/, ""), __compat);
  for (const [name, { __compat }] of Object.entries(entry("css", "properties") ?? {}) as [string, Identifier][])
    take(
      name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      __compat,
    );
  return all;
})();

/** What a member of an unknown object asks for at least: what the oldest of all members of its name does. */
function member(name: string, floor: Floor): string[] {
  const all = (kMembers.get(name) ?? []).map((compat) => above(compat, floor)).sort((a, b) => a.length - b.length);
  return all[0] ?? [];
}

/**
 * The names in a script that browsers of the floor may not know, each with who does not. Of members only those are looked
 * at that are called, or written in camel case: others are fields of our data. ours: members that other scripts define.
 */
export function names(code: string, floor: Floor, ours: ReadonlySet<string> = new Set()): string[] {
  const program = tree(code);
  const own = declared(program);
  const asked = questions(program);
  const found = new Map<string, string[]>();
  const labels = new Set<unknown>(); // names that stand for no variable
  const called = new Set<unknown>();
  const is_free = ({ type, name }: Node): boolean => type === "Identifier" && !own.names.has(name as string);
  const take = (name: string, what: string, lacking: string[]): void => {
    if (lacking.length > 0 && !asked.has(name)) found.set(what, lacking);
  };
  walk(program, (node, inside) => {
    if (!node.computed && !node.shorthand) for (const key of ["property", "key"]) labels.add(node[key]);
    if (node.type === "CallExpression") called.add(node.callee);
    for (const [what, there] of grammar(node, inside)) take(what, what, above(there?.__compat, floor));
    const name = node.name as string;
    if (is_free(node) && !labels.has(node)) take(name, name, above(global(name)?.__compat, floor));
    if (node.type === "NewExpression" && is_free(node.callee as Node)) {
      const made = (node.callee as Node).name as string;
      take(made, `new ${made}()`, above(global(made)?.[made]?.__compat, floor));
    }
    if (node.type === "MemberExpression" && !node.computed) of_member(node);
  });
  function of_member(node: Node): void {
    const [object, name] = [node.object as Node, (node.property as Node).name as string];
    const owner = is_free(object) ? (object.name as string) : "";
    const known = owner ? (global(owner)?.[`${name}_static`] ?? global(owner)?.[name]) : undefined;
    if (known) take(name, `${owner}.${name}`, above(known.__compat, floor));
    else if (!own.members.has(name) && !ours.has(name) && (called.has(node) || /[A-Z]/.test(name)))
      take(name, `.${name}`, member(name, floor));
  }
  return [...found].map(([what, lacking]) => `${what}: ${lacking.join(", ")}`);
}

/** The texts in a script, with a space for what is computed: templates and strings. */
export function texts(code: string): string[] {
  const found: string[] = [];
  walk(tree(code), ({ type, value, quasis }) => {
    if (type === "Literal" && typeof value === "string") found.push(value);
    if (type === "TemplateLiteral")
      found.push((quasis as { value: { cooked: string } }[]).map((one) => one.value.cooked).join('"" '));
  });
  return found;
}
