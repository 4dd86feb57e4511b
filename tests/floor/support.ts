// Since when browsers have a feature, by MDN's tables, and whether that is later than our floor.
import { readFileSync } from "node:fs";
import type { CompatStatement, Identifier, SimpleSupportStatement } from "@mdn/browser-compat-data";

const tables = JSON.parse(
  readFileSync(new URL("../../node_modules/@mdn/browser-compat-data/data.json", import.meta.url), "utf8"),
) as Identifier;

/** The oldest version of each browser; those of phones have the numbers of the desktop. */
export type Floor = Readonly<Record<"chrome" | "edge" | "firefox" | "safari", string>>;

const kTables = {
  chrome: ["chrome", "chrome_android"],
  edge: ["edge"],
  firefox: ["firefox", "firefox_android"],
  safari: ["safari", "safari_ios"],
} as const;

/** The part of the tables at a path, such as `css.properties.zoom`; undefined where there is none. */
export function entry(...path: string[]): Identifier | undefined {
  return path.reduce<Identifier | undefined>((at, key) => {
    const found = at && Object.hasOwn(at, key) ? (at as Record<string, Identifier>)[key] : undefined;
    return key === "__compat" ? undefined : found;
  }, tables);
}

function is_plain({ flags, prefix, alternative_name }: SimpleSupportStatement): boolean {
  return !flags && !prefix && !alternative_name;
}

/** The first version with the feature under its own name and unasked; infinite where there is none. */
function since({ support }: CompatStatement, browser: (typeof kTables)[keyof typeof kTables][number]): number {
  const versions = [support[browser] ?? []]
    .flat()
    .filter((one) => is_plain(one) && !one.version_removed)
    .map(({ version_added: added }) =>
      typeof added === "string" ? Number.parseFloat(added.replace("≤", "")) : Number.NaN,
    );
  return Math.min(...versions.filter((version) => !Number.isNaN(version)), Number.POSITIVE_INFINITY);
}

/** Which of the floor's browsers may lack the feature, such as "firefox 126"; empty for what all have. */
export function above(compat: CompatStatement | undefined, floor: Floor): string[] {
  if (!compat) return [];
  const names = Object.keys(kTables) as (keyof Floor)[];
  return names.flatMap((name) => {
    const needed = Math.max(...kTables[name].map((browser) => since(compat, browser)));
    return needed > Number.parseFloat(floor[name]) ? [`${name} ${needed}`] : [];
  });
}
