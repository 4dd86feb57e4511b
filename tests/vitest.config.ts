// How vitest runs the tests under tests/: in Node, a fresh process for each file, no browser.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  cacheDir: "build/tests/vite",
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    // A guard against what hangs; under sanitizers the engine takes five times as long.
    testTimeout: process.env.BW_TRANSPORT === "asan" ? 300_000 : 60_000,
    passWithNoTests: false,
    allowOnly: false,
  },
});
