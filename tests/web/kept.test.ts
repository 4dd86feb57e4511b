// How the panes are arranged, in a storage that may hold anything or be closed.
import { expect, test } from "vitest";
import { keep, kept } from "../../web/src/element/kept.ts";

/** A storage that holds one text. */
function box(text: string | null): Pick<Storage, "getItem" | "setItem"> & { text: string | null } {
  const one = {
    text,
    getItem: () => one.text,
    setItem: (_: string, value: string) => {
      one.text = value;
    },
  };
  return one;
}

test("what was kept comes back", () => {
  const storage = box(null);
  expect(kept(storage)).toEqual({});
  for (const one of [{ side: 300 }, { side: 300, drawer: 200, folded: true }, { folded: false }]) {
    keep(one, storage);
    expect(kept(storage)).toEqual(one);
  }
});

test("what is no size and no choice is left out", () => {
  for (const text of ["", "nonsense", "null", "7", "[]", '{"side":"300"}', '{"side":-1,"drawer":1e9,"folded":1}'])
    expect(kept(box(text)), text).toEqual({});
  expect(kept(box('{"side":300,"drawer":"x"}'))).toEqual({ side: 300 });
});

test("without a storage, or with one that refuses, nothing is kept and nothing fails", () => {
  const refusing = {
    getItem: (): string => {
      throw new Error("closed");
    },
    setItem: (): void => {
      throw new Error("full");
    },
  };
  for (const storage of [null, refusing]) {
    expect(kept(storage)).toEqual({});
    keep({ side: 300 }, storage);
  }
});
