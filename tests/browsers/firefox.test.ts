// All scenarios in Firefox.
import { firefox } from "./puppet.ts";
import { scenarios } from "./scenarios.ts";

scenarios(firefox, { prints: true });
