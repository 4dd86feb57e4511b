// All scenarios in Chromium.
import { chromium } from "./puppet.ts";
import { scenarios } from "./scenarios.ts";

scenarios(chromium, { prints: true });
