// The published examples of the page: they are those of the golden data, the engine agrees with what is printed, and would not if it erred.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type { DifferentiateRequest, DifferentiateResponse, NamedValue } from "../../web/src/engine/types.gen.ts";
import { type Answers, ask_published, requests, step_request } from "../../web/src/published/ask.ts";
import { type Entry, kPublished, matched, short_source, text_of } from "../../web/src/published/examples.ts";
import { agrees, type Row, rows, tolerance } from "../../web/src/published/figures.ts";
import { misprint_words, ours_words, published_sheet, summary, verdict_words } from "../../web/src/published/words.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { words } from "./words.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const call = (request: DifferentiateRequest): DifferentiateResponse => {
  const response = JSON.parse(engine.call(JSON.stringify(request))) as DifferentiateResponse;
  expect(response.ok, JSON.stringify(response.diagnostics)).toBe(true);
  return response;
};

/** What the page asks, and what the engine answers. */
function answered(entry: Entry, text = text_of(entry), at: readonly NamedValue[] = []): Answers {
  const asked = { text, at };
  const answers = requests(entry, asked).map(call);
  const step = step_request(entry, asked, answers);
  return { answers, stepped: step ? call(step) : null };
}

const named = (id: string): Entry => {
  const found = kPublished.find((entry) => entry.id === id);
  if (!found) throw new Error(id);
  return found;
};
const verdicts = (all: readonly Row[]): string[] => [...new Set(all.map(({ verdict }) => verdict))];

interface Golden {
  id: string;
  expression: string[];
  inputs: Record<string, number>;
  parameters: Record<string, number>;
  outputs: string[];
  expected_text: {
    values?: Record<string, string>;
    gradients?: Record<string, Record<string, string>>;
    tangents?: Record<string, Record<string, string>>;
  };
  source: string;
  kind: string;
  notes?: string;
}
const golden = JSON.parse(
  readFileSync(new URL("../golden/published.json", import.meta.url), "utf8"),
) as readonly Golden[];
const data_of = (entry: Entry): Golden => {
  const found = golden.find(({ id }) => id === entry.id);
  if (!found) throw new Error(entry.id);
  return found;
};

/** Figures by the names of the golden data, as numbers. */
function figures(printed: Record<string, string> | undefined, names: Readonly<Record<string, string>> = {}) {
  const entries = Object.entries(printed ?? {}).map(([name, text]) => [names[name] ?? name, Number(text)]);
  return Object.fromEntries(entries) as Record<string, number>;
}

function by_first(
  all: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
  names: Entry["names"] = {},
) {
  return Object.fromEntries(Object.entries(all ?? {}).map(([first, printed]) => [first, figures(printed, names)]));
}

test("there are ten, each once, each with its source", () => {
  expect(kPublished).toHaveLength(10);
  expect(new Set(kPublished.map(({ id }) => id)).size).toBe(10);
  for (const { source } of kPublished) {
    for (const part of [source.authors, source.title, source.where]) expect(part.length).toBeGreaterThan(3);
    expect(source.year).toMatch(/^(19|20)\d\d$/);
    expect(source.url).toMatch(/^https:\/\/\S+$/);
  }
});

