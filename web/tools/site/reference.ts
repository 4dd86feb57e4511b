// Tables of the guide that the engine's catalogue and the page's own words give: the language, limits, codes, words.
import type { CatalogueResponse } from "../../src/engine/types.gen.ts";
import { whole } from "../../src/view/format.ts";
import { kExamples } from "../../src/view/syntax.ts";
import { kTerms } from "../../src/view/terms.ts";
import { escaped } from "./head.ts";
import { table } from "./table.ts";

const code = (text: string): string => `<code>${escaped(text)}</code>`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function operations({ ops }: CatalogueResponse): string {
  const kinds = [...new Set(ops.map(({ category }) => category))].filter((one) => !["leaf", "const"].includes(one));
  return kinds
    .map((kind) => {
      const rows = ops
        .filter(({ category }) => category === kind)
        .map(({ name, symbol, ports, aliases, doc, kink }) => [
          code(
            symbol
              ? ports.length > 1
                ? `${ports[0]} ${symbol} ${ports[1]}`
                : symbol + (ports[0] ?? "")
              : `${name}(${ports.join(", ")})`,
          ),
          escaped(`${symbol ? `${name}: ` : ""}${doc}`),
          aliases.map(code).join(", "),
          escaped(kink),
        ]);
      const heads = ["as it is written", "what it computes", "also", "where it has no derivative"];
      return `<h3>${escaped(capital(kind))}</h3>\n${table(`Operations: ${kind}`, heads, rows, [], "words")}`;
    })
    .join("\n");
}

/** By the name in the guide. */
export const kTables: Readonly<Record<string, (catalogue: CatalogueResponse) => string>> = {
  examples: () =>
    kExamples
      .map(({ title, lines }) => {
        const rows = lines.map(([line, what]) => [code(line), escaped(what)]);
        return `<h3>${escaped(title)}</h3>\n${table(title, ["written", "what it says"], rows, [], "words")}`;
      })
      .join("\n"),
  operations,
  words: ({ words }) =>
    table(
      "Words of the language",
      ["word", "form", "what it is"],
      words.map(({ text, form, doc }) => [code(text), form ? code(form) : "", escaped(doc)]),
      [],
      "words",
    ),
  terms: () =>
    table(
      "Words",
      ["word", "what it means"],
      Object.values(kTerms).map(({ word, text }) => [escaped(word), escaped(text)]),
      [],
      "words",
    ),
  limits: ({ limits }) =>
    table(
      "Limits",
      ["limit", "value", "of what"],
      limits.map(({ name, value, unit, doc }) => [code(name), `${whole(value)} ${escaped(unit)}`, escaped(doc)]),
      [],
      "why",
    ),
  codes: ({ codes }) =>
    table(
      "Codes",
      ["code", "kind", "when"],
      codes.map((one) => [code(one.code), escaped(one.severity), escaped(one.doc)]),
      [],
      "words",
    ),
  kinds: ({ kinds }) =>
    table(
      "Kinds of requests",
      ["kind", "what it answers"],
      kinds.map(({ name, doc }) => [code(name), escaped(doc)]),
      [],
      "words",
    ),
  schedules: ({ modes }) =>
    table(
      "Modes",
      ["mode", "how it goes"],
      modes.map(({ name, doc }) => [code(name), escaped(doc)]),
      [],
      "words",
    ),
  choices: ({ choices }) => choices.map(({ doc }) => `<p>${escaped(doc)}</p>`).join("\n"),
  conventions: ({ conventions }) =>
    table(
      "Versions of the convention",
      ["version", "what it says", "operations that it changed"],
      conventions.map(({ count, doc, ops }) => [whole(count), escaped(doc), ops.map(code).join(", ")]),
      [],
      "words",
    ),
};
