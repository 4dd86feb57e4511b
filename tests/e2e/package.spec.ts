// The package, installed from its archive: its doors in Node, TypeScript, Vite and a plain page, its types against the sources; and the network in one file.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { encode } from "../../web/src/link/codec.ts";
import type { Link as SourceLink } from "../../web/src/link/link.ts";
import { type Installed, installed } from "./installed.ts";
import { serve } from "./serve.mjs";
import { open } from "./site.ts";

/** Compiles only while no field of a link is left out of its types. */
const fields: [Exclude<keyof SourceLink, keyof link.Link>] extends [never] ? true : never = true;

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

let project: Installed;
test.describe.configure({ mode: "default" }); // one worker, which installs it once
test.beforeAll(() => {
  project = installed();
});

test("npm pack gives six doors, each with its types, and the papers that go with them", () => {
  expect([...kept, fields]).toHaveLength(5);
  const { files, bytes, manifest } = project;
  console.log(`${files.length} files, ${bytes} bytes packed`);
  expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", "package.json"]));
  const doors = Object.entries(manifest.exports);
  expect(doors.map(([door]) => door)).toEqual([
    ".",
    "./element",
    "./embed-host",
    "./single",
    "./schema.json",
    "./engine.wasm",
  ]);
  for (const path of doors.flatMap(([, to]) => (typeof to === "string" ? [to] : Object.values(to))))
    expect(files).toContain(path.replace("./", ""));
  for (const [door, to] of doors)
    if (!/\.(json|wasm)$/.test(door)) expect(Object.keys(to), door).toEqual(["types", "default"]);
  expect(manifest.sideEffects).toEqual(["./element.js"]);
  expect(manifest.dependencies).toBe(undefined);
  expect(manifest.license).toBe("MIT");
});

test("Node: links, both engines, the schema; a broken link is refused", () => {
  project.write(
    "use.mjs",
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
  expect(JSON.parse(project.run("use.mjs"))).toMatchObject({
    adjoints: [6, 6],
    ok: false,
    broken: "broken",
    refused: "It has no text of a network.",
  });
});

test("what the README shows for Node prints what it says", () => {
  const readme = readFileSync(`${project.folder}/node_modules/bothways/README.md`, "utf8");
  project.write("readme.mjs", /## In Node\n```js\n(.*?)```/s.exec(readme)?.[1] ?? "throw 1");
  expect(project.run("readme.mjs")).toBe("[ 6 ]\n");
});

test("TypeScript finds the types of every door, and a wrong use of one is an error", () => {
  const tsc = (): string => {
    const program = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
    const strict = ["--noEmit", "--pretty", "false", "--strict", "--skipLibCheck", "false", "--types", ""];
    const { stdout } = spawnSync(
      process.execPath,
      [program, ...strict, "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "use.ts"],
      { cwd: project.folder, encoding: "utf8" },
    );
    return stdout;
  };
  const right = `import { encode, type Link } from "bothways";
    import "bothways/element";
    import { connect } from "bothways/embed-host";
    import { engine } from "bothways/single";
    const link: Link = { src: "" };
    export const token: string | null = encode(link);
    export const shown: Link = document.createElement("both-ways").get().link;
    export const embed = connect(document.createElement("iframe"), { height: true });
    export const answer: string = (await engine()).call("{}");\n`;
  project.write("use.ts", right);
  expect(tsc()).toBe("");
  project.write("use.ts", `${right}encode({ source: "" });\n`);
  expect(tsc()).toMatch(/use\.ts\(10,\d+\): error TS/);
});

test("Vite: a page that imports the element, built, shows the network", async ({ page }) => {
  project.write(
    "index.html",
    '<!doctype html><meta charset="utf-8"><body><script type="module" src="main.js"></script>',
  );
  project.write(
    "main.js",
    `import "bothways/element";
    import { encode } from "bothways";
    const shown = document.createElement("both-ways");
    shown.setAttribute("src", "#" + encode({ src: "param w = 3\\nL = w*w\\n" }));
    shown.addEventListener("result", ({ detail }) => { document.title = String(detail.gradient[0].value); });
    document.body.append(shown);`,
  );
  const { build } = await import("vite");
  await build({ root: project.folder, base: "./", configFile: false, logLevel: "error" });
  const site = await serve({ root: join(project.folder, "dist") });
  await page.goto(site.url);
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  await expect(page).toHaveTitle("6");
  site.close();
});

test("a plain page: the frame's helper and the engine of one file, as they lie in node_modules", async ({ page }) => {
  const frame = await serve();
  project.write(
    "plain.html",
    `<!doctype html><meta charset="utf-8"><title>waits</title>
    <iframe src="${frame.url}embed.html#${encode({ src: "param w = 3\nL = w*w\n" })}" width="800" height="500"></iframe>
    <script type="module">
      import { connect } from "./node_modules/bothways/embed-host.js";
      import { engine } from "./node_modules/bothways/single.js";
      const request = { v: 1, kind: "differentiate", network: { text: "param w = 5\\nL = w*w\\n" }, modes: [] };
      const own = JSON.parse((await engine()).call(JSON.stringify(request))).nodes[0].adjoint[0];
      const { on } = connect(document.querySelector("iframe"));
      on("result", ({ gradient }) => { document.title = [own, gradient[0].value].join(" and "); });
    </script>`,
  );
  const site = await serve({ root: project.folder });
  await page.goto(`${site.url}plain.html`);
  await expect(page).toHaveTitle("10 and 6");
  site.close();
  frame.close();
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