describe.each(kPublished.map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
  const found = answered(entry);
  const all = rows(entry, found);

  test("has the printed figures of the golden data, all of them and the same numbers", () => {
    const data = data_of(entry);
    expect(data.kind).toBe("published");
    expect(figures(entry.figures.values, entry.names)).toEqual(figures(data.expected_text.values));
    expect(by_first(entry.figures.adjoints, entry.names)).toEqual(by_first(data.expected_text.gradients));
    expect(by_first(entry.figures.tangents, entry.names)).toEqual(by_first(data.expected_text.tangents));
    // What is printed after a step, and what would be right, stand in the remarks on the data.
    for (const printed of Object.values(entry.step?.values ?? {})) expect(data.notes).toContain(printed);
    if (entry.step?.misprint) expect(data.notes).toContain(entry.step.misprint.right);
  });

  test("names the authors of the golden data", () => {
    const family =
      short_source(entry)
        .replace(/( and .*)?, \d+$/, "")
        .split(" ")
        .at(-1) ?? "";
    const source = data_of(entry).source.toLowerCase();
    expect(
      [family, entry.source.title.split(/[: ]/)[0] ?? "?"].some((word) => source.includes(word.toLowerCase())),
    ).toBe(true);
  });

  test("is the network of the golden data: every value and derivative that has a name there is the same", () => {
    const data = data_of(entry);
    const declared = Object.entries({ ...data.inputs, ...data.parameters }).map(
      ([id, value]) => `param ${id} = ${value}`,
    );
    const text = [...declared, ...data.expression, `output ${data.outputs.join(", ")}`].join("\n");
    const bare: Entry = { ...entry, text: text.split("\n") };
    delete bare.names;
    delete bare.step;
    const renamed = (printed: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(printed).map(([name, one]) => [entry.names?.[name] ?? name, one]));
    const { values, adjoints = {}, tangents = {} } = entry.figures;
    bare.figures = {
      values: renamed(values),
      adjoints: Object.fromEntries(Object.entries(adjoints).map(([of, one]) => [of, renamed(one)])),
      tangents: Object.fromEntries(Object.entries(tangents).map(([along, one]) => [along, renamed(one)])),
    };
    const theirs = rows(bare, answered(bare, text));
    for (const [at, { name, ours }] of theirs.entries()) {
      expect(all[at]?.name).toBe(name);
      expect(Number(all[at]?.ours)).toBeCloseTo(Number(ours), 14);
    }
  });

  test("agrees figure by figure with the engine, or is a misprint that is named", () => {
    expect(all.length).toBeGreaterThan(0);
    for (const row of all) {
      expect(Number.isFinite(row.ours), row.name).toBe(true);
      expect(row.verdict, `${row.name}: ${row.ours}, printed ${row.printed}`).toBe(
        row.name.includes("after one step") ? "misprint" : "agrees",
      );
    }
    expect(summary(all)).toMatch(/^✓/);
  });

  test("would not agree with an engine that erred: each figure differs when the answer is altered", () => {
    const change = (one: unknown, key: string): unknown => {
      if (typeof one === "number") return ["value", "tangent", "adjoint"].includes(key) ? 1.01 * one + 0.7 : one;
      if (Array.isArray(one)) return one.map((part) => change(part, key));
      if (!one || typeof one !== "object") return one;
      return Object.fromEntries(Object.entries(one).map(([name, part]) => [name, change(part, name)]));
    };
    const altered = rows(entry, change(found, "") as Answers);
    expect(altered).toHaveLength(all.length);
    expect(verdicts(altered)).toEqual(["differs"]);
    expect(summary(altered)).toContain(`✗ 0 of ${all.length}`);
    expect(verdicts(rows(entry, { answers: [], stepped: null }))).toEqual(["differs"]); // no number is no agreement
  });

  test("is found again by its text, with its spaces and comments or without, and with other values", () => {
    expect(matched(text_of(entry), words)).toEqual({ entry, changed: [] });
    const lines = text_of(entry).split("\n");
    expect(matched(lines.filter((line) => line && !line.startsWith("#")).join("\n"), words)).toEqual({
      entry,
      changed: [],
    });
    const leaf = lines.findIndex((line) => line.startsWith("param"));
    const other = lines.with(leaf, (lines[leaf] ?? "").replace(/=.*/, "= 7"));
    expect(matched(other.join("\n"), words)?.entry).toBe(entry);
    expect(matched(other.join("\n"), words)?.changed).toHaveLength(1);
    expect(matched(`${text_of(entry)}M = 2\n`, words)).toBeNull();
  });
});

