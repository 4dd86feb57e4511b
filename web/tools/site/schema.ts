// The schema of the API as tables for people: of every object its fields, their types, and what they are.
import { escaped } from "./head.ts";
import { table } from "./table.ts";

export interface Schema {
  $ref?: string;
  description?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  items?: Schema | readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  definitions?: Readonly<Record<string, Schema>>;
}

const id_of = (name: string): string => `type-${name}`;
const code = (text: unknown): string => `<code>${escaped(JSON.stringify(text))}</code>`;

/** A type in one line; a name leads to its table. */
export function type_of(schema: Schema): string {
  const { $ref, type, items, additionalProperties } = schema;
  if ($ref) {
    const name = $ref.split("/")[2] ?? "";
    const part = $ref.split("/").slice(3);
    return `<a href="#${id_of(name)}">${escaped([name, ...part.filter((one) => one !== "properties")].join("."))}</a>`;
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(" or ");
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return some.map(type_of).join(" or ");
  if (type === "array")
    return Array.isArray(items) ? `[${items.map(type_of).join(", ")}]` : `list of ${type_of((items ?? {}) as Schema)}`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).map(escaped).join(", ")} }`;
  if (type === "object" && typeof additionalProperties === "object")
    return `names with ${type_of(additionalProperties)}`;
  return escaped([type ?? "anything"].flat().join(" or "));
}

function fields({ properties = {}, required = [] }: Schema): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const one = [
      `<code>${escaped(name)}</code>`,
      required.includes(name) ? "yes" : "no",
      type_of(field),
      escaped(field.description ?? ""),
    ];
    const inner = field.type === "array" && !Array.isArray(field.items) ? (field.items as Schema) : field;
    const deeper = inner?.properties
      ? fields(inner).map(([first = "", ...rest]) => [first.replace("<code>", `<code>${escaped(name)}.`), ...rest])
      : [];
    return [one, ...deeper];
  });
}

/** One definition: a heading, its words, and its fields or what it may be. */
function definition(name: string, schema: Schema): string {
  const words = schema.description ? `<p>${escaped(schema.description)}</p>` : "";
  const body = schema.properties
    ? table(name, ["field", "required", "type", "what it is"], fields(schema), [], "words")
    : `<p>${type_of(schema)}</p>`;
  return `<h3 id="${id_of(name)}">${escaped(name)}</h3>\n${words}\n${body}`;
}

/** All definitions: requests, then responses, then what both are made of. */
export function schema_tables({ definitions = {} }: Schema): string {
  const names = Object.keys(definitions);
  const requests = names.filter((name) => /Request$/.test(name) && name !== "ModeRequest");
  const responses = names.filter((name) => /Response$/.test(name));
  const others = names.filter((name) => !requests.includes(name) && !responses.includes(name)).sort();
  const part = (title: string, some: readonly string[]): string =>
    `<h2>${title}</h2>\n${some.map((name) => definition(name, definitions[name] ?? {})).join("\n")}`;
  return [part("Requests", requests), part("Responses", responses), part("What they are made of", others)].join("\n");
}
