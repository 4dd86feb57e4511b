// The engine as a program: `bothways api` kept running, one request a line in, one response a line out.
import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "./transport";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Resident size of a process, by ps. */
function residentBytes(pid: number | undefined): number {
  return 1024 * Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString());
}

interface Waiting {
  resolve(line: string): void;
  reject(reason: Error): void;
}

/** Starts build/<preset>/bothways; whatever ends the program fails the calls that wait. */
export function startProgram(preset: string): Engine {
  const program = join(root, "build", preset, "bothways");
  const child = spawn(program, ["api"], { stdio: ["pipe", "pipe", "pipe"] });
  const waiting: Waiting[] = [];
  let errors = "";
  let ended: Error | null = null;
  let chunks: Buffer[] = [];

  const end = (reason: string) => {
    ended ??= new Error(`${program} ${reason}\n${errors}`);
    for (const call of waiting.splice(0)) call.reject(ended);
  };
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  child.stdin.on("error", () => {});
  child.on("error", (error) => end(error.message));
  child.on("close", (code, signal) => end(`ended with ${code ?? signal}`));
  child.stdout.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...chunks, chunk.subarray(from, at)]);
      chunks = [];
      from = at + 1;
      waiting.shift()?.resolve(line.toString());
    }
    chunks.push(chunk.subarray(from));
  });

  return {
    call(request) {
      const bytes = Buffer.from(request);
      if (bytes.length === 0 || bytes.includes(10)) throw new Error("not a line: this request needs a function call");
      if (ended) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(Buffer.concat([bytes, Buffer.from("\n")]));
      });
    },
    close() {
      const closed = new Promise<void>((resolve, reject) => {
        child.on("close", (code) =>
          code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}\n${errors}`)),
        );
      });
      child.stdin.end();
      return ended ? Promise.reject(ended) : closed;
    },
    live_bytes: preset !== "native" ? null : async () => residentBytes(child.pid),
    functions: ["api"],
  };
}
