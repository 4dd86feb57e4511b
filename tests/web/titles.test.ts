// What a network is called and which question it asks: by its text, whatever preset it came from.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../web/src/engine/types.gen.ts";
import { presets } from "../../web/src/state/presets.ts";
import { beginning, errors, network } from "../../web/src/state/selectors.ts";
import { kInitial } from "../../web/src/state/state.ts";

const kGeneral = "Why not pass the derivatives forward, layer by layer?";
const of = (text: string, preset = "") => {
  const { title, question } = network({ ...kInitial, text, preset }, presets);
  return [title, question];
};
const text = (id: string): string => {
  const homes = ["examples", "large"].map((folder) => new URL(`../../web/${folder}/${id}.net`, import.meta.url));
  return readFileSync(homes.find((home) => existsSync(home)) ?? "", "utf8");
};

test.each(presets.map((one) => [one.id, one] as const))(
  "%s has its own title and question",
  (id, { title, question }) => {
    expect(of(text(id), id)).toEqual([title, question]);
    expect(of(text(id))).toEqual([title, question]);
  },
);

test("a line of code is neither a title nor a question", () => {
  expect(of("param w = 3\nL = w*w\n")).toEqual(["A network from a link", kGeneral]);
  expect(of("# Mine\nparam w = 3\nL = w*w\n")).toEqual(["Mine", kGeneral]);
  expect(of("# Mine\n# w = 4\nparam w = 3\nL = w*w\n")).toEqual(["Mine", kGeneral]);
  expect(of("# Mine\n# How large?\nparam w = 3\n")).toEqual(["Mine", "How large?"]);
  expect(of("\nparam w = 3\n# Mine\n")).toEqual(["A network from a link", kGeneral]);
});

test("what the reader has made is called so, and a text with nothing in it is no error", () => {
  const past = [{ preset: "", text: "", overrides: [], what: "typing" }];
  const mine = { ...kInitial, text: "L = 1\n", history: { ...kInitial.history, past } };
  expect(network(mine, presets).title).toBe("A network of your own");
  const strange = { ...mine, link: { ...mine.link, strange: mine.text } };
  expect(network(strange, presets).title).toBe("A network from a link");
  expect(of(" \n")[0]).toBe("An empty network");
  const empty = { code: "E_EMPTY", severity: "error", message: "", hint: "" } as Diagnostic;
  const leaves = { ...empty, code: "E_OUTPUT" } as Diagnostic;
  const wrong = { ...leaves, span: { line: 1, column: 1, end_line: 1, end_column: 2 } } as Diagnostic;
  expect([beginning([empty]), beginning([leaves]), beginning([wrong]), beginning([])]).toEqual([
    empty,
    leaves,
    null,
    null,
  ]);
  expect(errors({ ...kInitial, problems: [leaves] })).toEqual([]);
  expect(errors({ ...kInitial, problems: [leaves, wrong] })).toEqual([leaves, wrong]);
});

test("the name and the question of a preset go with its text", () => {
  expect(of("param w = 3\nL = w*w\n", "two-layers-and-a-skip")).toEqual(["A network", kGeneral]);
  expect(of("# Mine\nparam w = 3\n", "fan-out")).toEqual(["Mine", kGeneral]);
});

test("a question with a figure holds while the network is as large, whatever its values", () => {
  const mine = text("two-layers-and-a-skip");
  const asked = presets.find(({ id }) => id === "two-layers-and-a-skip")?.question;
  expect(asked).toContain("41");
  expect(of(mine.replace("-0.4", "0.75e-3"), "two-layers-and-a-skip")[1]).toBe(asked);
  expect(of(mine.replace(" + b2", ""), "two-layers-and-a-skip")[1]).toBe(kGeneral);
  const doubling = text("doubling");
  expect(of(doubling.replace("0.0001", "0.2"), "doubling")[1]).toContain("1,048,576");
  expect(of(doubling.replace("depth = 19", "depth = 4"), "doubling")[1]).toBe(kGeneral);
  const own = "# Mine\n# Which of 3 weights?\nparam w = 3\n";
  expect(of(own, "doubling")[1]).toBe("Which of 3 weights?");
});
