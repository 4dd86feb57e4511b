// The package as somebody has it: packed by npm, and installed from its archive into an empty project outside the repository.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePackage } from "../../web/tools/package.mjs";

export interface Installed {
  /** The project, with its slash at the end left out. */
  folder: string;
  /** Paths in the archive. */
  files: string[];
  bytes: number;
  manifest: Record<string, unknown> & { exports: Record<string, string | Record<string, string>> };
  /** Writes a file of the project. */
  write(name: string, text: string): void;
  /** What a program of the project prints. */
  run(name: string): string;
}

export function installed(): Installed {
  const folder = mkdtempSync(join(tmpdir(), "bothways-"));
  const { archive, files, bytes } = makePackage(join(folder, "packed"));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write("package.json", '{ "name": "empty", "private": true, "type": "module" }\n');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", archive], { cwd: folder, stdio: "pipe" });
  const manifest = JSON.parse(readFileSync(join(folder, "node_modules/bothways/package.json"), "utf8"));
  const env = { ...process.env, FORCE_COLOR: "0" };
  const run = (name: string): string => execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8", env });
  return { folder, files, bytes, manifest, write, run };
}
