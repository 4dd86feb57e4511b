// The link: every state comes back, every damage is noticed, and nothing that a stranger writes gets past the boundary.
import { readdirSync, readFileSync } from "node:fs";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { from_base64url, to_base64url } from "../../web/src/link/base64url.ts";
import { decode, encode, type Reading, token_of } from "../../web/src/link/codec.ts";
import { check_of, crc32 } from "../../web/src/link/crc.ts";
import { canonical, kCount, type Link } from "../../web/src/link/link.ts";
import { kOldViews, section_named, section_of, title_for, title_of, view_of } from "../../web/src/state/views.ts";
import { any_link, packed, signed, token_of_json } from "../links/make.ts";

const coded = (link: Link): string => encode(link) ?? "too large";
const code = (reading: Reading): string => (reading.status === "broken" ? reading.problem.code : reading.status);
const network: Link = { src: "param w = 3\nL = w*w\n", wrt: ["w", 0], at: 2 };
const token = coded(network);

describe("the pieces", () => {
  test("CRC-32 has the check value of its catalogue entry", () => {
    expect(crc32("123456789")).toBe(0xcbf43926);
    expect(check_of("")).toBe("0000000");
    expect(check_of("123456789")).toBe((0xcbf43926).toString(36));
  });
  test("base64url is Node's, and has one spelling for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = to_base64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(from_base64url(text)).toEqual(bytes);
      }),
    );
    for (const wrong of ["A", "AB=", "AB", "A+", "ABC", "AAAAA"]) expect(from_base64url(wrong)).toBe(null);
  });
  test("a token is what it is said to be: Node can unpack it", () => {
    const [, body = "", check = ""] = /^1([\w-]+)~([0-9a-z]{7})$/.exec(token) ?? [];
    expect(inflateRawSync(Buffer.from(body, "base64url")).toString()).toBe(
      '{"v":1,"src":"param w = 3\\nL = w*w\\n","at":2,"wrt":["w",0]}',
    );
    expect(check).toBe(check_of(`1${body}`));
  });
  test("the token stands in the fragment, or under s where there is none", () => {
    expect(token_of({ hash: "#1a", search: "?s=1b" })).toBe("#1a");
    expect(token_of({ hash: "#", search: "?view=stage&s=1b&x=2" })).toBe("1b");
    expect(token_of({ hash: "", search: "?g=1b" })).toBe("");
  });
});

