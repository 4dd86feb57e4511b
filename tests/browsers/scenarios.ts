// The scenarios that every browser has to pass.
import { vi } from "vitest";
import type { Launch } from "./driver.ts";
import { embedding } from "./embedding.ts";
import { fields } from "./fields.ts";
import { looking } from "./looking.ts";
import { paper } from "./paper.ts";
import { session } from "./session.ts";
import { using } from "./using.ts";

export function scenarios(launch: Launch, { prints }: { prints: boolean }): void {
  vi.setConfig({ testTimeout: 180_000 });
  const browser = session(launch);
  using(browser);
  fields(browser);
  looking(browser);
  embedding(browser);
  if (prints) paper(browser);
}
