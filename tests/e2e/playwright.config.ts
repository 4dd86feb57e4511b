// How the end-to-end tests run: Chromium of the system, dist/ served by a plain server.
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { chromium } from "../../web/tools/machine.mjs";

// A port of this run's own; the workers inherit it.
process.env.BW_E2E_PORT ??= String(20_000 + (process.pid % 20_000));
const port = Number(process.env.BW_E2E_PORT);
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What Chromium leaves out. Of repeated switches the last one holds, so Playwright's own list is here, too, but for other
 * systems and browsers. Ours are the lists below the address bar: two pages of their own for each window, of which every
 * test opens one; half of a test's work went there.
 */
const kLeftOut = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "AvoidCorsURLLoaderRestartOnRedirect"],
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "PaintHolding"],
  ...["LensOverlay", "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"],
  "PreconnectToSearch",
];

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: `${root}/build/tests/e2e`,
  // Long enough for a busy machine: no test waits for time to pass.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: "100%",
  fullyParallel: true,
  // A test that passes only when it is run again is named at the end of `npm test` as unsteady: to be mended, no stop.
  retries: 1,
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    locale: "en-US",
    // What a worker answers, no test could hold back; offline.spec.ts is about it, and lets it.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: chromium() ?? "chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--disable-features=${kLeftOut.join(",")}`,
      ],
    },
  },
  webServer: {
    command: "node serve.mjs",
    url: `http://127.0.0.1:${port}/`,
    env: { PORT: String(port) },
    reuseExistingServer: false,
  },
});
