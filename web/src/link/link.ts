// What a link says: a network, and how it is looked at; and the check of it when it comes from someone else.
import { Refusal } from "./problem.ts";

/** An element of a node: its id and its position in the flat row-major array. */
export type Spot = [id: string, index: number];

/** Data that is kept and written back although this version does not know what it means. */
export type Plain = number | boolean | string | null | Plain[] | { [key: string]: Plain };

/** Everything but the text is there only where it differs from how a network opens. */
export interface Link {
  /** The text of the network. */
  src: string;
  /** Id of the preset that the text was made from, where it was changed. */
  from?: string;
  /** Values of leaves that replace those of the text. */
  vals?: [id: string, index: number, value: number][];
  mode?: "forward" | "reverse" | "both";
  /** Position of the stepper. */
  at?: number;
  /** The schedules that race, and the work that they have done. */
  race?: { lanes?: string[]; work?: number };
  /** The element whose card is open. */
  sel?: Spot;
  /** The element of a weight to go forward along. */
  wrt?: Spot;
  /** The element of an output to go back from. */
  of?: Spot;
  /** Statements that are shown as operations or neurons. */
  open?: [id: string, level: (typeof kLevels)[number]][];
  /** The part of the page that is open, by its name; a page that has no such part keeps the name. */
  view?: string;
  /** The step of the tour that explains the network. */
  tour?: number;
  /** Numbers that are hidden until the reader has said what they are. */
  quiz?: [id: string, index: number, of: (typeof kHidden)[number]][];
  /** Significant digits that are asked of each of them, where these are not three. */
  digits?: number;
  /** How training is estimated: examples of a batch, type of a number, optimizer; a word is one that some version knows. */
  train?: [batch: number, dtype: string, optimizer: string];
  /** Version of the counting convention by which its operations were counted; the first where there is none. */
  count?: number;
  /** What newer versions of the page may have written. */
  more?: Record<string, Plain>;
}

export const kVersion = 1;
/** Version of the counting convention, that of the engine; a link without a `count` was made with the first. */
export const kCount = 2;
export const kModes = ["forward", "reverse", "both"] as const;

/** How far a statement is taken apart. */
export const kLevels = ["operations", "neurons"] as const;
/** Numbers of a node that can be hidden. */
export const kHidden = ["value", "tangent", "adjoint"] as const;
/** Steps of the tour, and its end. */
export const kTourEnd = 9;

/** Numbers that JSON cannot say. */
const kOdd: readonly string[] = ["-0", "NaN", "Infinity", "-Infinity"];

const kMostId = 200; // characters
const kMostView = 60;
export const kMostHidden = 500;
/** Digits that a quiz asks for where its link says none. */
export const kDigits = 3;
export const kMostDigits = 9;
const kMostOpen = 500;
const kMostValues = 20_000;
const kMostIndex = 4_000_000;
const kMostAt = 20_000_000;
const kMostLanes = 20;
const kMostBatch = 1_000_000;
const kMostDepth = 4;
const kMostParts = 500; // of all unknown data
const kMostNumber = 1e9; // in unknown data
const kMostWord = 200;

function no(what: string): never {
  throw new Refusal("U_VALUE", what);
}

function whole(value: unknown, most: number, what: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
  return no(`“${what}” is no whole number from 0 to ${most}.`);
}

function is_id(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= kMostId;
}

function spot(value: unknown, what: string): Spot {
  if (!Array.isArray(value) || value.length !== 2 || !is_id(value[0])) return no(`“${what}” is no element of a node.`);
  return [value[0], whole(value[1], kMostIndex, what)];
}

function one_of<T extends string>(value: unknown, all: readonly T[], what: string): T {
  return all.find((one) => one === value) ?? no(`“${what}” is none of ${all.join(", ")}.`);
}

/** The name of a part of some version of the page: no markup, address or style can be spelled in it. */
function view_name(value: unknown): string {
  return typeof value === "string" && value.length <= kMostView && /^[^\p{C}\p{Zl}\p{Zp}<>"'`\\/:;{}]+$/u.test(value)
    ? value
    : no("“view” is no name of a part of the page.");
}

function values(value: unknown): NonNullable<Link["vals"]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > kMostValues)
    return no("“vals” is no list of values.");
  return value.map((one: unknown) => {
    if (!Array.isArray(one) || one.length !== 3 || !is_id(one[0]))
      return no("“vals” holds something that is no value.");
    const number: unknown = typeof one[2] === "string" && kOdd.includes(one[2]) ? Number(one[2]) : one[2];
    if (typeof number !== "number") return no("“vals” holds something that is no number.");
    return [one[0], whole(one[1], kMostIndex, "vals"), number];
  });
}

function taken_apart(value: unknown): NonNullable<Link["open"]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > kMostOpen)
    return no("“open” is no list of statements.");
  return value.map((one: unknown) => {
    if (!Array.isArray(one) || one.length !== 2 || !is_id(one[0]))
      return no("“open” holds something that is no statement.");
    return [one[0], one_of(one[1], kLevels, "open")];
  });
}

function hidden(value: unknown): NonNullable<Link["quiz"]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > kMostHidden)
    return no("“quiz” is no list of numbers to be found.");
  return value.map((one: unknown) => {
    if (!Array.isArray(one) || one.length !== 3) return no("“quiz” holds something that is no number of a node.");
    return [...spot(one.slice(0, 2), "quiz"), one_of(one[2], kHidden, "quiz")];
  });
}

