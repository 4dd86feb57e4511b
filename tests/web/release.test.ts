// A release, of small folders: the number and the list of changes, and above all that a version which was given out never changes.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { beforeEach, describe, expect, test } from "vitest";
import { checksums, zip_of } from "../../web/tools/release/artifacts.mjs";
import { compare, numbers_of, released, section } from "../../web/tools/release/changelog.mjs";
import { add, digest, files_of, kept, listed, make_version, place } from "../../web/tools/release/versions.mjs";

describe("the number and the list of changes", () => {
  test("a version is three numbers, and they are compared as numbers", () => {
    expect(["1.2.3", "v0.10.0", "1.2", "01.0.0", "1.0.0-beta", "", undefined].map((one) => numbers_of(one))).toEqual([
      ...[[1, 2, 3], [0, 10, 0], null, null, null, null, null],
    ]);
    expect(compare("0.10.0", "0.9.1")).toBeGreaterThan(0);
    expect(compare("1.0.0", "1.0.0")).toBe(0);
  });
  const text = "# Changes\n\n## Unreleased\n- one\n- two\n\n## 0.1.0, 2026-01-01\n- old\n";
  test("what is not released becomes a section, once", () => {
    const made = released(text, "0.2.0", "2026-02-03");
    expect(made).toBe(
      "# Changes\n\n## Unreleased\n\n## 0.2.0, 2026-02-03\n- one\n- two\n\n## 0.1.0, 2026-01-01\n- old\n",
    );
    expect(section(made, "0.2.0")).toBe("- one\n- two");
    expect(released(made, "0.2.0", "2026-02-04")).toBe(made);
    expect(section(made, "0.3.0")).toBe(null);
  });
  test("a release of which nothing is said is none", () => {
    const made = released(text, "0.2.0", "2026-02-03");
    expect(() => released(made, "0.3.0", "2026-02-05")).toThrow(/says nothing under/);
  });
});

describe("versions", () => {
  let at = "";
  const write = (name: string, content: string): void => {
    mkdirSync(join(at, name, ".."), { recursive: true });
    writeFileSync(join(at, name), content);
  };
  beforeEach(() => {
    at = mkdtempSync(join(tmpdir(), "bothways-"));
    write("dist/index.html", "<html><head></head></html>");
    write("dist/assets/a.js", "1");
    write("dist/v/9.9.9/index.html", "not copied");
    make_version(join(at, "dist"), join(at, "made"));
  });

  test("a version is the page with the offer of the newest in it, without the other versions", () => {
    expect(files_of(join(at, "made"))).toEqual(["assets/a.js", "index.html"]);
    expect(readFileSync(join(at, "made/index.html"), "utf8")).toContain('src="./newest.js"');
  });
  test("later releases keep it, and it lies beside the newest", () => {
    add(join(at, "kept"), "0.1.0", join(at, "made"), 3);
    write("dist/assets/a.js", "2");
    make_version(join(at, "dist"), join(at, "made"));
    add(join(at, "kept"), "0.10.0", join(at, "made"), 4);
    rmSync(join(at, "dist/v"), { recursive: true });
    place(join(at, "kept"), join(at, "dist"));
    expect(readFileSync(join(at, "dist/v/0.1.0/assets/a.js"), "utf8")).toBe("1");
    expect(readFileSync(join(at, "dist/v/0.10.0/assets/a.js"), "utf8")).toBe("2");
    const list = JSON.parse(readFileSync(join(at, "dist/v/versions.json"), "utf8"));
    expect(list.newest).toBe("0.10.0");
    expect(list.versions.map(({ version, links }: { version: string; links: number }) => [version, links])).toEqual([
      ...[
        ["0.10.0", 4],
        ["0.1.0", 3],
      ],
    ]);
  });
  test("the same again is no change; anything else under its number is refused", () => {
    add(join(at, "kept"), "0.1.0", join(at, "made"), 3);
    add(join(at, "kept"), "0.1.0", join(at, "made"), 3);
    write("made/assets/b.js", "");
    expect(() => add(join(at, "kept"), "0.1.0", join(at, "made"), 3)).toThrow(/a version never changes/);
  });
  test.each([
    ["a byte more", () => appendFileSync(join(at, "kept/0.1.0/assets/a.js"), " ")],
    ["a file less", () => rmSync(join(at, "kept/0.1.0/assets/a.js"))],
    ["a file more", () => write("kept/0.1.0/b.js", "")],
    ["the folder gone", () => rmSync(join(at, "kept/0.1.0"), { recursive: true })],
  ])("a kept folder with %s is found out", (_, harm) => {
    add(join(at, "kept"), "0.1.0", join(at, "made"), 3);
    expect(kept(join(at, "kept"))).toEqual(listed(join(at, "kept")));
    harm();
    expect(() => kept(join(at, "kept"))).toThrow(/not what was given out as 0\.1\.0/);
    expect(() => place(join(at, "kept"), join(at, "dist"))).toThrow();
  });
  test("a folder that no list names is found out", () => {
    write("kept/0.1.0/index.html", "");
    expect(() => kept(join(at, "kept"))).toThrow(/0\.1\.0 is not in its versions\.json/);
  });
  test("the zip has every file, the same bytes twice, and its checksum is of the form that sha256sum reads", () => {
    const zip = zip_of(join(at, "made"));
    expect(Object.keys(unzipSync(zip))).toEqual(["assets/a.js", "index.html"]);
    expect(Buffer.from(zip_of(join(at, "made"))).equals(Buffer.from(zip))).toBe(true);
    write("abc", "abc"); // the checksum is that of FIPS 180-2, example B.1
    expect(checksums(at, ["abc"])).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n");
    expect(digest(join(at, "made"))).toMatch(/^[0-9a-f]{64}$/);
  });
});
