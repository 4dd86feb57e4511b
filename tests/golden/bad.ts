// The requests of bad.json as bytes: how each short description there becomes what is sent.
import type { NetworkJson, Real } from "../../web/src/engine/types.gen";
import { load } from "./cases";

type Piece = [text: string, times: number];
export interface Entry {
  id: string;
  why: string;
  raw?: string;
  base64?: string;
  raw_pieces?: Piece[];
  request?: object;
  edit?: object;
  network?: object;
  text?: string;
  text_pieces?: Piece[];
  numbered?: [name: string, rest: string, times: number];
  alone?: string;
  text_before?: string;
  text_after?: string;
  repeat?: Piece;
  function_only?: boolean;
}
export interface Bad extends Entry {
  code: string;
  codes?: string[];
  path?: string;
  line?: number;
  column?: number;
  hint?: string;
  message?: string;
  total?: number;
}
export interface Good extends Entry {
  value?: Real[];
  warning?: string;
  message?: string;
}
const data = load<{ prelude: string; base: NetworkJson; bad: Bad[]; good: Good[] }>("bad.json");
export const { bad, good } = data;

/** Lines of the prelude: a place in the data counts from behind it. */
export const preludeLines = data.prelude.split("\n").length - 1;

const pieces = (list: Piece[]) => list.map(([text, times]) => text.repeat(times)).join("");

function networkText(entry: Entry): string | null {
  if (entry.alone !== undefined) return entry.alone;
  if (entry.repeat) return (entry.text_before ?? "") + pieces([entry.repeat]);
  if (entry.text !== undefined) return data.prelude + entry.text;
  if (entry.text_pieces) return data.prelude + pieces(entry.text_pieces);
  if (!entry.numbered) return null;
  const [name, rest, times] = entry.numbered;
  const before = (i: number) => (i === 0 ? "_" : `${i - 1}`);
  const lines = Array.from({ length: times }, (_, i) => `${name}${i} ${rest.replaceAll("{before}", before(i))}`);
  return data.prelude + (entry.text_before ?? "") + lines.join("\n") + (entry.text_after ?? "");
}

export function bytes(entry: Entry): string | Uint8Array {
  if (entry.raw !== undefined) return entry.raw;
  if (entry.base64 !== undefined) return Buffer.from(entry.base64, "base64");
  if (entry.raw_pieces) return pieces(entry.raw_pieces);
  if (entry.request) return JSON.stringify(entry.request);
  const text = networkText(entry);
  const network = text === null ? { ...data.base, ...entry.network } : { text };
  return JSON.stringify({ v: 1, kind: "differentiate", network, ...entry.edit });
}

/** A good request whose answer must never change. */
export const goodRequest = JSON.stringify({ v: 1, kind: "differentiate", network: data.base });
