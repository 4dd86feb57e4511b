// The native programs as peers: a workload in a file, one line of JSON back.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { native } from "./builds.mjs";
import { dump } from "./dump.mjs";
import { leaves } from "./peers/engine.mjs";
import { distance, gradient } from "./reference.mjs";
import { request } from "./request.mjs";
import { workload } from "./workloads.mjs";

const folder = join(root, "build", "bench", "cases");

const programs = {
  engine_native: { program: "engine_lane", args: [], lane: true },
  limit_levels_native: { program: "limits", args: ["levels"] },
  limit_ordered_native: { program: "limits", args: ["ordered"] },
  limit_mlp_native: { program: "limits", args: ["mlp"], kinds: ["neuron", "mlp"] },
  adolc: { program: "adolc", args: [] },
};

/** The peers of the programs that were built. */
export const nativePeers = (built) => Object.keys(programs).filter((name) => built.includes(programs[name].program));

/** The host of native programs; like those of hosts/start.mjs. */
export function nativeHost() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const written = new Map();
  const file = (w) => {
    if (!written.has(w.name)) {
      const path = join(folder, `${w.name}.bin`);
      writeFileSync(path, dump(w));
      written.set(w.name, path);
    }
    return written.get(w.name);
  };
  const run = async (peer, w, ms, seconds) => {
    const { program, args, lane } = programs[peer];
    const before = lane ? [laneFile(w)] : args;
    return JSON.parse(await output(join(native, program), [...before, file(w), String(ms)], seconds));
  };
  return {
    name: "native",
    close() {},
    async ask(what, [peer, name, ms], seconds) {
      const w = workload(name);
      const { kinds } = programs[peer];
      if (kinds && !kinds.includes(w.kind)) return null;
      const found = await run(peer, w, ms ?? 1, seconds);
      if (what === "time") return { gradient: found.ns };
      const by = distance(found.gradient, gradient(w.tape, w.sets[1]));
      if (!(by <= 1e-10)) throw new Error(`wrong gradient: ${by.toExponential(1)} from the reference`);
      return { distance: by, bytes: found.bytes };
    },
  };
}

/** What native/engine_main.cpp reads of a workload besides its numbers. */
function laneFile(w) {
  const path = join(folder, `${w.name}.lane.json`);
  if (!existsSync(path)) {
    const places = leaves(w).map(({ node, at, size }) => [node, at, size]);
    writeFileSync(
      path,
      JSON.stringify({ request: JSON.stringify(request(w, w.sets[0], { layout: true })), leaves: places }),
    );
  }
  return path;
}

/** The output of a program; throws where it fails or takes longer than some seconds. */
function output(program, args, seconds) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], timeout: seconds * 1000 });
    const parts = [];
    child.stdout.on("data", (part) => parts.push(part));
    child.on("error", fail);
    child.on("close", (code, signal) =>
      code === 0 ? done(Buffer.concat(parts).toString()) : fail(new Error(`it ended with ${signal ?? code}`)),
    );
  });
}
