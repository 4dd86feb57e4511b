// The package as npm packs it: its doors opened in Node from the archive, its types against the sources; and the network in one file.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import type * as element from "../../web/package/element.d.ts";
import type * as host from "../../web/package/embed-host.d.ts";
import type * as link from "../../web/package/link.d.ts";
import type * as single from "../../web/package/single.d.ts";
import type * as data_source from "../../web/src/embed/data.ts";
import type * as element_source from "../../web/src/embed/element.ts";
import type * as host_source from "../../web/src/embed/host.ts";
import type * as single_source from "../../web/src/embed/single.ts";
import { makePackage } from "../../web/tools/package.mjs";
import { open } from "./site.ts";

/** Compiles only while what is promised is what is there. */
type Promised<Source, Types> = Source extends Types ? true : never;
const kept: [
  Promised<typeof data_source, typeof link>,
  Promised<typeof single_source, typeof single>,
  Promised<typeof host_source, typeof host>,
  Promised<
    InstanceType<typeof element_source.BothWaysElement>,
    Pick<element.BothWaysElement, "link" | "get" | "set" | "step" | "run" | "highlight" | "begin">
  >,
] = [true, true, true, true];

test("npm pack gives six doors, and those without a page work in Node", async () => {
  expect(kept).toHaveLength(4);
  const { archive, files, bytes } = makePackage();
  console.log(`${files.length} files, ${bytes} bytes packed`);
  const folder = fileURLToPath(new URL("../../build/tests/package/", import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}node_modules/bothways`, { recursive: true });
  execFileSync("tar", ["xzf", archive, "-C", `${folder}node_modules/bothways`, "--strip-components=1"]);
  expect(files).toEqual(expect.arrayContaining(["LICENSE", "THIRD-PARTY-NOTICES.txt"]));
  const manifest = JSON.parse(readFileSync(`${folder}node_modules/bothways/package.json`, "utf8"));
  expect(Object.keys(manifest.exports)).toEqual([
    ".",
    "./element",
    "./embed-host",
    "./single",
    "./schema.json",
    "./engine.wasm",
  ]);
  expect(manifest.dependencies).toBe(undefined);
  writeFileSync(
    `${folder}use.mjs`,
    `import { readFileSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    import { decode, encode, load, parse, validate } from "bothways";
    import { engine } from "bothways/single";
    const token = encode({ src: "param w = 3\\nL = w*w\\n" });
    const reading = decode("#" + token);
    const wasm = fileURLToPath(import.meta.resolve("bothways/engine.wasm"));
    JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("bothways/schema.json"))));
    const request = JSON.stringify({ v: 1, kind: "differentiate", network: { text: reading.link.src }, modes: [] });
    const engines = [await load(readFileSync(wasm)), await engine()];
    const adjoints = engines.map((one) => JSON.parse(one.call(request)).nodes[0].adjoint[0]);
    let refused = "";
    try { validate({ v: 1, src: 5 }); } catch (error) { refused = error.message; }
    console.log(JSON.stringify({ token, adjoints, ok: parse(engines[0], "L = ").ok, broken: decode(token.slice(1)).status, refused }));`,
  );
  const said = JSON.parse(execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" }));
  expect(said).toMatchObject({
    adjoints: [6, 6],
    ok: false,
    broken: "broken",
    refused: "It has no text of a network.",
  });
});

test("the network in one file opens from the disk, and asks for nothing", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect(site.meeting).toContainText("▸ at L = 6");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as one HTML file" }).click();
  const file = await (await coming).path();
  const copy = fileURLToPath(new URL("../../build/tests/network.html", import.meta.url));
  writeFileSync(copy, readFileSync(file));
  const other = await page.context().newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  other.on("request", (request) => asked.push(request.url().slice(0, 40)));
  other.on("pageerror", (error) => problems.push(error.message));
  await other.goto(pathToFileURL(copy).href);
  await expect(other.getByTestId("meeting")).toContainText("▸ at L = 6");
  expect(asked.filter((address) => !/^(file:|data:|blob:)/.test(address))).toEqual([]);
  expect(problems).toEqual([]);
  const notices = await other.locator("#third-party-notices").textContent();
  expect(notices?.trim()).toBe(
    readFileSync(new URL("../../dist/THIRD-PARTY-NOTICES.txt", import.meta.url), "utf8").trim(),
  );
});
