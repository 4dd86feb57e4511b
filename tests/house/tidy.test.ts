// Shows that .clang-tidy finds what it is there for.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { look } from "../runner/tidy.mjs";

const folder = fileURLToPath(new URL("../../build/tests", import.meta.url));

/** What clang-tidy says of a file of C++ with this text. */
function said_of(text: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "tried.cpp");
  writeFileSync(path, text);
  return look(path);
}

/** A function of that many lines. */
const of_lines = (lines: number) => `int f(int a) {\n${"  a += 1;\n".repeat(lines - 2)}  return a;\n}\n`;
const large = "struct Large { Large(); Large(const Large&); Large(Large&&); int size() const; };\n";
const each_other = "int g(int);\nint f(int a) { return a == 0 ? 0 : g(a - 1); }\nint g(int a) { return f(a); }\n";
const moved = `#include <utility>\n${large}int f() {\n  Large a;\n  Large b = std::move(a);\n  return a.size() + b.size();\n}\n`;

test.each([
  ["a function that calls itself", "int f(int a) { return a == 0 ? 0 : f(a - 1); }\n", "misc-no-recursion"],
  ["functions that call each other", each_other, "misc-no-recursion"],
  ["a function of 62 lines", of_lines(62), "readability-function-size"],
  ["what is used after it was moved", moved, "bugprone-use-after-move"],
  [
    "what is copied to be read",
    `${large}int f(const Large a) { return a.size(); }\n`,
    "performance-unnecessary-value-param",
  ],
])("%s is found", async (_, text, check) => {
  expect(await said_of(text)).toContain(`[${check},`);
});

test("nothing is found in a function of 60 lines", async () => {
  expect(await said_of(of_lines(60))).toBe("");
});
