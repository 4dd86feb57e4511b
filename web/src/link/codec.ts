// Link ↔ token, the part of an address that holds a whole network:
// `1`, base64url of the raw DEFLATE of the canonical JSON, `~`, and the CRC-32 of what precedes in base 36.
import { deflateSync } from "fflate";
import { from_base64url, to_base64url } from "./base64url.ts";
import { checked } from "./checked.ts";
import { check_of, kCheckLength } from "./crc.ts";
import { inflate, kMostBytes } from "./inflate.ts";
import { canonical, type Link } from "./link.ts";
import { type Problem, problem, Refusal } from "./problem.ts";

/** What a token says. `none`: there is none. Nothing is ever guessed: a token is whole, or it is broken. */
export type Reading = { status: "none" } | { status: "link"; link: Link } | { status: "broken"; problem: Problem };

const kCodec = "1";
/** What nobody sees and no link has: white space, and characters without a width. */
const kUnseen = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu;
/** A token and, from a character on that no token has, what others have put behind it. */
const kFollowed = new RegExp(`^(\\w[\\w-]*~[0-9a-z]{${kCheckLength}})[^\\w~-]`);
export const kMostCharacters = 400_000; // of a token

/** The token of a link, without `#`; null where the network is too large for one. */
export function encode(link: Link): string | null {
  const json = canonical(link);
  return known.get(json) ?? token_of_json(json);
}

/** The same of the canonical JSON of a link. */
export function token_of_json(text: string): string | null {
  const json = new TextEncoder().encode(text);
  if (json.length > kMostBytes) return null;
  const body = kCodec + to_base64url(deflateSync(json, { level: 9 }));
  return `${body}~${check_of(body)}`;
}

/** Tokens of long links that were packed elsewhere, by their JSON. */
const known = new Map<string, string>();
const kMostKnown = 4;

export function is_packed(json: string): boolean {
  return known.has(json);
}

/** Takes the token of a link from where it was packed. */
export function packed(json: string, token: string): void {
  known.set(json, token);
  const [oldest] = known.keys();
  if (known.size > kMostKnown && oldest !== undefined) known.delete(oldest);
}

/**
 * Reads a token as it came: with `#` or without, among white space and characters without a width, escaped once, and with
 * anything behind it that no token has in it, as the end of a sentence or what counts visits: the checksum says that
 * nothing before that has changed.
 */
export function decode(text: string): Reading {
  try {
    const token = bare(text);
    return token === "" ? { status: "none" } : { status: "link", link: opened(token) };
  } catch (error) {
    if (error instanceof Refusal) return { status: "broken", problem: problem(error.code, error.message) };
    return { status: "broken", problem: problem("U_DAMAGED", "Reading it failed.") };
  }
}

/** The fragment of an address, or else its `?s=`, as programs write it that drop fragments. */
export function token_of({ hash, search }: { hash: string; search: string }): string {
  if (hash.length > 1) return hash;
  return /[?&]s=([^&]*)/.exec(search)?.[1] ?? "";
}

function bare(text: string): string {
  if (text.length > 3 * kMostCharacters)
    throw new Refusal("U_LIMIT_BYTES", `It has ${text.length} characters; the limit is ${kMostCharacters}.`);
  const token = unescaped(text).replace(kUnseen, "").replace(/^#/, "");
  if (token.length > kMostCharacters)
    throw new Refusal("U_LIMIT_BYTES", `It has ${token.length} characters; the limit is ${kMostCharacters}.`);
  return kFollowed.exec(token)?.[1] ?? token.replace(/[.,;:!?)\]}>"'”’»]+$/u, "");
}

/** Escapes that are none stay as they are: they may stand behind the token. */
function unescaped(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** Shape, then checksum, then DEFLATE, then JSON, then every field. */
function opened(token: string): Link {
  if (!/^[\w~-]+$/.test(token)) {
    const [wrong = ""] = /[^\w~-]/u.exec(token) ?? [];
    throw new Refusal("U_CHARS", `“${wrong}” is in it.`);
  }
  if (!token.startsWith(kCodec)) throw new Refusal("U_VERSION", `It begins with “${token[0]}”, not with “${kCodec}”.`);
  const cut = token.indexOf("~");
  const check = token.slice(cut + 1);
  if (cut < 0 || check.length < kCheckLength)
    throw new Refusal("U_TRUNCATED", "A link ends with ~ and seven characters, and they are not there.");
  const body = token.slice(0, cut);
  if (check !== check_of(body)) throw new Refusal("U_CHECKSUM", "Its checksum is not that of its characters.");
  const bytes = from_base64url(body.slice(kCodec.length));
  if (!bytes) throw new Refusal("U_CHARS", "It is not spelled as a link is.");
  return checked(json_of(inflate(bytes)));
}

function json_of(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)) as unknown;
  } catch {
    throw new Refusal("U_DAMAGED", "What it unpacks to is no JSON text.");
  }
}
