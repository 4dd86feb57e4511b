// The notices of third parties: a licence that is not on the list ends the build; Debian's copyright files are read by their standard.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { kNotices } from "../../web/src/link/notices.ts";
import { copyright_of } from "../../web/tools/copyright.mjs";
import { allowed, compiled, kCompiled, notices, shipped, kNotices as written } from "../../web/tools/notices.mjs";

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"));

// Section 5 and 6 of the standard: a stanza of files, of which the last that covers a file holds; texts in stanzas of their own.
const debian = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: 2001 A. Author
License: GPL-3+

Files: Eigen/*
 include/nlohmann/* system/*
Copyright: 2002 B. Author
License: MPL-2

License: MPL-2
 The text of it.
 .
 Its second paragraph.

License: GPL-3+
 Another text.
`;

describe("what is compiled in", () => {
  test("of a file the last stanza holds, with its holder and its text", () => {
    expect(copyright_of(debian, ["Eigen/src/Core/Matrix.h"])).toEqual({
      licences: ["MPL-2.0"],
      body: "Copyright 2002 B. Author\nLicence: MPL-2\n\nMPL-2\nThe text of it.\n\nIts second paragraph.",
    });
    expect(copyright_of(debian, ["README"]).licences).toEqual(["GPL-3+"]);
  });
  test("a licence that is not on the list, and a file that nothing is said of, end the build", () => {
    expect(() => compiled(() => debian.replace("License: MPL-2\n\n", "License: GPL-3+\n\n"))).toThrow(
      /Eigen is under GPL-3\+, which is not on the list/,
    );
    expect(() => copyright_of("Files: a/*\nCopyright: x\nLicense: Expat\n", ["b/c"])).toThrow(/says nothing of b\/c/);
  });
  test("of a machine without Debian's files the notices say so, and are not complete", () => {
    expect(compiled(() => null).map(({ complete }) => complete)).toEqual(kCompiled.map(() => false));
  });
});

describe("what the lock file names", () => {
  test("a package under another licence ends the build, and so does one without a text", () => {
    const one = (license: string) => ({ packages: { "node_modules/evil": { version: "1.0.0", license } } });
    const at = mkdtempSync(join(tmpdir(), "bothways-"));
    mkdirSync(join(at, "node_modules", "evil"), { recursive: true });
    expect(() => shipped(one("AGPL-3.0-only"), at)).toThrow(/evil is under AGPL-3\.0-only, which is not on the list/);
    expect(() => shipped(one(""), at)).toThrow(/evil is under no licence that it names/);
    expect(() => shipped(one("MIT"), at)).toThrow(/evil ships no text of its licence/);
    writeFileSync(join(at, "node_modules", "evil", "LICENSE.md"), "Do as you like.\n");
    expect(shipped(one("MIT"), at)).toEqual([{ name: "evil 1.0.0", licence: "MIT", text: "Do as you like." }]);
  });
  test("of an expression all parts must be on the list, and one of those to choose from", () => {
    const expressions = ["MIT", "(MIT OR GPL-3.0-only)", "MIT AND GPL-3.0-only", "GPL-3.0-only", "MPL-2.0"];
    expect(expressions.map(allowed)).toEqual([true, true, false, false, true]);
  });
  test("every package that package.json names for the page is there, with its version", () => {
    const { dependencies } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    const names = shipped(lock).map(({ name }: { name: string }) => name);
    for (const [name, version] of Object.entries(dependencies)) expect(names).toContain(`${name} ${version}`);
  });
});

test("the notices name Eigen under the MPL, and the page looks for them where they are written", () => {
  const { text, complete } = notices();
  expect(kNotices).toBe(written);
  for (const part of kCompiled.flatMap(({ name, source }) => [name, source])) expect(text).toContain(part);
  if (complete) expect(text).toContain("Mozilla Public License Version 2.0");
  expect(text).toContain("lit 3");
});
