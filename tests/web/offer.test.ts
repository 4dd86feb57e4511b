// What can be written where the caret stands: what fits is offered with its form and what it does, and nothing else is.
import { describe, expect, test } from "vitest";
import { type Offer, offers_at } from "../../web/src/text/offer.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";
import { graph_of } from "./samples.ts";
import { ops, words } from "./words.ts";

const graph = graph_of(
  [
    { id: "x", shape: [3] },
    { id: "h.W", shape: [2, 3], category: "leaf" },
    { id: "h", inputs: ["x"], shape: [2] },
    { id: "later", inputs: ["h"] },
  ],
  ["later"],
  ["h.W"],
);

/** The text up to `|` is before the caret. */
function offered(marked: string): { from: number; all: readonly Offer[]; words: string[] } | null {
  const at = marked.indexOf("|");
  const found = offers_at(marked.replace("|", ""), at, { ops, words, graph });
  return found && { from: found.from, all: found.offers, words: found.offers.map(({ text }) => text) };
}
const one = (marked: string, text: string): Offer | undefined =>
  offered(marked)?.all.find((offer) => offer.text === text);

const above = "input x = [1, 2, 3]\nsize n = 4\ndef f(u, v) = u*v + 1\nh = dense(x, 2)\n";

describe("an offer", () => {
  test("of an operation has its operands, its attributes and what it does", () => {
    const sum = ops.find(({ name }) => name === "sum");
    expect(one("y = s|", "sum")).toEqual({
      text: "sum",
      kind: "operation",
      detail: "(x, axis, keepdims)",
      doc: sum?.doc,
      brackets: "(|)",
    });
    expect(one("y = s|", "σ")?.doc).toBe(ops.find(({ name }) => name === "sigmoid")?.doc);
  });

  test("of a word has its form and what it does", () => {
    const param = words.find(({ text }) => text === "param");
    expect(one("p|", "param")).toEqual({
      text: "param",
      kind: "language",
      detail: param?.form,
      doc: param?.doc,
      brackets: "",
    });
  });

  test("of a function of the writer's own has its parameters and what it is", () => {
    expect(one(`${above}y = |`, "f")).toEqual({
      text: "f",
      kind: "operation",
      detail: "(u, v)",
      doc: "Your own: u*v + 1",
      brackets: "(|)",
    });
  });

  test("behind the expression of a definition is how it goes on", () => {
    const clause = words.find(({ role }) => role === "clause");
    expect(one("def f(u) = u > 0 w|", "with")).toMatchObject({
      kind: "language",
      detail: clause?.form,
      doc: clause?.doc,
    });
    expect(offered("y = 2 w|")).toBeNull();
    expect(one("def f(u) = u > 0 with df = u|", "u")).toBeDefined();
  });

  test("of a name has the shape that is known of it", () => {
    expect(one(`${above}y = |`, "x")).toMatchObject({ kind: "name", detail: "3", brackets: "" });
    expect(one("new = 1\ny = n|", "new")).toMatchObject({ kind: "name", detail: "" });
  });
});

describe("at the begin of a statement", () => {
  test.each(["|", "p|", "x = 1\n  p|", "x = 1\u2028p|", "# one\np|", "y = sum(\n x)\np|"])(
    "%j: the words that begin one",
    (text) => {
      const all = offered(text)?.words ?? [];
      expect(all).toEqual(expect.arrayContaining(["input", "param", "size", "def", "repeat", "loss", "output", "wrt"]));
      expect(all).not.toContain("tanh");
    },
  );
  test("in a repetition: those that may stand in one, and the names that go on", () => {
    const all = offered(`${above}repeat 3 as i { |`)?.words;
    expect(all).toEqual(expect.arrayContaining(["param", "repeat", "h"]));
    expect(all).not.toContain("loss");
  });
});