function training(value: unknown): NonNullable<Link["train"]> {
  const word = (one: unknown): one is string => typeof one === "string" && /^[a-z][a-z0-9_]{0,19}$/.test(one);
  if (!Array.isArray(value) || value.length !== 3 || !word(value[1]) || !word(value[2]) || value[0] === 0)
    return no("“train” says no batch, type and optimizer.");
  return [whole(value[0], kMostBatch, "train"), value[1], value[2]];
}

/** Lanes are schedules by name: an engine that has no such schedule leaves it out. */
function race(value: unknown): NonNullable<Link["race"]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return no("“race” is no race.");
  const { lanes, work } = value as { lanes?: unknown; work?: unknown };
  const made: NonNullable<Link["race"]> = {};
  const named = (one: unknown): one is string => typeof one === "string" && /^[a-z0-9_.]{1,80}$/.test(one);
  if (lanes !== undefined)
    made.lanes =
      Array.isArray(lanes) && lanes.length > 0 && lanes.length <= kMostLanes && lanes.every(named)
        ? [...lanes]
        : no("“race” names no schedules.");
  if (work !== undefined) made.work = whole(work, Number.MAX_SAFE_INTEGER, "race");
  return made;
}

/** Unknown data is harmless by its form: no markup, address or style can be spelled in it. */
function plain(value: unknown, key: string, depth: number, count: { left: number }): Plain {
  if (--count.left < 0 || depth > kMostDepth) return no(`“${key}” is too large.`);
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number")
    return Math.abs(value) <= kMostNumber ? value : no(`“${key}” holds a number too large.`);
  if (typeof value === "string")
    return value.length <= kMostWord && /^[\p{L}\p{N} _.,-]*$/u.test(value)
      ? value
      : no(`“${key}” holds no plain words.`);
  if (Array.isArray(value) && value.length > count.left) return no(`“${key}” is too large.`);
  if (Array.isArray(value)) return value.map((one) => plain(one, key, depth + 1, count));
  const kind = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (kind !== Object.prototype && kind !== null) return no(`“${key}” holds no plain data.`);
  const made: Record<string, Plain> = {};
  for (const [name, one] of Object.entries(value as object)) made[key_of(name)] = plain(one, key, depth + 1, count);
  return made;
}

function key_of(name: string): string {
  if (/^[a-z][a-z0-9_]{0,31}$/.test(name) && !(name in Object.prototype)) return name;
  throw new Refusal("U_KEY", "It has a field with a name that no version of this page would give.");
}

const kKnown = "v src from vals mode at race sel wrt of open view tour quiz digits train count".split(" ");

/** A link out of the JSON of someone else. Throws a Refusal; never gives anything that was not checked. */
export function checked(json: unknown): Link {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return no("It holds no object.");
  const field = json as Record<string, unknown>;
  const own = (key: string): unknown => (Object.hasOwn(field, key) ? field[key] : undefined);
  const { v, src, from } = { v: own("v"), src: own("src"), from: own("from") };
  if (typeof v !== "number" || !Number.isInteger(v) || v < 1) return no("It does not say its version.");
  if (v > kVersion) throw new Refusal("U_VERSION", `It is of version ${v}; this page knows version ${kVersion}.`);
  const count = own("count") === undefined ? 1 : Math.max(1, whole(own("count"), 1e6, "count"));
  if (count > kCount)
    throw new Refusal("U_VERSION", `Its operations are counted by convention ${count}; this page knows ${kCount}.`);
  if (typeof src !== "string") return no("It has no text of a network.");
  const link: Link = { src };
  if (from !== undefined) link.from = is_id(from) && /^[a-z0-9-]+$/.test(from) ? from : no("“from” names no preset.");
  if (own("vals") !== undefined) link.vals = values(own("vals"));
  if (own("mode") !== undefined) link.mode = one_of(own("mode"), kModes, "mode");
  if (own("at") !== undefined) link.at = whole(own("at"), kMostAt, "at");
  if (own("race") !== undefined) link.race = race(own("race"));
  if (own("sel") !== undefined) link.sel = spot(own("sel"), "sel");
  if (own("wrt") !== undefined) link.wrt = spot(own("wrt"), "wrt");
  if (own("of") !== undefined) link.of = spot(own("of"), "of");
  if (own("open") !== undefined) link.open = taken_apart(own("open"));
  if (own("view") !== undefined) link.view = view_name(own("view"));
  if (own("tour") !== undefined) link.tour = whole(own("tour"), kTourEnd, "tour");
  if (own("quiz") !== undefined) link.quiz = hidden(own("quiz"));
  if (own("digits") !== undefined) link.digits = Math.max(1, whole(own("digits"), kMostDigits, "digits"));
  if (own("train") !== undefined) link.train = training(own("train"));
  if (count > 1) link.count = count;
  const left = { left: kMostParts };
  const more = Object.keys(field).filter((key) => !kKnown.includes(key));
  if (more.length > 0)
    link.more = Object.fromEntries(more.map((key) => [key_of(key), plain(field[key], key, 1, left)]));
  return link;
}

function sorted(value: Plain): Plain {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

/** The one JSON text of a link: its fields in a fixed order, then those that are not known, by name. */
export function canonical({
  src,
  from,
  vals,
  mode,
  at,
  race,
  sel,
  wrt,
  of,
  open,
  view,
  tour,
  quiz,
  digits,
  train,
  count,
  more = {},
}: Link): string {
  const said = (value: number) => kOdd.find((odd) => Object.is(Number(odd), value)) ?? value;
  const spelled = vals?.map(([id, index, value]) => [id, index, said(value)]);
  const seen = { mode, at, race, sel, wrt, of, open, view, tour, quiz, digits, train, count };
  return JSON.stringify({ v: kVersion, src, from, vals: spelled, ...seen, ...(sorted(more) as Record<string, Plain>) });
}
