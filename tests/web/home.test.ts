// Where a page lies among the versions of its site, and which address is given out.
import { expect, test } from "vitest";
import { folder_of, home_of, kept_version, list_of, versions_in } from "../../web/src/link/home.ts";

const top = home_of("https://host.test/a/b/");
const old = home_of("https://host.test/a/b/v/0.2.0/");

test("a page knows whether it is the newest, and where that is", () => {
  expect(top).toEqual({ site: "https://host.test/a/b/", pinned: "" });
  expect(old).toEqual({ site: "https://host.test/a/b/", pinned: "0.2.0" });
  expect(home_of("https://host.test/v/course/")).toEqual({ site: "https://host.test/v/course/", pinned: "" });
  expect(list_of(top)).toBe("https://host.test/a/b/v/versions.json");
  expect(list_of(old)).toBe(list_of(top));
});

test("the newest gives out its own version where the site keeps it, an old one always itself", () => {
  expect(kept_version(top, "0.3.0", ["0.3.0", "0.2.0"])).toBe("0.3.0");
  expect(kept_version(top, "0.3.1", ["0.3.0", "0.2.0"])).toBe("");
  expect(kept_version(old, "0.2.0", [])).toBe("0.2.0");
  expect(folder_of(old, "0.2.0")).toBe("https://host.test/a/b/v/0.2.0/");
  expect(folder_of(old, "")).toBe("https://host.test/a/b/");
});

test.each([[null], [5], [{}], [{ versions: "x" }], [{ versions: [null, {}, { version: "../evil" }, { version: 1 }] }]])(
  "a list that is none, %j, has no version",
  (list) => expect(versions_in(list)).toEqual([]),
);

test("a list names its versions", () => {
  expect(versions_in({ newest: "0.2.0", versions: [{ version: "0.2.0", sha256: "" }, { version: "0.1.0" }] })).toEqual([
    "0.2.0",
    "0.1.0",
  ]);
});
