// The guide as it is made: what it derives by hand is held against the engine, and what it asks for has to be there.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import { entries } from "../../web/tools/site/entries.ts";
import { type Guide, guide } from "../../web/tools/site/guide.ts";
import { type_of } from "../../web/tools/site/schema.ts";
import { added_up } from "../../web/tools/site/worked.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const schema = JSON.parse(read("engine/api/schema.json"));
const made = (text: string, name = "counting"): Guide =>
  guide([{ name, text }], { engine, entries, schema, version: "1.2.3" })[0] as Guide;
const names = readdirSync(new URL("../../web/guide/", import.meta.url)).map((file) => file.replace(/\.md$/, ""));
const neuron = /```network neuron[\s\S]*?```/.exec(read("web/guide/counting.md"))?.[0] ?? "";
const steps = /```steps neuron[\s\S]*?```/.exec(read("web/guide/counting.md"))?.[0] ?? "";

/** The cells of the row of a table that begins so, as text. */
function row(html: string, start: string): string[] {
  const found = [...html.matchAll(/<tr[^>]*>(.*)<\/tr>/g)].map(([, inside = ""]) =>
    inside.split(/<\/t[hd]>/).map((cell) =>
      cell
        .replace(/<br>.*/, "")
        .replace(/<[^>]*>/g, "")
        .replace(/\u00a0/g, " "),
    ),
  );
  return found.find(([first = ""]) => first.startsWith(start)) ?? [];
}

describe("worked figures: the single neuron, by hand", () => {
  const { body } = made(read("web/guide/counting.md"));
  test.each([
    ["u = w @ x", "5 flops", "5 flops", "3 flops"],
    ["z = u + b", "1 flop", "1 flop", "0 flops"],
    ["p = sigmoid(z)", "0 flops + 1 fn", "3 flops", "3 flops"],
    ["L = bce(p, y)", "6 flops + 2 fn", "5 flops", "5 flops"],
  ])("%s", (statement, value, tangent, adjoint) =>
    expect(row(body, statement).slice(1, 4)).toEqual([value, tangent, adjoint]),
  );
  test.each([
    ["◂ backward: values", "1", "23", "3", "32 B", "48 B"],
    ["▸ forward, 4 passes", "4", "104", "12", "32 B", "48 B"],
    ["▸ forward, one pass carrying 4", "1", "50", "3", "80 B", "168 B"],
  ])("%s", (schedule, ...figures) => expect(row(body, schedule).slice(1, 6)).toEqual(figures));
  test("in the text", () => expect(body).toContain("backward needs 23 flops for all four derivatives"));
});

describe("what cannot be built", () => {
  test("a derivation that the engine does not count", () => {
    expect(() => made(`# A\n\n${neuron}\n\n${steps}`)).not.toThrow();
    const wrong = steps.replace("3 mul, a weight", "4 mul, a weight");
    expect(() => made(`# A\n\n${neuron}\n\n${wrong}`)).toThrow("neuron, u: the guide derives 2,4,0,0,0");
  });
  test("a derivation that leaves a statement out", () =>
    expect(() => made(`# A\n\n${neuron}\n\n${steps.replace(/^z .*\n/m, "")}`)).toThrow("derives nothing of z"));
  test.each([
    ["{{neuron values flops}}", "there is nothing called neuron values flops"],
    ["```live nothing\n```", "no network of the site"],
    ["```table nothing\n```", "a table nothing"],
    ["```steps neuron\n```", "does not show before"],
    ["```network a\nparam w = 1\nL = w*v\n```", "v"],
  ])("%s", (text, said) => expect(() => made(`# A\n\n${text}`)).toThrow(said));
});

test("words of a derivation are added up by class", () => {
  expect(added_up("2 add, 1 mul for p·(1 − p); 1 mul by p̄; 3 fn")).toEqual([2, 2, 0, 0, 3]);
  expect(added_up("nothing: both get it as it is")).toEqual([0, 0, 0, 0, 0]);
});

test("types of the schema in one line", () => {
  expect(type_of({ anyOf: [{ type: "integer" }, { enum: ["all"] }] })).toBe("integer or <code>&quot;all&quot;</code>");
  expect(type_of({ type: "array", items: { $ref: "#/definitions/Id" } })).toBe('list of <a href="#type-Id">Id</a>');
});

describe("every page", () => {
  const pages = guide(
    names.map((name) => ({ name, text: read(`web/guide/${name}.md`) })),
    { engine, entries, schema, version: "1.2.3" },
  );
  const ids = new Map(
    pages.map(({ page, body }) => [
      page.path.replace(/^guide\//, "") || "./",
      new Set([...body.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => id)),
    ]),
  );
  test.each(pages.map((one) => [one.page.path, one] as const))("%s", (_, { page, body }) => {
    expect(body).not.toMatch(/<script|\{\{|>undefined<|undefined\.|\[object|NaN<|\son\w+=/);
    expect(page.title.length).toBeGreaterThan(12);
    expect(page.description.length).toBeGreaterThan(40);
    const own = ids.get(page.path.replace(/^guide\//, "") || "./");
    const marks = [...body.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => id);
    expect(new Set(marks).size, "an id stands twice").toBe(marks.length);
    for (const [, href = ""] of body.matchAll(/ href="([^"]*)"/g)) {
      const [file = "", mark = ""] = href.split("#");
      if (file.startsWith("..") || href.startsWith("http")) continue;
      const there = file === "" ? own : ids.get(file);
      expect(there, href).toBeDefined();
      if (mark) expect(there?.has(mark), href).toBe(true);
    }
  });
  test("the API: every definition of the schema has a place, and every field a row", () => {
    const api = pages.find(({ page }) => page.path.endsWith("api.html"))?.body ?? "";
    for (const [name, one] of Object.entries<{ properties?: object }>(schema.definitions)) {
      expect(api).toContain(`<h3 id="type-${name}">`);
      for (const field of Object.keys(one.properties ?? {})) expect(api).toContain(`<code>${field}</code>`);
    }
  });
});
