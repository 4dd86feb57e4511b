// All scenarios in WebKit, whose driver does not print.
import { scenarios } from "./scenarios.ts";
import { webkit } from "./webkit.ts";

scenarios(() => webkit(), { prints: false });