describe("state → link → state", () => {
  test("any link comes back as it was, and has one token", () => {
    fc.assert(
      fc.property(any_link, (link) => {
        const made = coded(link);
        const reading = decode(`#${made}`);
        expect(reading).toEqual({ status: "link", link });
        expect(made).toMatch(/[0-9a-z]$/);
        if (reading.status === "link") expect(coded(reading.link)).toBe(made);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
  test("what this version does not know is kept and written back", () => {
    const newer = { v: 1, src: "L = 1", zoom: 2, panes: { left: ["graph", 3] } };
    const reading = decode(token_of_json(newer));
    expect(reading).toMatchObject({ status: "link", link: { more: { zoom: 2, panes: { left: ["graph", 3] } } } });
    if (reading.status === "link") expect(decode(coded(reading.link))).toEqual(reading);
  });
  test("the version of the counting convention is written where it is not the first", () => {
    const src = "param x = -1\ny = elu(x)\n";
    expect(canonical({ src })).not.toContain("count");
    expect(canonical({ src, count: 2 })).toBe(`{"v":1,"src":${JSON.stringify(src)},"count":2}`);
    for (const count of [undefined, 0, 1])
      expect(decode(token_of_json({ v: 1, src, count }))).toEqual({ status: "link", link: { src } });
    expect(decode(token_of_json({ v: 1, src, count: 2 }))).toEqual({ status: "link", link: { src, count: 2 } });
    const newer = decode(token_of_json({ v: 1, src, count: kCount + 1 }));
    expect(newer).toMatchObject({ status: "broken", problem: { code: "U_VERSION" } });
    for (const count of [-1, 1.5, "2", null]) expect(code(decode(token_of_json({ v: 1, src, count })))).toBe("U_VALUE");
  });
  test("a network of more than 256 KiB has no link", () => {
    expect(encode({ src: "x".repeat(256 * 1024) })).toBe(null);
    expect(encode({ src: "x".repeat(255 * 1024) })).not.toBe(null);
  });
});

describe("what a link goes through on its way", () => {
  const half = Math.floor(token.length / 2);
  test.each([
    ["a number sign", `#${token}`],
    ["white space around it", `  #${token}\r\n`],
    ["a soft line break", `${token.slice(0, half)}\r\n  ${token.slice(half)}`],
    ["an escaped line break", `${token.slice(0, half)}%0A${token.slice(half)}`],
    ["an escaped ~", token.replace("~", "%7E")],
    ["an escaped ~ in small letters", token.replace("~", "%7e")],
    ["every character escaped", [...token].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("")],
    ["an escaped number sign", `%23${token}`],
    ["the end of a sentence", `${token}.`],
    ["brackets and quotes", `${token}”).`],
    ["the end of a sentence in Chinese or Japanese", `${token}。`],
    ["the end of a sentence, escaped by the browser", `${token}${encodeURIComponent("。")}`],
    ["full-width punctuation", `${token}！？）】」』》＞`],
    ["the marks of other languages", `${token}، ؟`],
    ["words that no space parts from it", `${token}。ここを見て`],
    ["a zero-width space behind it", `${token}\u200b`],
    ["an escaped zero-width space", `${token}%E2%80%8B`],
    [
      "zero-width characters around and in it",
      `\ufeff#\u2060${token.slice(0, half)}\u200b\u200d\u00ad${token.slice(half)}\u200e`,
    ],
    ["a counter of visits", `${token}&fbclid=IwAR0abc_-~xyz`],
    ["counters with a question mark", `${token}?utm_source=mail&utm_medium=a%20b&gclid=1`],
    ["a counter with an escape that is none", `${token}&q=100%&x=%E0%A4`],
    ["a counter of its own, escaped", `${token}%3Futm_source%3Dmail`],
    ["a slash, and what follows", `${token}/?ref=x#top`],
    ["everything together", ` \u200b#${token.replace("~", "%7E")}&fbclid=1).。\u200b`],
    ["Markdown around it", `${token})** |`],
  ])("is read with %s", (_, sent) => expect(decode(sent)).toEqual({ status: "link", link: network }));
  test.each([
    ["escaped twice", token.replace("~", "%257E"), "U_CHARS"],
    ["a wrong escape", "%E0%A4%A", "U_CHARS"],
    ["a counter behind a token that was cut", `${token.slice(0, -1)}&fbclid=1`, "U_CHARS"],
    [
      "a counter behind a token that was changed",
      `${token.replace(/.$/, (end) => (end === "a" ? "b" : "a"))}&fbclid=1`,
      "U_CHECKSUM",
    ],
    ["a counter behind a later codec", `${signed(deflateRawSync("{}"), "2")}&fbclid=1`, "U_VERSION"],
    ["letters behind it", `${token}abc`, "U_CHECKSUM"],
    ["another link behind it", `${token}${token}`, "U_CHECKSUM"],
    ["quoted-printable", `${token.slice(0, half)}=\n${token.slice(half)}`, "U_CHARS"],
    ["nothing at all", "", "none"],
    ["a bare number sign", "#", "none"],
    ["another codec", signed(deflateRawSync("{}"), "2"), "U_VERSION"],
    ["a later version", token_of_json({ v: 2, src: "L = 1" }), "U_VERSION"],
    ["a later counting", token_of_json({ v: 1, src: "L = 1", count: kCount + 1 }), "U_VERSION"],
    ["a name in the place of a link", "#main", "U_VERSION"],
    ["no DEFLATE", signed(new Uint8Array([7, 7, 7])), "U_DAMAGED"],
    ["no bytes", signed(new Uint8Array([])), "U_DAMAGED"],
    [
      "bytes behind the stream",
      signed(Buffer.concat([deflateRawSync('{"v":1,"src":""}'), Buffer.from([9])])),
      "U_DAMAGED",
    ],
    ["no UTF-8", packed(new Uint8Array([0xff, 0xfe])), "U_DAMAGED"],
    ["no JSON", packed("{"), "U_DAMAGED"],
    ["a list", packed("[]"), "U_VALUE"],
    ["no version", token_of_json({ src: "L = 1" }), "U_VALUE"],
    ["no text", token_of_json({ v: 1 }), "U_VALUE"],
    ["a text that is a number", token_of_json({ v: 1, src: 5 }), "U_VALUE"],
    ["half a step", token_of_json({ v: 1, src: "", at: 0.5 }), "U_VALUE"],
    ["a value that is none", token_of_json({ v: 1, src: "", vals: [["w", 0, "1"]] }), "U_VALUE"],
    [
      "a statement that is taken apart in no known way",
      token_of_json({ v: 1, src: "", open: [["a", "atoms"]] }),
      "U_VALUE",
    ],
    ["a step of the tour that there is not", token_of_json({ v: 1, src: "", tour: 11 }), "U_VALUE"],
    ["a hidden number of no kind", token_of_json({ v: 1, src: "", quiz: [["a", 0, "cost"]] }), "U_VALUE"],
    ["hidden numbers that are none", token_of_json({ v: 1, src: "", quiz: [] }), "U_VALUE"],
    ["one vector alone", token_of_json({ v: 1, src: "", dir: ["one"] }), "U_VALUE"],
    ["a vector of no kind", token_of_json({ v: 1, src: "", dir: ["one", "all"] }), "U_VALUE"],
    ["a seed that is none", token_of_json({ v: 1, src: "", dir: [-1, "one"] }), "U_VALUE"],
    ["a vector of nothing", token_of_json({ v: 1, src: "", dir: [[], "one"] }), "U_VALUE"],
    ["a batch of none", token_of_json({ v: 1, src: "", train: [0, "float32", "sgd"] }), "U_VALUE"],
    ["a type that is markup", token_of_json({ v: 1, src: "", train: [1, "<b>", "sgd"] }), "U_VALUE"],
    ["training without an optimizer", token_of_json({ v: 1, src: "", train: [1, "float32"] }), "U_VALUE"],
    ["an element without a node", token_of_json({ v: 1, src: "", sel: [3, 0] }), "U_VALUE"],
    ["an unknown key that nobody would give", token_of_json({ v: 1, src: "", "on click": 1 }), "U_KEY"],
    ["an unknown key full of data", token_of_json({ v: 1, src: "", z: Array(501).fill(0) }), "U_VALUE"],
    ["an unknown key too deep", packed(`{"v":1,"src":"","z":${"[".repeat(9)}${"]".repeat(9)}}`), "U_VALUE"],
  ])("%s is answered in words", (_, sent, expected) => {
    const reading = decode(sent);
    expect(code(reading)).toBe(expected);
    if (reading.status !== "broken") return;
    for (const words of Object.values(reading.problem).slice(1)) expect(words).toMatch(/^[A-Z“].*[.]$/);
  });
});

describe("damage", () => {
  test("every truncation of a link is noticed", () => {
    for (let end = 1; end < token.length; end++) expect(code(decode(token.slice(0, end)))).toMatch(/^U_/);
    fc.assert(
      fc.property(any_link, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (link, part) => {
        const made = coded(link);
        expect(code(decode(made.slice(0, 1 + Math.floor(part * (made.length - 1)))))).toBe("U_TRUNCATED");
      }),
    );
  });
  test("every change of one character is noticed, and every other letter case", () => {
    const letters = [..."ABCXYZabcxyz0189-_~.,=+/%# \n<é"];
    for (let at = 0; at < token.length; at++)
      for (const letter of letters)
        if (letter !== token[at]) {
          const sent = token.slice(0, at) + letter + token.slice(at + 1);
          expect(code(decode(sent)), sent).toMatch(/^U_/);
        }
    const flip = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());
    fc.assert(
      fc.property(
        any_link,
        fc.nat(),
        fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }),
        (link, n, other) => {
          const made = coded(link);
          const at = n % made.length;
          const letter = made[at] ?? "";
          for (const next of [other, flip(letter)])
            if (next !== letter) expect(code(decode(made.slice(0, at) + next + made.slice(at + 1)))).toMatch(/^U_/);
          for (const all of [made.toUpperCase(), made.toLowerCase()])
            if (all !== made) expect(code(decode(all))).toMatch(/^U_/);
        },
      ),
      { numRuns: 2000 },
    );
  }, 120_000);
  test("10,000 random fragments: no exception, and never a network that was not sent", () => {
    const made = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.string({ maxLength: 80 }).map((text) => `#1${text}`),
      fc.stringMatching(/^#1[\w-]{0,60}~[0-9a-z]{7}$/),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => signed(bytes)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => packed(bytes)),
      fc.json({ maxDepth: 3 }).map((json) => packed(json)),
      fc.tuple(any_link, fc.nat(), fc.nat()).map(([link, from, to]) => {
        const sent = coded(link);
        return sent.slice(from % sent.length) + sent.slice(0, to % sent.length); // pieces of a link in another order
      }),
    );
    fc.assert(
      fc.property(made, (sent) => {
        const reading = decode(sent);
        if (reading.status === "none")
          expect(sent.replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cf}#.,;:!?)\]}>"'”’»]|%20/gu, "")).toBe("");
        if (reading.status === "link") expect(sent).toContain(coded(reading.link));
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);
});

test("values that JSON cannot say are in a link", () => {
  const vals: Link["vals"] = [-0, Number.NaN, Infinity, -Infinity, 1.5].map((value, at) => ["w", at, value]);
  expect(decode(coded({ src: "L = 1", vals }))).toEqual({ status: "link", link: { src: "L = 1", vals } });
  for (const value of ["nan", "1", "", null, true, "0"])
    expect(code(decode(token_of_json({ v: 1, src: "", vals: [["w", 0, value]] })))).toBe("U_VALUE");
});

describe("the views that a link can name", () => {
  /** The titles of all tabs, read out of the panels, which Node cannot load. */
  const folder = new URL("../../web/src/panels/", import.meta.url);
  const places = readdirSync(folder).flatMap(
    (name) =>
      /const panel: PanelPlace = \{[^;]*area: "tab".*?\};/s.exec(readFileSync(new URL(name, folder), "utf8")) ?? [],
  );
  const titles = places.map((place) => JSON.parse(/title: ("(?:[^"\\]|\\.)*")/.exec(place)?.[1] ?? "null") as string);
  const parts = [...new Set(["Network", "Graph", "Steps", ...titles])];

  test("are those of every tab, whatever its title is", () => {
    expect(titles.length).toBeGreaterThan(7);
    for (const title of parts) {
      const link: Link = { src: "L = 1", view: view_of(title) };
      expect(decode(coded(link)), title).toEqual({ status: "link", link });
      expect(title_of(view_of(title), parts)).toBe(title);
    }
  });
  test("name one part each, and so do the sections", () => {
    expect(new Set(parts.map(view_of)).size).toBe(parts.length);
    const taken = ["side", "main", "tape"];
    expect(new Set([...taken, ...titles.map(section_of)]).size).toBe(taken.length + new Set(titles).size);
    expect(section_of("Hessian·v of a loss")).toBe("hessian·v-of-a-loss");
  });
  test("name what they named when they were given out", () => {
    const all = "network graph steps ledger costs memory paths mistakes scaling sources";
    expect(Object.keys(kOldViews).join(" ").startsWith(all)).toBe(true);
    for (const [view, title] of Object.entries(kOldViews)) expect(title_of(view, parts), view).toBe(title);
    expect(title_of("costs", ["Graph", "What it costs"])).toBe(undefined);
  });
  test("open the drawer in which the part lies, and a drawer's name in a link is one that was given out", () => {
    const order = (place: string): number => Number(/order: (\d+)/.exec(place)?.[1]);
    const sections = places
      .toSorted((a, b) => order(a) - order(b))
      .map((place) => {
        const field = (name: string) =>
          JSON.parse(new RegExp(`${name}: ("(?:[^"\\\\]|\\\\.)*")`).exec(place)?.[1] ?? "null") as string | null;
        const title = field("title") ?? "";
        return { title, drawer: field("drawer") ?? title };
      });
    const drawers = Object.keys(kOldViews).map((view) => section_named(view, sections)?.drawer ?? "");
    expect(drawers.join(" ")).toMatch(/^ {3}Numbers Costs Costs Paths Paths Costs Learn/);
    for (const [drawer, title] of [
      ["Numbers", "Ledger"],
      ["Costs", "Costs"],
      ["Paths", "Paths"],
      ["Learn", "Sources"],
    ] as const) {
      expect(title_for(drawer, sections)).toBe(title);
      expect(section_named(view_of(drawer), sections)?.drawer).toBe(drawer);
    }
    expect(title_for("A new one", [{ title: "A new one", drawer: "A new one" }])).toBe("A new one");
    expect(section_named("", sections)).toBe(undefined);
  });
  test("are kept where this page has none of that name, and name nothing that every object has", () => {
    for (const view of ["hologram", "Hessian·v", "二階 & mehr", "constructor", "__proto__"]) {
      expect(decode(token_of_json({ v: 1, src: "L = 1", view }))).toEqual({
        status: "link",
        link: { src: "L = 1", view },
      });
      expect(title_of(view, parts)).toBe(undefined);
    }
    for (const view of ["", 999, null, ["costs"], "a<b", "a:b", "a\nb", "a\u202eb", "x".repeat(61)])
      expect(code(decode(token_of_json({ v: 1, src: "L = 1", view })))).toBe("U_VALUE");
  });
});
