// What the fuzzers begin with: the networks and requests of the golden data, and the words of the language.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { include } from "../include.mjs";

const golden = (name) => JSON.parse(readFileSync(join(root, "tests", "golden", name), "utf8"));

/** The examples of every code that are network texts. */
function refused() {
  const folder = join(root, "tests", "golden");
  const examples = readdirSync(folder).filter((name) => name.startsWith("bad-"));
  const files = examples.flatMap((name) => readdirSync(join(folder, name)).map((file) => join(folder, name, file)));
  return files.filter((path) => path.endsWith(".net")).map((path) => readFileSync(path, "utf8"));
}

/** Network texts: the examples of the page, the golden programs and the texts that are hard to read. */
function texts() {
  const examples = join(root, "web", "examples");
  const shown = readdirSync(examples).map((name) => readFileSync(join(examples, name), "utf8"));
  const declare = ({ name, shape, value, differentiable }) => {
    const step = value.length / (shape[0] ?? 1);
    const rows = Array.from(
      { length: shape[0] ?? 0 },
      (_, i) => `[${value.slice(i * step, (i + 1) * step).join(", ")}]`,
    );
    const literal = shape.length === 0 ? value[0] : shape.length === 1 ? `[${value}]` : `[${rows.join(", ")}]`;
    return `${differentiable ? "param" : "input"} ${name} = ${literal}`;
  };
  const programs = golden("vectors.json").cases.map((k) => [...k.inputs.map(declare), ...k.program].join("\n"));
  const { prelude, bad, good } = golden("bad.json");
  const hard = [...bad, ...good].flatMap(({ text, alone }) => (text ? [prelude + text] : alone ? [alone] : []));
  const snippets = golden("snippets.json");
  const written = [...snippets.good, ...snippets.bad].map(({ text }) => text);
  return [...shown, ...programs, ...hard, ...written, ...refused()].filter((text) => text.length < 1024);
}

/** Requests of every kind, over a few networks as text and as JSON. */
function requests() {
  const { base, bad, good } = golden("bad.json");
  const text = "param w = [1, 2]\ninput x = [3, 4]\ny = tanh(w @ x)\n";
  const edits = [...bad, ...good].flatMap(({ raw, request, edit, network }) => {
    if (raw !== undefined) return [raw];
    if (request) return [JSON.stringify(request)];
    return edit || network
      ? [JSON.stringify({ v: 1, kind: "differentiate", network: { ...base, ...network }, ...edit })]
      : [];
  });
  const modes = [
    { mode: "forward", chunk: 1, keep_values: true },
    { mode: "forward_sparse" },
    { mode: "reverse", chunk: "all" },
    { mode: "checkpointed", chunk: 1, segments: "sqrt" },
    { mode: "checkpointed", segments: 3 },
    { mode: "checkpointed", budget_bytes: 48 },
    { mode: "reverse_sparse" },
    { mode: "reverse_coloured", chunk: 2 },
    { mode: "forward_coloured", keep_values: true },
  ];
  const whole = {
    v: 1,
    kind: "differentiate",
    network: { text },
    at: { w: [1, 1] },
    seeds: { y: [1] },
    tangent: { w: [1, 0] },
  };
  const more = [
    { v: 1, kind: "catalogue" },
    { v: 1, kind: "graph", network: { text }, expand: true },
    { v: 1, kind: "paths", network: { text }, from: "x", to: "y", limit: 3, at: { w: [1, 1] }, expand: false },
    { v: 1, kind: "broken", network: { text }, at: { w: [1, 1] }, seeds: { y: [1] } },
    { v: 1, kind: "number", text: " \u22121\u202f234.5e\u22126" },
    { ...whole, modes: [{ mode: "checkpointed", checkpoints: 2 }] },
    {
      v: 1,
      kind: "estimate",
      network: { text },
      batch: 3,
      dtype: "float32",
      modes: [{ mode: "checkpointed", budget_bytes: 64 }],
    },
    { ...whole, want: "jacobian", modes, include: include, expand: false },
  ].map((request) => JSON.stringify(request));
  return [...edits, ...more].filter((request) => request.length < 4096);
}

/** Words that a fuzzer should know: operations, attributes, modes, fields, statements. */
function words(catalogue) {
  const list = new Set([
    "input",
    "param",
    "size",
    "loss",
    "output",
    "wrt",
    "def",
    "repeat",
    "dense",
    "seed",
    "pi",
    "inf",
    "nan",
  ]);
  for (const word of ["zeros", "ones", "eye", "linspace", "randn", "uniform", "xavier", "he", ".T", "**", "True"])
    list.add(word);
  for (const { name, aliases, attrs } of catalogue.ops) {
    for (const word of [name, ...(aliases ?? []), ...(attrs ?? []).map((attr) => attr.name)]) list.add(word);
  }
  for (const { name } of catalogue.modes) list.add(name);
  const schema = readFileSync(join(root, "engine", "api", "schema.json"), "utf8");
  for (const [, field] of schema.matchAll(/"([a-z_]+)": \{/g)) list.add(field);
  const escaped = (word) => Buffer.from(word).toString("hex").replace(/../g, "\\x$&");
  return [...list].map((word) => `"${escaped(word)}"\n`).join("");
}

/** Writes seeds and dictionary below a folder, asking that program for the catalogue. Resolves to true. */
export function writeSeeds(folder, program) {
  const answer = execFileSync(program, ["api"], { input: '{"v":1,"kind":"catalogue"}\n', maxBuffer: 2 ** 26 });
  writeFileSync(join(folder, "words.dict"), words(JSON.parse(answer.toString())));
  for (const [target, list] of Object.entries({ request: requests(), network: texts() })) {
    rmSync(join(folder, "seeds", target), { recursive: true, force: true });
    mkdirSync(join(folder, "seeds", target), { recursive: true });
    for (const [i, text] of list.entries()) writeFileSync(join(folder, "seeds", target, `${i}`), text);
  }
  return true;
}
