// Addresses of strangers: each case of the list in tests/links/hostile_urls.json is made and gets its class of answer.
import { describe, expect, test } from "vitest";
import { decode, kMostCharacters } from "../../web/src/link/codec.ts";
import { sent } from "../links/hostile.ts";
import cases from "../links/hostile_urls.json";
import { packed } from "../links/make.ts";

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
    const bomb = packed("[".repeat(60_000_000));
    const started = performance.now();
    expect(decode(bomb)).toMatchObject({ problem: { code: "U_LIMIT_INFLATED" } });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
