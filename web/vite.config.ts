// How the page is served and built: relative addresses, so that it works under any path.
import { defineConfig } from "vite";
import { squeeze } from "./tools/squeeze.ts";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [squeeze()],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
});