describe("other values", () => {
  const olah = named("olah-calculus");
  const text = text_of(olah).replace("b = 1", "b = 3");

  test("in the text make figures differ, and are named", () => {
    expect(matched(text, words)).toEqual({ entry: olah, changed: ["b"] });
    const all = rows(olah, answered(olah, text));
    expect(all.find(({ name }) => name === "∂e/∂b")).toMatchObject({ ours: 9, verdict: "differs" });
    expect(all.find(({ name }) => name === "∂d/∂b")?.verdict).toBe("agrees"); // 1, whatever the values
    expect(summary(all)).toMatch(/^✗ \d+ of 11 printed figures agree, \d+ differ$/);
  });

  test("beside the text, too", () => {
    const at = [{ id: "b", value: [3] }];
    expect(matched(text_of(olah), words, at)?.changed).toEqual(["b"]);
    expect(rows(olah, answered(olah, text_of(olah), at))).toEqual(rows(olah, answered(olah, text)));
  });

  test("and another operation are another network", () => {
    expect(matched(text_of(olah).replace("c*d", "c - d"), words)).toBeNull();
    expect(matched("", words)).toBeNull();
  });
});

describe("the misprint", () => {
  const mazur = named("mazur-2-2-2");
  const row = rows(mazur, answered(mazur)).at(-1);

  test("is named with what is right and why", () => {
    expect(row?.verdict).toBe("misprint");
    expect(verdict_words(row as Row)).toBe("! misprint");
    expect(misprint_words(row as Row)).toMatch(
      /^misprint: the printed number of E after one step is 0\.291027924, where 0\.2910277737 is right, because it/,
    );
    expect(ours_words(row?.ours ?? 0, row?.printed ?? "")).toBe("0.291027774");
  });

  test("is none where the engine gives neither number, or agrees with the printed one", () => {
    const found = answered(mazur);
    const with_loss = (loss: number): Row | undefined => {
      const stepped = structuredClone(found.stepped);
      const node = stepped?.nodes.find(({ id }) => id === "E");
      if (node) node.value = [loss];
      return rows(mazur, { ...found, stepped }).at(-1);
    };
    expect(with_loss(0.29)?.verdict).toBe("differs");
    expect(with_loss(0.2910279239)?.verdict).toBe("agrees");
  });

  test("has the reason that is given: a step that uses output weights already updated has the printed number", () => {
    const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
    const [i, t] = [
      [0.05, 0.1],
      [0.01, 0.99],
    ];
    const layer = (weights: number[][], from: number[], bias: number): number[] =>
      weights.map((row) => sigmoid(row.reduce((sum, weight, at) => sum + weight * (from[at] ?? 0), bias)));
    const w1 = [
      [0.15, 0.2],
      [0.25, 0.3],
    ];
    const w2 = [
      [0.4, 0.45],
      [0.5, 0.55],
    ];
    const h = layer(w1, i ?? [], 0.35);
    const o = layer(w2, h, 0.6);
    const delta = o.map((out, at) => (out - (t?.[at] ?? 0)) * out * (1 - out));
    const new_w2 = w2.map((row, to) => row.map((weight, from) => weight - 0.5 * (delta[to] ?? 0) * (h[from] ?? 0)));
    const loss_after = (used: number[][]): number => {
      const back = h.map(
        (out, at) => out * (1 - out) * delta.reduce((sum, one, to) => sum + one * (used[to]?.[at] ?? 0), 0),
      );
      const new_w1 = w1.map((row, to) => row.map((weight, from) => weight - 0.5 * (back[to] ?? 0) * (i?.[from] ?? 0)));
      const out = layer(new_w2, layer(new_w1, i ?? [], 0.35), 0.6);
      return out.reduce((sum, one, at) => sum + 0.5 * ((t?.[at] ?? 0) - one) ** 2, 0);
    };
    expect(agrees(loss_after(new_w2), "0.291027924")).toBe(true);
    expect(agrees(loss_after(w2), "0.291027924")).toBe(false);
    expect(loss_after(w2)).toBeCloseTo(Number(row?.ours), 14);
  });
});

