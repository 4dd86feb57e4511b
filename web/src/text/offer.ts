// What can be written where the caret stands: names, operations and words that fit there, each with its form and a line of what it does.
import type { Graph, OpInfo, WordInfo } from "../engine/types.gen.ts";
import { shape } from "../view/format.ts";
import { type Above, above, type Spot, spot_of, word_before } from "./spot.ts";
import { begun_by } from "./statements.ts";
import type { Token } from "./tokens.ts";
import { callable } from "./words.ts";

export interface Offer {
  text: string;
  kind: "operation" | "name" | "language";
  /** Behind the word: operands, a shape, or how its statement goes on. */
  detail: string;
  /** What it does, in a sentence. */
  doc: string;
  /** Its brackets come with it: closed, or with the caret between them. */
  brackets: "" | "()" | "(|)";
  /** It comes before others of its kind. */
  frequent?: true;
}

/** What is known beside the text. */
export interface Known {
  ops: readonly OpInfo[];
  words: readonly WordInfo[];
  /** Of the last text that had one. */
  graph: Graph | null;
}

/** Offers for the word that begins at `from`. */
export interface Offered {
  from: number;
  offers: readonly Offer[];
}

/** Modules of other languages: the engine reads what they compute alike, which no list here says. */
const kPrefixes = ["np", "numpy", "jnp", "torch", "F", "math", "tf"];
const kNoMethod = ["loss", "selection", "convolution", "spread"];
/** Of the operations that only move numbers, those that a subscript writes and those of several arrays are no methods. */
const kMoves = "shape";
const kByAxis = "axis0";
const kFrequent = ["reduction", "shape"]; // as methods
/** What a layer takes by its keyword, where its form names it. */
const kLayerKeywords = [
  { name: "mask", doc: "1 where a query may see a key, else 0." },
  { name: "causal", doc: "1: a query sees the keys up to its own place alone." },
  { name: "like", doc: "The name of one above, whose weights are used again." },
];

const language = ({ text, form, doc }: WordInfo, brackets: Offer["brackets"] = ""): Offer => ({
  text,
  kind: "language",
  detail: form,
  doc,
  brackets,
});

function operation({ ports, attrs, doc, symbol }: OpInfo, name: string, method = false): Offer {
  const inner = [...(method ? ports.slice(1) : ports), ...attrs.map((attr) => attr.name)];
  const sign = symbol && !method ? `  ${symbol}` : "";
  const brackets = inner.length > 0 ? "(|)" : "()";
  return { text: name, kind: "operation", detail: `(${inner.join(", ")})${sign}`, doc, brackets };
}

class Offers {
  constructor(
    private readonly known: Known,
    private readonly there: Above,
  ) {}

  private roles(...roles: WordInfo["role"][]): WordInfo[] {
    return this.known.words.filter(({ role }) => roles.includes(role));
  }

  /** `names` with the shapes that are known of them. */
  names(names: readonly string[] = this.there.names): Offer[] {
    const nodes = new Map(this.known.graph?.nodes.map((node) => [node.id, node]));
    return names.map((text) => {
      const node = nodes.get(text);
      return { text, kind: "name", detail: node ? shape(node.shape) : "", doc: "", brackets: "" };
    });
  }

  sizes(): Offer[] {
    return this.names(this.there.sizes);
  }

  statements(in_braces: boolean): Offer[] {
    const words = in_braces ? this.roles("leaf", "block") : this.roles("leaf", "size", "block", "list");
    return [...words.map((word) => language(word)), ...(in_braces ? this.names() : [])];
  }

  /** How a definition may go on. */
  clauses(): Offer[] {
    return this.roles("clause").map((word) => language(word));
  }

  operations(): Offer[] {
    return callable(this.known.ops).flatMap((op) => [op.name, ...op.aliases].map((name) => operation(op, name)));
  }

  /** What may stand for a value of what is declared. */
  numbers(): Offer[] {
    const made = this.roles("generator").map((word) => language(word, "(|)"));
    return [...this.sizes(), ...made, ...this.roles("constant").map((word) => language(word))];
  }

  /** What may stand for a value of what is computed. */
  values(params: readonly string[]): Offer[] {
    const layers = this.roles("layer").map((word) => language(word, "(|)"));
    const names = [...params, ...this.there.names.filter((name) => !params.includes(name))];
    const own = this.there.functions.map(
      ({ name, params, body }): Offer => ({
        text: name,
        kind: "operation",
        detail: `(${params.join(", ")})`,
        doc: `Your own: ${body}`,
        brackets: "(|)",
      }),
    );
    return [...this.names(names), ...own, ...this.operations(), ...layers, ...this.numbers()];
  }

  /** Activations by their name alone, as a layer takes them. */
  activations(): Offer[] {
    const some = callable(this.known.ops).filter(({ category, arity }) => category === "activation" && arity === 1);
    return some.map(({ name, doc }) => ({ text: name, kind: "operation", detail: "", doc, brackets: "" }));
  }

