// A small reader of network texts for the independent cost model: declarations, then one expression a statement.
// It knows what the examples and the golden cases use, and throws on anything else.

import { expand } from "./expand";
import { layers } from "./layers";

/** Elements are not kept: costs depend on shapes alone. */
export interface Leaf {
  id: string;
  shape: number[];
  diff: boolean;
}
/** in: operands in order; a number stands for a literal. */
export interface Op {
  id: string;
  op: string;
  in: (string | number)[];
}
export interface Model {
  leaves: Leaf[];
  ops: Op[];
  outputs: string[];
  wrt: string[];
}

const binary: Record<string, [string, number]> = {
  ">": ["greater", 0],
  "+": ["add", 1],
  "-": ["sub", 1],
  "*": ["mul", 2],
  "/": ["div", 2],
  "@": ["matmul", 2],
};
const aliases: Record<string, string> = { ln: "log", σ: "sigmoid" };

export function parse(text: string): Model {
  const model: Model = { leaves: [], ops: [], outputs: [], wrt: [] };
  const definitions = new Map<string, Definition>();
  const lines = statements(text).filter((line) => {
    const [, name, parameter = "", body = "", slope] =
      line.match(/^def (\w+)\((\w+)\) *= *(.*?)(?: with d\1 = (.*))?$/) ?? [];
    if (name) definitions.set(name, { parameter, body, slope });
    return !name;
  });
  const written = expand(lines);
  const length = (name: string): number => {
    const literal = written.map((line) => line.match(/^(?:input|param) (\S+) *= *(.*)$/s)).find((m) => m?.[1] === name);
    return shapeOf(literal?.[2] ?? "[]")[0] ?? Number.NaN;
  };
  for (const statement of layers(written, length)) {
    const leaf = statement.match(/^(input|param) (\S+) *= *(.*)$/s);
    const named = statement.match(/^(loss|output|wrt) (.*)$/);
    if (leaf) {
      model.leaves.push({ id: leaf[2] ?? "", shape: shapeOf(leaf[3] ?? ""), diff: leaf[1] === "param" });
    } else if (named) {
      const ids = (named[2] ?? "").split(",").map((id) => id.trim());
      if (named[1] === "wrt") model.wrt = ids;
      else model.outputs = ids;
    } else {
      const at = statement.indexOf("=");
      new Expression(statement.slice(at + 1), statement.slice(0, at).trim(), model.ops, definitions).read();
    }
  }
  if (model.outputs.length === 0) model.outputs = [model.ops.at(-1)?.id ?? ""];
  if (model.wrt.length === 0) model.wrt = model.leaves.filter((leaf) => leaf.diff).map((leaf) => leaf.id);
  return model;
}

/** Logical lines: without comments, and joined while a bracket is open. */
function statements(text: string): string[] {
  const out: string[] = [];
  let open = "";
  for (const line of text.split("\n")) {
    open = `${open} ${line.replace(/#.*/, "")}`.trim();
    const depth = [...open].reduce((n, c) => n + ("([".includes(c) ? 1 : ")]".includes(c) ? -1 : 0), 0);
    if (depth > 0 || open === "") continue;
    out.push(open);
    open = "";
  }
  return out;
}

function shapeOf(literal: string): number[] {
  const value: unknown = JSON.parse(literal.replace(/(^|[^\d])\./g, "$10."));
  const shape: number[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  return shape;
}

/** A function of one number; slope: the derivative that it states. */
interface Definition {
  parameter: string;
  body: string;
  slope: string | undefined;
}

/** One right-hand side, by precedence climbing; every operation becomes an Op, in order of evaluation. */
class Expression {
  private tokens: string[];
  private at = 0;
  private inner = 0;
  private made: Op[] = [];

  constructor(
    text: string,
    private name: string,
    private ops: Op[],
    private definitions: ReadonlyMap<string, Definition>,
  ) {
    this.tokens = tokens(text);
  }

  read() {
    const value = this.level(0);
    if (this.at < this.tokens.length)
      throw new Error(`the model does not know ${this.tokens.slice(this.at).join(" ")}`);
    const last = this.made.at(-1);
    if (last === undefined || last.id !== value) throw new Error(`${this.name} is not an operation`);
    last.id = this.name;
    this.ops.push(...this.made);
  }

  private emit(op: string, operands: (string | number)[]) {
    this.inner += 1;
    const id = `${this.name}.${this.inner}`;
    this.made.push({ id, op, in: operands });
    return id;
  }

  /** The body with the operand in place of the parameter, and behind it what is stated as its derivative. */
  private call({ parameter, body, slope }: Definition, operand: string | number): string | number {
    const inner = (text: string): string | number => {
      const [before, at] = [this.tokens, this.at];
      [this.tokens, this.at] = [tokens(text).map((one) => (one === parameter ? String(operand) : one)), 0];
      const value = this.level(0);
      [this.tokens, this.at] = [before, at];
      return value;
    };
    const value = inner(body);
    if (slope === undefined) return value;
    const stopped = this.emit("stop_gradient", [value]);
    return this.emit("with_derivative", [stopped, operand, inner(slope)]);
  }

  private level(floor: number): string | number {
    let left = this.unary();
    for (;;) {
      const row = binary[this.tokens[this.at] ?? ""];
      if (row === undefined || row[1] < floor) return left;
      this.at += 1;
      left = this.emit(row[0], [left, this.level(row[1] + 1)]);
    }
  }

  private unary(): string | number {
    const token = this.tokens[this.at++] ?? "";
    if (token === "-") {
      if (/^\d/.test(this.tokens[this.at] ?? "")) return -Number(this.tokens[this.at++]);
      return this.emit("neg", [this.level(3)]);
    }
    if (/^\d/.test(token)) return Number(token);
    if (token === "(") {
      const value = this.level(0);
      this.at += 1;
      return value;
    }
    if (this.tokens[this.at] !== "(") return token;
    const operands: (string | number)[] = [];
    do {
      this.at += 1;
      operands.push(this.level(0));
    } while (this.tokens[this.at] === ",");
    this.at += 1;
    const definition = this.definitions.get(token);
    if (definition) return this.call(definition, operands[0] ?? "");
    return this.emit(aliases[token] ?? token, operands);
  }
}

function tokens(text: string): string[] {
  return text.match(/[\p{L}_][\p{L}\p{N}_.]*|\d+\.?\d*(?:e[+-]?\d+)?|\S/gu) ?? [];
}
