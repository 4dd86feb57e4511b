// The cases of hostile.json as bytes: how each short description there becomes what is sent.
import type { NetworkJson } from "../../web/src/engine/types.gen";
import { load } from "./cases";

type Piece = [text: string, times: number];

/** A chain of operations: node i takes node i − 1, operands times; the first takes x, and all do where operands is 0. */
interface Chain {
  count: number;
  op: string;
  before: string;
  operands: number;
  value?: number[];
}
export interface Hostile {
  id: string;
  intent?: string;
  expect: "reject" | "limit" | "accept" | "accept-flagged" | "either";
  ok?: boolean;
  code?: string;
  path?: string;
  line?: number;
  column?: number;
  hint?: string;
  message?: string;
  total?: number;
  warning?: string;
  names?: string;
  order?: string[];
  zero?: string;
  gradient?: number;
  sequence?: string;
  adapted?: string;
  function_only?: boolean;
  raw?: string;
  base64?: string;
  pieces?: Piece[];
  keys?: number;
  chain?: Chain;
  request?: unknown;
  include?: string[];
  text?: string;
  alone?: boolean;
  numbered?: [before: string, after: string, times: number];
  random?: number;
}
const data = load<{
  prelude: string;
  base: { v: 1; kind: "differentiate"; network: NetworkJson };
  invariants: { invariant: string; held: string }[];
  api: Hostile[];
  expressions: Hostile[];
}>("hostile.json");
export const { api, expressions, invariants, prelude } = data;

/** A good request whose answer must never change. */
export const baseRequest = JSON.stringify(data.base);

/** Lines of the prelude: a place in the data counts from behind it. */
export const preludeLines = prelude.split("\n").length - 1;

const pieces = (list: Piece[]) => list.map(([text, times]) => text.repeat(times)).join("");

function chained({ count, op, before, operands, value = [0.5] }: Chain, include?: string[]): string {
  const nodes: string[] = [];
  for (let i = 0; i < count; i++) {
    const operand = i === 0 || operands === 0 ? "x" : `${before}${i - 1}`;
    const list = Array(Math.max(1, operands)).fill(`"${operand}"`);
    nodes.push(`{"id":"${before}${i}","op":"${op}","in":[${list}]}`);
  }
  const inputs = [{ id: "x", value: value.length === 1 ? value[0] : value, diff: true }];
  const network = `{"inputs":${JSON.stringify(inputs)},"nodes":[${nodes}]}`;
  const asked = include ? `,"include":${JSON.stringify(include)}` : "";
  return `{"v":1,"kind":"differentiate","modes":[{"mode":"reverse"}],"network":${network}${asked}}`;
}

function withKeys(count: number): string {
  const extra = Array.from({ length: count }, (_, i) => `"k${i}":${i}`);
  return `${baseRequest.slice(0, -1)},${extra.join(",")}}`;
}

/** The request of an entry of `api`. */
export function apiBytes(entry: Hostile): string | Uint8Array {
  if (entry.raw !== undefined) return entry.raw;
  if (entry.base64 !== undefined) return Buffer.from(entry.base64, "base64");
  if (entry.pieces) return pieces(entry.pieces);
  if (entry.keys !== undefined) return withKeys(entry.keys);
  if (entry.chain) return chained(entry.chain, entry.include);
  return JSON.stringify(entry.request);
}

/** The network text of an entry of `expressions`. */
function networkText(entry: Hostile): string {
  const [before, after, times] = entry.numbered ?? ["", "", 0];
  const lines = Array.from({ length: times }, (_, i) => `${before}${i}${after}`).join("\n");
  const own = entry.text ?? (entry.pieces ? pieces(entry.pieces) : lines);
  return entry.alone ? own : prelude + own;
}

/** Asks for a Jacobian, as what these texts come to need not be a number. */
export function expressionRequest(text: string, include?: string[]): string {
  return JSON.stringify({ v: 1, kind: "differentiate", network: { text }, want: "jacobian", include });
}
export const expressionBytes = (entry: Hostile): string => expressionRequest(networkText(entry), entry.include);

const alphabet =
  "x w W y = = = + - * / @ ** ^ ( ) [ ] , : . .T \n \n 1 2 0.5 1e-3 sin sum sigmoid dense axis seed loss wrt output input param size def repeat { } # ` é σ 9e999 _ \" '";

/** Seeded texts of the words and signs of the language: the same on every run. */
export function randomTexts(count: number): string[] {
  const words = alphabet.split(" ");
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(20) }, () => words[next(words.length)] + (next(3) === 0 ? "" : " ")).join(""),
  );
}