  /** The keywords of what is called. */
  keywords(callee: string): Offer[] {
    const op = callable(this.known.ops).find(({ name, aliases }) => name === callee || aliases.includes(callee));
    const seeded = this.roles("generator", "layer").find(({ text, form }) => text === callee && form.includes("seed"));
    const layer = this.roles("layer").find(({ text }) => text === callee);
    const keyword = (name: string, doc: string): Offer => ({
      text: `${name}=`,
      kind: "language",
      detail: "",
      doc,
      brackets: "",
    });
    const seed = seeded ? [keyword("seed", "A whole number; another one gives other random numbers.")] : [];
    const own = kLayerKeywords.filter(({ name }) => layer?.form.match(/\w+/g)?.includes(name));
    return [
      ...(op?.attrs ?? []).map(({ name, doc }) => keyword(name, doc)),
      ...own.map(({ name, doc }) => keyword(name, doc)),
      ...seed,
    ];
  }

  /** What stands behind the dot of a value: methods, and where `name` is a layer, its leaves and its parts, or these alone. */
  behind(name: string, alone: boolean): Offer[] {
    const nodes = this.known.graph?.nodes ?? [];
    const begin = `${name}.`;
    const leaves = nodes.flatMap(({ id, category }) =>
      name && category !== "const" && id.startsWith(begin) && !/^\d/.test(id.slice(begin.length))
        ? [id.slice(begin.length)]
        : [],
    );
    const dotted = this.known.ops.filter(({ symbol }) => symbol.startsWith("."));
    const some = callable(this.known.ops).filter(
      ({ category, symbol, ports, attrs }) =>
        symbol === "" &&
        !kNoMethod.includes(category) &&
        !/^[A-Z]/.test(ports[0] ?? "") && // what takes matrices alone
        (category !== kMoves || (ports.length === 1 && attrs.every(({ name }) => name !== kByAxis))),
    );
    const plain = (text: string, doc: string): Offer => ({ text, kind: "name", detail: "", doc, brackets: "" });
    const of_layer = leaves.map((leaf) => plain(leaf, `Of the layer ${name}.`));
    if (alone) return of_layer;
    return [
      ...of_layer,
      ...dotted.map(({ symbol, doc }) => plain(symbol.slice(1), doc)),
      ...some.map((op): Offer => {
        const made = operation(op, op.name, true);
        return kFrequent.includes(op.category) ? { ...made, frequent: true } : made;
      }),
    ];
  }
}

/** What follows the word that begins a statement, up to its `=`; null where an expression stands. */
function declared(offers: Offers, line: readonly Token[], known: Known): readonly Offer[] | null {
  const [first, second] = line;
  const role = first && begun_by(first, second ?? { ...first, text: "" }, known.words);
  if (!first) return null;
  if (role === "list") {
    const listed = line.map(({ text }) => text);
    const wanted = line.length === 1 || line.at(-1)?.text === ",";
    return wanted ? offers.names().filter(({ text }) => !listed.includes(text)) : [];
  }
  if (line.some(({ text }) => text === "=")) return null;
  if (role !== "block" || first.text === "def") return [];
  if (line.length === 1) return offers.sizes();
  const as = {
    text: "as",
    kind: "language",
    detail: "i { … }",
    doc: "A name for the number of the round.",
    brackets: "",
  };
  return line.length === 2 ? [as as Offer] : [];
}

/** What fits behind `line`, where a value may stand. */
function expression(offers: Offers, { line, open }: Spot, known: Known): readonly Offer[] {
  const [first, second] = line;
  const last = line.at(-1);
  const value =
    last && (last.kind === "name" || last.kind === "number" || [")", "]", ".T", "²", "³"].includes(last.text));
  const behind = first?.text === "def" && open.length === 0 && line.some(({ text }) => text === "=");
  if (behind && value) return offers.clauses();
  if (!first || value) return [];
  const role = begun_by(first, second, known.words);
  const call = open.findLast(({ bracket }) => bracket !== "[");
  const inner = open.at(-1);
  const keywords =
    inner?.bracket === "(" && inner.commas > 0 && last?.text === "," ? offers.keywords(inner.callee) : [];
  if (role === "leaf" || role === "size") return [...keywords, ...offers.numbers()];
  const ends_in_activation = known.words.some(
    ({ text, form }) => text === inner?.callee && form.includes("activation"),
  );
  if (call && ends_in_activation && inner && inner.commas > 1) return [...offers.activations(), ...keywords];
  const end = first.text === "def" ? line.findIndex(({ text }) => text === ")") : 0;
  const params = line.slice(3, Math.max(3, end)).flatMap(({ kind, text }) => (kind === "name" ? [text] : []));
  return [...keywords, ...offers.values(params)];
}

/** What can be written at a place of a text, names first; null where nothing can be offered. */
export function offers_at(text: string, at: number, known: Known): Offered | null {
  const word = word_before(text, at);
  if (!word) return null;
  const { from, owner, before } = word;
  const spot = spot_of(before);
  const begin = spot.line[0]?.from ?? before.at(-1)?.to ?? 0;
  const there = above(text.slice(0, begin), known.words);
  const offers = new Offers(known, there);
  const found = (some: readonly Offer[]): Offered | null => (some.length > 0 ? { from, offers: some } : null);
  if (owner !== null) {
    const [first, second] = spot.line;
    const listed = first !== undefined && begun_by(first, second, known.words) === "list";
    if (kPrefixes.includes(owner) && !there.names.includes(owner)) return null;
    return owner === "" || there.names.includes(owner) || spot.line.length > 1
      ? found(offers.behind(owner, listed))
      : null;
  }
  const inner = spot.open.at(-1)?.bracket;
  if (spot.line.length === 0 && inner !== "(" && inner !== "[") return found(offers.statements(inner === "{"));
  return found(declared(offers, spot.line, known) ?? expression(offers, spot, known));
}
