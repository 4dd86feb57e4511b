// Links that were given out: each opens, says what it said, and gives the numbers it gave. With BW_NEW_LINKS=1 links of new
// presets are added; no entry that is there is ever changed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { kOldViews } from "../../web/src/state/views.ts";
import { corpus, differences, file, type Kept, numbers_of } from "../links/corpus.ts";
import { spellings } from "../links/spellings.ts";

const examples = new URL("../../web/examples/", import.meta.url);
const presets = readdirSync(examples).map((name) => name.replace(/\.net$/, ""));
const text = (id: string): string => readFileSync(new URL(`${id}.net`, examples), "utf8");

if (process.env.BW_NEW_LINKS) {
  const known = corpus();
  const add = (name: string, link: Link): void => {
    const token = encode(link) ?? "";
    if (!known.some((one) => one.name === name)) known.push({ name, token, link, numbers: numbers_of(link) });
  };
  for (const id of presets) add(id, { src: text(id) });
  add("every field", {
    src: text("two-layer"),
    from: "two-layer",
    vals: [
      ["b1", 1, -0.25],
      ["x", 0, 1e-3],
    ],
    mode: "both",
    at: 4,
    sel: ["a1", 1],
    wrt: ["W1", 2],
    of: ["L", 0],
    view: "costs",
    more: { later: [1, "words"] },
  });
  add("letters of other scripts", {
    src: "# Ableitung für Anfänger\nparam ω = 0.5\nŷ = σ(ω*3)\nL = -ln(ŷ)\n",
    wrt: ["ω", 0],
  });
  add("a made weight", {
    src: "param W = randn(2, 3, seed=1)\ninput x = [1, 2, 3]\nL = sum(tanh(W @ x))\n",
    vals: [["W", 4, 2]],
    wrt: ["W", 4],
  });
  const recounted = "param w = [0.3, -0.7, 2]\ninput x = [1, -2, 0.5]\na = elu(w * x)\nb = expm1(a)\nL = sum(b * a)\n";
  add("figures of the first counting convention", { src: recounted });
  add("figures of the second counting convention", { src: recounted, count: 2 });
  const seen = { src: text("two-layers-and-a-skip") };
  for (const view of Object.keys(kOldViews)) add(`the view ${view}`, { ...seen, view });
  add("a card", { ...seen, sel: ["W2", 5] });
  add("a step of the tour", { ...seen, tour: 4 });
  add("forward alone", { ...seen, mode: "forward" });
  add("backward alone", { ...seen, mode: "reverse" });
  add("a position of the steps", { ...seen, at: 12, wrt: ["w3", 1] });
  add("hidden numbers", {
    ...seen,
    quiz: [
      ["h", 1, "adjoint"],
      ["a2", 0, "value"],
    ],
  });
  add("hidden numbers of which one digit is asked", { ...seen, quiz: [["W1", 2, "adjoint"]], digits: 1 });
  add("statements taken apart", {
    ...seen,
    open: [
      ["a1", "neurons"],
      ["L", "operations"],
    ],
  });
  add("directions of one's own", { ...seen, view: "directions", dir: [[["W1", 2, -0.5]], 7] });
  add("how training is estimated", { ...seen, view: "training", train: [128, "bfloat16", "adam"] });
  for (const [name, src] of Object.entries(spellings)) add(name, { src });
  writeFileSync(file, `${JSON.stringify(known, null, 1)}\n`);
}

describe("every link that was given out", () => {
  test.each(corpus())("$name", ({ token, link, numbers }: Kept) => {
    expect(decode(`#${token}`)).toEqual({ status: "link", link });
    expect(differences(numbers_of(link), numbers)).toEqual([]);
  });
  test("each preset has one", () =>
    expect(presets.filter((id) => !corpus().some(({ name }) => name === id))).toEqual([]));
  test("the bytes that are written now are those that were", () => {
    for (const { link, token } of corpus()) expect(encode(link)).toBe(token);
  });
});
