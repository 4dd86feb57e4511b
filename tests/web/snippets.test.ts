// What is pasted elsewhere: the right address in each, and a title of a stranger that stays a title. That browsers show them is
// tests/e2e/share.spec.ts.
import { describe, expect, test } from "vitest";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { embed_address, length_words, type Shared, snippets } from "../../web/src/link/snippets.ts";

const link: Link = { src: "param w = 3\nL = w*w\n" };
const evil = '"><script>alert(1)</script>{1}`\u2028```\n\\';
const shared: Shared = {
  base: "http://localhost/a/",
  token: encode(link) ?? "",
  link,
  title: evil,
  height: 520,
  view: "both",
};
const text = (id: string): string => snippets(shared).find((one) => one.id === id)?.text ?? "";

test("every snippet has the network, and its address is whole", () => {
  for (const { id, text } of snippets(shared)) {
    const token = /#(1[\w~-]+)/.exec(text)?.[1];
    if (id === "json") expect(JSON.parse(text)).toEqual({ v: 1, ...link });
    else expect(decode(token ?? ""), id).toEqual({ status: "link", link });
  }
  expect(text("link")).toBe(`http://localhost/a/#${shared.token}`);
  expect(embed_address(shared)).toBe(`http://localhost/a/embed.html?view=both#${shared.token}`);
  expect(embed_address({ ...shared, view: "" })).toBe(`http://localhost/a/embed.html#${shared.token}`);
});

describe("a title of a stranger", () => {
  test.each(["iframe", "element", "myst", "quarto", "reveal"])("stays in its place in %s", (id) => {
    expect(text(id)).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(text(id).replace(/<script src="[^"]*" type="module"><\/script>/, "")).not.toContain("<script");
  });
  test("stays a text in Docusaurus", () => {
    const title = /title=\{("(?:[^"\\]|\\.)*")\}/.exec(text("docusaurus"))?.[1] ?? "";
    expect(JSON.parse(title)).toBe(evil.replace("\u2028", " "));
  });
  test("does not end a block of Markdown", () => {
    expect(text("myst").match(/```/g)).toHaveLength(3); // two of ours; the one of the title stands in the middle of a line
    expect(text("myst").split("\n")).toHaveLength(4);
  });
});

test("the length has three levels, each in words", () => {
  expect([2000, 2001, 8000, 8001].map((one) => length_words(one).level)).toEqual(["short", "long", "long", "longest"]);
});
