// Headless Chromium of the system, quiet, as the end-to-end tests start it.
import { chromium as playwright } from "@playwright/test";
import { chromium } from "../../../web/tools/machine.mjs";

export function browser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  args.push("--disable-component-update", "--disable-sync");
  return playwright.launch({ executablePath: chromium() ?? "chromium", args });
}
