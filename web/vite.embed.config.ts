// How what other pages take is built, one script for each mode: those of embed.html, the element, the helper for a page with a
// frame; and those two of the page that are no part of its modules.
import { join } from "node:path";
import { defineConfig } from "vite";
import { target } from "./tools/floor.ts";
import { squeeze } from "./tools/squeeze.ts";
import { swap } from "./tools/swap.ts";

const source = join(import.meta.dirname, "src");
const kAbsent = ["editor/editor", "lazy/about", "lazy/keys", "lazy/gallery", "lazy/share", "lazy/export"];
const instead = {
  "/src/engine/connect.ts": join(source, "embed/connect.ts"),
  ...Object.fromEntries(kAbsent.map((path) => [`/src/${path}.ts`, join(source, "embed/absent.ts")])),
};

/** entry: in web/src/; format: iife is a classic script, es a module. */
const kScripts: Readonly<Record<string, { entry: string; format: "iife" | "es" }>> = {
  embed: { entry: "embed/loader.ts", format: "iife" },
  "embed-app": { entry: "embed/app.ts", format: "iife" },
  element: { entry: "embed/element.ts", format: "es" },
  "embed-host": { entry: "embed/host.ts", format: "es" },
  link: { entry: "embed/data.ts", format: "es" },
  single: { entry: "embed/single.ts", format: "es" },
  offline: { entry: "offline/page.ts", format: "iife" },
  sw: { entry: "offline/worker.ts", format: "iife" },
};

export default defineConfig(({ mode }) => {
  const { entry, format } = kScripts[mode] ?? { entry: "", format: "es" };
  return {
    root: import.meta.dirname,
    publicDir: false,
    plugins: [swap(instead), squeeze()],
    define: { "import.meta.url": '"about:blank"' },
    worker: { format: "iife" },
    build: {
      outDir: "../dist",
      emptyOutDir: false,
      target: mode === "embed" ? "es2015" : target,
      lib: { entry: join(source, entry), formats: [format], name: "bothways", fileName: () => `${mode}.js` },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  };
});
