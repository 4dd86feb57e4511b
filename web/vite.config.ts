// How the page is served and built: relative addresses, so that it works under any path.
import { defineConfig } from "vite";
import { first, groups } from "./tools/first.ts";
import { preload } from "./tools/preload.ts";
import { shake } from "./tools/shake.ts";
import { squeeze } from "./tools/squeeze.ts";
import { texts } from "./tools/texts.ts";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [texts(), squeeze(), first(), preload()],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  worker: { format: "es", plugins: () => [shake()] },
  server: { fs: { allow: [".."] } },
});
