// How the page is served and built: relative addresses, so that it works under any path.
import { defineConfig } from "vite";
import { again } from "./tools/again.ts";
import { answers } from "./tools/answers.ts";
import { first, groups } from "./tools/first.ts";
import { first_screen } from "./tools/first_screen/plugin.ts";
import { floor, target } from "./tools/floor.ts";
import { preload } from "./tools/preload.ts";
import { shared } from "./tools/site/plugin.ts";
import { squeeze } from "./tools/squeeze.ts";
import { texts } from "./tools/texts.ts";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [floor(), shared(), texts(), answers(), first_screen(), squeeze(), first(), preload(), again()],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
});
