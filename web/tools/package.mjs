// `npm run package`: what other programs install, out of dist/ into build/package/, and packed there by npm.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, say } from "./machine.mjs";
import { kNotices } from "./notices.mjs";

const to = join(root, "build", "package");
const modules = { ".": "link", "./element": "element", "./embed-host": "embed-host", "./single": "single" };

/** Makes the folder and the archive; gives the path of the archive. */
export function makePackage() {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const { version, description, license, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const exports = Object.fromEntries(
    Object.entries(modules).map(([door, name]) => [door, { types: `./${name}.d.ts`, default: `./${name}.js` }]),
  );
  for (const name of Object.values(modules)) {
    copyFileSync(join(root, "dist", `${name}.js`), join(to, `${name}.js`));
    copyFileSync(join(root, "web", "package", `${name}.d.ts`), join(to, `${name}.d.ts`));
  }
  copyFileSync(join(root, "engine", "api", "schema.json"), join(to, "schema.json"));
  copyFileSync(join(root, "build", "wasm", "engine.wasm"), join(to, "engine.wasm"));
  copyFileSync(join(root, "LICENSE"), join(to, "LICENSE"));
  copyFileSync(join(root, "web", "package", "README.md"), join(to, "README.md"));
  copyFileSync(join(root, "dist", kNotices), join(to, kNotices));
  const doors = { ...exports, "./schema.json": "./schema.json", "./engine.wasm": "./engine.wasm" };
  const manifest = {
    name: "bothways",
    version,
    description,
    license,
    type: "module",
    engines,
    exports: doors,
    sideEffects: ["./element.js"],
  };
  writeFileSync(join(to, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json"], { cwd: to, encoding: "utf8" }));
  return { archive: join(to, packed.filename), files: packed.files.map(({ path }) => path), bytes: packed.size };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { archive, bytes } = makePackage();
  say(`${archive}: ${bytes} bytes`);
}
