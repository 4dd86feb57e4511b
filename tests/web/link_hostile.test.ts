// Addresses of strangers: each case of the list in tests/links/hostile_urls.json is made and gets its class of answer.
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decode, encode, kMostCharacters, token_of } from "../../web/src/link/codec.ts";
import cases from "../links/hostile_urls.json";
import { packed, signed, token_of_json } from "../links/make.ts";

const token = encode({ src: "param w = 3\nL = w*w\n" }) ?? "";
const half = Math.floor(token.length / 2);
const body = token.slice(1);
const markup = "# <img src=x onerror=window.pwned=1>\nparam `<img src=x onerror=window.pwned=1>` = 1\n";
const with_field = (field: object): string => token_of_json({ v: 1, src: "L = 1", ...field });
/** Text that DEFLATE cannot shorten much. */
const noise = (length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * at * 7919 + at * 31) % 89))).join("");

/** The addresses of each case that are decided by the codec alone. */
const sent: Record<string, string[]> = {
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
  "url-json-css": [with_field({ color: "red;background:url(//evil)" })],
  "url-json-href": [with_field({ link: "javascript:pwned=1" })],
  "url-json-positions": [
    with_field({ pos: [1e308] }),
    with_field({ pos: [-1e10] }),
    packed('{"v":1,"src":"","pos":[1e999]}'),
  ],
  "url-json-ui-flags": [with_field({ mode: "sideways" }), with_field({ view: "settings" }), with_field({ at: 1e99 })],
  "url-query-and-hash": [token_of({ hash: "", search: `?g=${token}` })],
  "url-length-2k-8k-32k": [2000, 8000, 32_000].map((length) => encode({ src: noise(length) }) ?? ""),
};
/** Cases of the whole page, or of the engine. They are opened in a browser, in tests/e2e/link.spec.ts. */
const in_the_page = ["url-json-huge-shape", "url-json-autorun", "url-hashchange-storm"];
/** A property, in link.test.ts. */
const elsewhere = ["url-own-roundtrip"];

test("no case is forgotten", () => {
  expect([...Object.keys(sent), ...in_the_page, ...elsewhere].sort()).toEqual(cases.map(({ id }) => id).sort());
});

describe("class of answer", () => {
  test.each(cases.filter(({ id }) => id in sent))("$id: $intent ($expect)", ({ id, expect: wanted }) => {
    for (const address of sent[id] ?? []) {
      const { status } = decode(address);
      if (wanted === "reject") expect(status, address.slice(0, 80)).toBe("broken");
      if (wanted === "accept") expect(status, address.slice(0, 80)).toMatch(/^(none|link)$/);
    }
    expect(({} as { polluted?: number }).polluted).toBe(undefined);
  });
  test("a long address is refused by its length, before anything is unpacked", () => {
    const reading = decode(`1${"A".repeat(kMostCharacters)}`);
    expect(reading).toMatchObject({ status: "broken", problem: { code: "U_LIMIT_BYTES" } });
  });
  test("60 MB out of 60 kB are refused while they are unpacked, in little time", () => {
    const started = performance.now();
    expect(decode(packed("[".repeat(60_000_000)))).toMatchObject({ problem: { code: "U_LIMIT_INFLATED" } });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
