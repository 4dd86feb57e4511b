// What the benchmark builds before it runs: engine.wasm, the limits, the native peers, the page, the bundles of the hosts.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "../../web/tools/build.mjs";
import { output, root, run, say, which } from "../../web/tools/machine.mjs";
import { buildWasm } from "../../web/tools/wasm.mjs";

const programs = ["limits", "engine_lane", "adolc"];
const out = join(root, "build", "bench");
const quiet = { stdio: ["ignore", "ignore", "inherit"] };

/** Where the native programs are. */
export const native = join(out, "native", "tests", "bench", "native");

/** Configures one preset with the benchmark's targets and builds some of them; true when it worked. */
function build(preset, targets, more = []) {
  const folder = join(out, preset);
  return (
    run("cmake", ["--preset", preset, "-B", folder, "-DBW_BENCH=ON", ...more], quiet) &&
    run("cmake", ["--build", folder, "--target", ...targets], quiet)
  );
}

/** check: only what the checks need. built: nothing. → { limits, natives } that are there. */
export async function buildBench({ check, built }) {
  if (built) {
    const natives = programs.filter((target) => existsSync(join(native, target)));
    return { limits: existsSync(join(out, "wasm", "limits.wasm")), natives: check ? [] : natives };
  }
  if (check) buildWasm();
  else await buildAll();
  const limits = build("wasm", ["limits_wasm"]);
  if (!limits) say("bench: the limits could not be built for wasm; they are left out");
  const natives = check ? [] : buildNative();
  await bundle();
  return { limits, natives };
}

/** Native programs that could be built, with the compiler that Emscripten has at its heart; SSE2 is what it does unasked. */
function buildNative() {
  const compiler = which("clang++");
  const more = compiler ? [`-DCMAKE_CXX_COMPILER=${compiler}`] : [];
  if (!compiler) say("bench: no clang++; native peers are built with the compiler of the system");
  return programs.filter((target) => {
    const made = build("native", [target], more);
    if (!made) say(`bench: the native program ${target} could not be built; it is left out`);
    return made;
  });
}

/** The version line of a compiler, or null. */
export const compilerLine = (name) => output(name, ["--version"])?.split("\n")[0] ?? null;

/** Bundles the hosts, for the browser and for Node; the peers' packages stay in node_modules for Node. */
async function bundle() {
  say("bench: bundling the peers");
  const { build: vite } = await import("vite");
  const folder = join(root, "tests", "bench", "hosts");
  const common = { configFile: false, logLevel: "error", root: folder, base: "./" };
  const options = { emptyOutDir: true, target: "es2022", minify: true, chunkSizeWarningLimit: 10_000 };
  await vite({
    ...common,
    build: { ...options, outDir: join(out, "page"), rollupOptions: { input: join(folder, "page.html") } },
  });
  await vite({
    ...common,
    build: { ...options, minify: false, outDir: join(out, "node"), ssr: join(folder, "node.mjs") },
  });
}
