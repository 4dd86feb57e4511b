// Links for tests: any link at all, and tokens that a sender has tampered with but signed all the same.

import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { to_base64url } from "../../web/src/link/base64url.ts";
import { check_of } from "../../web/src/link/crc.ts";
import {
  kCount,
  kFields,
  kHidden,
  kLevels,
  kModes,
  kMostDigits,
  kMostTour,
  type Link,
  type Plain,
  type Spot,
} from "../../web/src/link/link.ts";
import { kOldViews } from "../../web/src/state/views.ts";

/** A token whose checksum is right, of any bytes in the place of its DEFLATE stream. */
export function signed(bytes: Uint8Array, codec = "1"): string {
  const body = codec + to_base64url(bytes);
  return `${body}~${check_of(body)}`;
}

/** A token of any bytes, packed by another DEFLATE than the page's. */
export function packed(content: string | Uint8Array): string {
  return signed(deflateRawSync(content));
}

export const token_of_json = (json: unknown): string => packed(JSON.stringify(json));

const id = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
  fc.constantFrom("__proto__", "constructor", "0", "W1", "h.W", "<img src=x onerror=alert(1)>"),
);
const spot: fc.Arbitrary<Spot> = fc.tuple(id, fc.nat(4_000_000));
const vector = fc.oneof(
  fc.constantFrom("one" as const, "equal" as const),
  fc.nat(1_000_000_000),
  fc.array(fc.tuple(id, fc.nat(4_000_000), fc.double()), { minLength: 1, maxLength: 3 }),
);
const word = fc.stringMatching(/^[A-Za-z0-9 _.,-]{0,20}$/);
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((name) => !(kFields as readonly string[]).includes(name));
const { value: plain } = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    word,
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ) as fc.Arbitrary<Plain>,
}));

/** Lines of a network, and anything else that can stand in a text, half a pair of surrogates included. */
export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 100 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("", "\ud800", "# σ\nparam w = 3\nL = σ(w*w)\n", "\u0000", "\ufeffL = 1"),
);

/** Any link: every field may be there or not. */
export const any_link: fc.Arbitrary<Link> = fc.record(
  {
    src: text,
    from: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
    vals: fc.array(fc.tuple(id, fc.nat(4_000_000), fc.double()), {
      minLength: 1,
      maxLength: 4,
    }),
    mode: fc.constantFrom(...kModes),
    at: fc.nat(20_000_000),
    sel: spot,
    wrt: spot,
    of: spot,
    open: fc.array(fc.tuple(id, fc.constantFrom(...kLevels)), { minLength: 1, maxLength: 4 }),
    view: fc.constantFrom(...Object.keys(kOldViews), "hessian·v", "What if?", "二階"),
    tour: fc.nat(kMostTour),
    quiz: fc.array(fc.tuple(id, fc.nat(4_000_000), fc.constantFrom(...kHidden)), { minLength: 1, maxLength: 4 }),
    digits: fc.integer({ min: 1, max: kMostDigits }),
    dir: fc.tuple(vector, vector),
    train: fc.tuple(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.stringMatching(/^[a-z][a-z0-9_]{0,19}$/),
      fc.constantFrom("sgd", "adam"),
    ),
    count: fc.constant(kCount),
    more: fc.dictionary(key, plain, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ["src"], noNullPrototype: true },
);
