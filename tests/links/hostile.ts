// The addresses of strangers that hostile_urls.json describes, made for real.
import { deflateRawSync } from "node:zlib";
import { encode, token_of } from "../../web/src/link/codec.ts";
import { packed, signed, token_of_json } from "./make.ts";

export const token = encode({ src: "param w = 3\nL = w*w\n" }) ?? "";
const half = Math.floor(token.length / 2);
const body = token.slice(1);
export const markup = "# <img src=x onerror=window.pwned=1>\nparam `<img src=x onerror=window.pwned=1>` = 1\n";
const with_field = (field: object): string => token_of_json({ v: 1, src: "L = 1", ...field });
/** Text that DEFLATE cannot shorten much. */
const noise = (length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * at * 7919 + at * 31) % 89))).join("");

/** The addresses of each case that are decided by the codec alone. */
export const sent: Record<string, string[]> = {
  "url-none": [""],
  "url-hash-only": ["#"],
  "url-version-unknown": [`#9${body}`, `#v9:${token}`],
  "url-version-junk": [`#vv:${token}`],
  "url-truncated": [1, 2, 10, half, Math.floor(token.length * 0.99), token.length - 1].map((end) =>
    token.slice(0, end),
  ),
  "url-one-char": [...token].map(
    (letter, at) => token.slice(0, at) + (letter === "a" ? "b" : "a") + token.slice(at + 1),
  ),
  "url-appended-dot": [".", ")", ">"].map((end) => token + end),
  "url-line-broken": ["%0A", "\n", "=\n", " "].map((cut) => token.slice(0, half) + cut + token.slice(half)),
  "url-double-percent": [token.replace("~", "%257E"), encodeURIComponent(encodeURIComponent(`#${token}`))],
  "url-bad-percent": ["#1%E0%A4%A", "%", "%zz"],
  "url-b64-classic": [`1${Buffer.from(deflateRawSync('{"v":1,"src":"?>"}')).toString("base64")}`, `1ab+/cd==~0000000`],
  "url-b64-padding": [`${token.slice(0, half)}=${token.slice(half)}`, `1=${body}`],
  "url-upper-cased": [token.toUpperCase()],
  "url-case-prefix": [`#V1:${token}`],
  "url-deflate-bomb-1G": [signed(Buffer.alloc(1_000_000)), packed("[".repeat(60_000_000))],
  "url-deflate-depth": [packed("[".repeat(200_000)), packed("[".repeat(1_000_000))],
  "url-deflate-stored": [signed(Buffer.from([1, 5, 0, 0, 0]))],
  "url-deflate-trailing": [signed(Buffer.concat([deflateRawSync('{"v":1,"src":""}'), Buffer.from("zzzz")]))],
  "url-quine": [packed(deflateRawSync(deflateRawSync('{"v":1,"src":""}')))],
  "url-inflate-invalid-utf8": [packed(Buffer.from([0xff, 0xfe]))],
  "url-json-proto": [
    packed('{"v":1,"src":"L = 1","__proto__":{"polluted":1}}'),
    packed('{"v":1,"src":"L = 1","constructor":{"prototype":{"polluted":1}}}'),
    packed('{"v":1,"src":"L = 1","zoom":{"__proto__":{"polluted":1}}}'),
  ],
  "url-json-xss-title": [token_of_json({ v: 1, src: markup })],
  "url-json-css": ["color", "view"].map((name) => with_field({ [name]: "red;background:url(//evil)" })),
  "url-json-href": ["link", "view"].map((name) => with_field({ [name]: "javascript:pwned=1" })),
  "url-json-positions": [
    with_field({ pos: [1e308] }),
    with_field({ pos: [-1e10] }),
    packed('{"v":1,"src":"","pos":[1e999]}'),
  ],
  "url-json-ui-flags": [with_field({ mode: "sideways" }), with_field({ view: 999 }), with_field({ at: 1e99 })],
  "url-query-and-hash": [token_of({ hash: "", search: `?g=${token}` })],
  "url-length-2k-8k-32k": [2000, 8000, 32_000].map((length) => encode({ src: noise(length) }) ?? ""),
};
