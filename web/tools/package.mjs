// `npm run package`: what other programs install, out of dist/ into build/package/, and packed there by npm.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { asked_version, root, say } from "./machine.mjs";
import { kNotices } from "./notices.mjs";

const modules = { ".": "link", "./element": "element", "./embed-host": "embed-host", "./single": "single" };

/** The repository on GitHub that builds it, which npm holds its proof of origin against; nothing elsewhere. */
function repository() {
  const { GITHUB_REPOSITORY: name } = process.env;
  return name ? { repository: { type: "git", url: `git+https://github.com/${name}.git` } } : {};
}

/** Makes the folder `to` and the archive in it; gives the path of the archive. */
export function makePackage(to = join(root, "build", "package")) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const { description, license, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const version = asked_version();
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
    ...repository(),
    keywords: ["automatic differentiation", "backpropagation", "gradient", "webassembly", "custom element"],
    type: "module",
    engines,
    types: "./link.d.ts",
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
