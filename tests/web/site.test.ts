// The pages beside the page itself, as they are made: addresses, what chats are shown, the looks of a picture without a sheet.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { site_address } from "../../web/tools/site/address.ts";
import { names_of, wrapped } from "../../web/tools/site/card.ts";
import { entries } from "../../web/tools/site/entries.ts";
import { document_of, kHome, type Page, shared_head, to_root } from "../../web/tools/site/head.ts";
import { robots, site_map } from "../../web/tools/site/map.ts";
import { for_root } from "../../web/tools/site/sheet.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const tokens = read("web/src/element/tokens.css");
const page: Page = {
  path: "n/square/",
  title: 'A "square" <b>',
  description: "x & y",
  card: "n/square/card.png",
  card_words: "words",
};

describe("the address of the site", () => {
  const github = { GITHUB_REPOSITORY: "ada/bothways" };
  test.each([
    [{ env: {} }, ""],
    [{ env: { BW_SITE: "https://example.org/a" } }, "https://example.org/a/"],
    [{ env: { BW_SITE: "https://example.org" }, homepage: "https://other.org/" }, "https://example.org/"],
    [{ env: github, homepage: "https://other.org/b/?x#y" }, "https://other.org/b/"],
    [{ env: github }, "https://ada.github.io/bothways/"],
    [{ env: { GITHUB_REPOSITORY: "ada/ada.github.io" } }, "https://ada.github.io/"],
  ])("%j", (given, address) => expect(site_address(given)).toBe(address));
  test.each(["bothways", "javascript:alert(1)", "/a/b/"])("%s is refused", (BW_SITE) =>
    expect(() => site_address({ env: { BW_SITE } })).toThrow("an address such as https://"),
  );
});

describe("what chats and search engines are shown", () => {
  test("with an address in full, without one from the page itself", () => {
    const full = shared_head(page, "https://example.org/b/");
    expect(full).toContain('<link rel="canonical" href="https://example.org/b/n/square/" />');
    expect(full).toContain('property="og:image" content="https://example.org/b/n/square/card.png"');
    const bare = shared_head(page, "");
    expect(bare).not.toContain("canonical");
    expect(bare).toContain('property="og:image" content="../../n/square/card.png"');
    expect(shared_head(kHome, "")).toContain('property="og:image" content="./card.png"');
  });
  test("a title with marks stays text", () => {
    const html = document_of(page, "", "<main></main>");
    expect(html).toContain("<title>A &quot;square&quot; &lt;b&gt;</title>");
    expect(html).toContain('content="x &amp; y"');
    expect(html).not.toMatch(/<script|script-src/);
  });
  test("the page is called as in index.html", () => {
    const html = read("web/index.html");
    expect(html).toContain(`<title>${kHome.title}</title>`);
    expect(html).toContain(`<meta name="description" content="${kHome.description}" />`);
  });
  test("the way to the root", () => expect(["", "n/", "n/a/"].map(to_root)).toEqual(["./", "../", "../../"]));
  test("robots and the map: kept versions are not shown twice", () => {
    expect(robots("")).toBe("User-agent: *\nDisallow: /v/\n");
    expect(robots("https://example.org/b/")).toBe(
      "User-agent: *\nDisallow: /b/v/\nSitemap: https://example.org/b/sitemap.xml\n",
    );
    expect(site_map("https://example.org/", ["", "n/a/"]).match(/<loc>[^<]*<\/loc>/g)).toEqual([
      "<loc>https://example.org/</loc>",
      "<loc>https://example.org/n/a/</loc>",
    ]);
  });
});

test("every network has a name of its own, which an address can hold, and a title and a question", () => {
  const names = entries.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(30);
  for (const { name, title, question } of entries) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect([title.length > 3, question.length > 10]).toEqual([true, true]);
  }
});

test("lines of a card: whole words, and an ellipsis where there are too many", () => {
  expect(wrapped("one two three", 8, 3)).toEqual(["one two", "three"]);
  expect(wrapped("one two three four", 5, 2)).toEqual(["one", "two…"]);
  expect(wrapped("", 5, 2)).toEqual([]);
});

test("the colours of a page are those of the tokens", () => {
  const sheet = for_root(tokens);
  expect(sheet).not.toContain(":host");
  expect(sheet).toContain(':root:not([theme="light"])');
  expect(sheet).not.toContain("all: initial");
  const names = names_of(tokens);
  for (const name of ["paper", "ink", "along", "against", "hairline"])
    expect(tokens.split("@media")[0]).toContain(`--${name}: ${names[`--${name}`]};`);
});

test("who cites it finds the version that it is", () => {
  const { version } = JSON.parse(read("package.json"));
  expect(read("CITATION.cff")).toContain(`\nversion: ${version}\n`);
});