describe("printed digits", () => {
  test.each([
    ["0.731", 0.73106, true],
    ["0.731", 0.7321, false],
    ["0.731", 0.7304, false],
    ["0.731", 0.7305, true],
    ["-8.00", -8.0049, true],
    ["-8.00", 8, false],
    ["213.", 213.09, true],
    ["213.", 213.6, false],
    ["3", 3, true],
    ["3", 3.4, false], // a whole number is met, not approached
    ["0", 0, true],
    ["0", 1e-6, false],
    ["1.5e-3", 0.00154, true],
    ["1.5e-3", 0.00156, false],
    ["-0.02274024221597822", -0.022740242215978212, true], // two roundings of doubles apart
    ["-0.02274024221597822", -0.0227402422159781, false],
  ])("%s and %d: %s", (printed, ours, same) => expect(agrees(ours, printed)).toBe(same));

  test("are half a unit of the last place", () => {
    expect(tolerance("0.731")).toBeCloseTo(0.0005, 9);
    expect(tolerance("5.5")).toBeCloseTo(0.05, 9);
    expect(agrees("NaN", "1.0")).toBe(false);
    expect(agrees("Infinity", "1.0")).toBe(false);
  });

  test("are those to which ours is shown; where that would hide a difference, all are", () => {
    expect(ours_words(Math.LN2, "0.693")).toBe("0.693");
    expect(ours_words(-12, "-12.00")).toBe("−12.00");
    expect(ours_words(3.2, "3")).toBe("3.2");
    expect(ours_words("NaN", "3")).toBe("NaN");
    expect(ours_words(0.419974341614026, "0.419974341614026")).toBe("0.419974341614026");
  });
});

test("the table keeps every digit", () => {
  const entry = named("vzhou-forward");
  const { heads, rows: lines } = published_sheet(entry, rows(entry, answered(entry)));
  expect(heads).toEqual(["figure", "in this network", "printed", "ours", "verdict"]);
  expect(lines[0]).toEqual(["h1", "h[0]", "0.9526", 0.9525741268224333, "✓ agrees"]);
});

describe("asking", () => {
  const mazur = named("mazur-2-2-2");
  const question = { id: mazur.id, text: text_of(mazur), at: [] };
  /** An engine that answers, until the request of this number comes. */
  const asks = (until: number, then: unknown) => {
    const requests: DifferentiateRequest[] = [];
    const call_it = async (request: DifferentiateRequest, channel: string): Promise<unknown> => {
      expect(channel).toBe("sources");
      requests.push(request);
      return requests.length === until ? then : { status: "done", response: call(request) };
    };
    return { engine: { call: call_it } as unknown as Asks, requests };
  };

  test("is one request for each output or direction, and one at the place of the step", async () => {
    const { engine, requests } = asks(0, null);
    const outcome = await ask_published(engine, "sources", question);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.at).toMatchObject([{ id: "W1" }, { id: "W2" }]);
    expect(outcome).toEqual({ status: "done", response: { ok: true, question, ...answered(mazur) } });
    const jacobian = asks(0, null);
    const other = named("dl-with-jax-jacobian-2x3");
    await ask_published(jacobian.engine, "sources", { id: other.id, text: text_of(other), at: [] });
    expect(jacobian.requests.map(({ seeds }) => seeds)).toEqual([
      [{ id: "y0", value: [1] }],
      [{ id: "y1", value: [1] }],
    ]);
  });

  test.each([1, 2])("ends with what ends request %d: nothing is shown of the rest", async (until) => {
    for (const ended of [
      { status: "superseded" },
      { status: "cancelled" },
      { status: "done", response: { ok: false } },
    ]) {
      const { engine, requests } = asks(until, ended);
      expect(await ask_published(engine, "sources", question)).toEqual(ended);
      expect(requests).toHaveLength(until);
    }
  });
});