describe("in a statement", () => {
  test.each([
    ["y = t|", ["tanh", "dense", "pi"], ["param", "later"]],
    [`${above}y = x + |`, ["x", "h", "n", "f", "exp"], ["y", "later", "loss"]],
    ["y = sum(\n  t|", ["tanh"], ["param"]],
    ["input x = r|", ["randn"], ["tanh", "dense"]],
    [`${above}param W = randn(|`, ["n"], ["x", "tanh"]],
    ["param W = randn(2, 3, |", ["seed="], ["axis="]],
    ["y = sum(x, |", ["axis=", "keepdims="], ["seed="]],
    [`${above}repeat |`, ["n"], ["x", "tanh"]],
    [`${above}repeat n |`, ["as"], ["x"]],
    [`${above}repeat 3 as i { h = i|`, ["i", "h"], ["param"]],
    [`${above}loss |`, ["x", "h"], ["tanh", "f", "param"]],
    [`${above}wrt x, |`, ["h"], ["x", "tanh"]],
    [`${above}y = dense(h, 8, t|`, ["tanh", "seed="], ["x", "randn"]],
    ["def g(a, b) = a|", ["a", "b", "abs"], ["param", "g"]],
    ["loss = m|", ["mse"], ["param"]],
    ["y = [1, e|", ["exp"], ["param"]],
    ["y = where(x > |", ["exp"], ["param"]],
  ])("%j", (text, some, others) => {
    const all = offered(text)?.words ?? [];
    expect(all).toEqual(expect.arrayContaining(some));
    expect(all.filter((word) => others.includes(word))).toEqual([]);
  });

  test("an activation of a layer is its name alone", () => {
    expect(one(`${above}y = dense(h, 8, t|`, "tanh")?.brackets).toBe("");
    expect(one(`${above}y = t|`, "tanh")?.brackets).toBe("(|)");
  });

  test.each([
    ["a name is given", "input d|"],
    ["a name is given", "def f|"],
    ["a parameter is named", "def f(a, b|"],
    ["the round is named", "repeat 3 as i|"],
    ["a comment is written", "y = 1 # t|"],
    ["a number is written", "y = 1|"],
    ["a number is written", "y = 0.|"],
    ["an operator has to come first", "y = x t|"],
    ["an operator has to come first", "y = (1) t|"],
    ["a name in backticks is written", "y = `t|"],
    ["a comma has to come first", `${above}wrt x h|`],
  ])("nothing where %s: %j", (_, text) => expect(offered(text)).toBeNull());
});

describe("behind a dot", () => {
  test.each([
    `${above}y = x.|`,
    `${above}y = x.su|`,
    `${above}y = (x + 1).su|`,
    `${above}y = x[0].|`,
    `${above}y = x.T.|`,
  ])("%j: methods, without what stands before them", (text) => {
    const all = offered(text);
    expect(all?.words).toEqual(expect.arrayContaining(["T", "sum", "mean", "reshape"]));
    expect(all?.words).not.toContain("mse");
    expect(all?.from).toBe(text.indexOf("|") - (text.includes("su|") ? 2 : 0));
    expect(one(text, "sum")).toMatchObject({ detail: "(axis, keepdims)", brackets: "(|)" });
    expect(one(text, "exp")).toMatchObject({ detail: "()", brackets: "()" });
    expect(one(text, "T")).toMatchObject({ brackets: "" });
  });
  test("of a layer its leaves, too, and in a list nothing else", () => {
    expect(offered(`${above}y = h.|`)?.words).toEqual(expect.arrayContaining(["W", "sum"]));
    expect(offered(`${above}wrt h.|`)?.words).toEqual(["W"]);
  });
  test("of another language's module nothing: it may mean something else", () => {
    expect(offered("y = np.e|")).toBeNull();
    expect(offered("np = 1\ny = np.e|")?.words).toContain("T");
  });
  test("each method is one that the engine takes", async () => {
    const engine = await instantiate();
    const operand: Record<string, string> = {
      x: "x",
      shape: "(3, 1)",
      b: "x",
      g: "x",
      alpha: "0.5",
      axis: "0",
      keepdims: "1",
    };
    const methods = offered("param x = [0.1, 0.2, 0.3]\ny = x.|")?.all ?? [];
    expect(methods.length).toBeGreaterThan(25);
    for (const { text, detail } of methods) {
      const given = detail
        .replace(/[()]/g, "")
        .split(", ")
        .filter((name) => operand[name] !== undefined);
      const ports = ops.find(({ name, aliases }) => [name, ...aliases].includes(text))?.ports.slice(1) ?? [];
      const inner = given.map((name) => (ports.includes(name) ? operand[name] : `${name}=${operand[name]}`)).join(", ");
      const network = { text: `param x = [0.1, 0.2, 0.3]\ny = x.${text}${text === "T" ? "" : `(${inner})`}` };
      const said = callWasm(engine, JSON.stringify({ v: 1, kind: "graph", network }));
      expect(JSON.parse(said).ok, `${network.text}: ${said}`).toBe(true);
    }
  });
});
