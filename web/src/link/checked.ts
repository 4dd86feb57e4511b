// The check of a link that comes from someone else: every field, and what newer versions of the page may have written.
import {
  kCount,
  kFields,
  kHidden,
  kLevels,
  kModes,
  kMostDigits,
  kMostHidden,
  kMostTour,
  kOdd,
  kVectors,
  kVersion,
  type Link,
  type Plain,
  type Spec,
  type Spot,
} from "./link.ts";
import { Refusal } from "./problem.ts";

const kMostId = 200; // characters
const kMostView = 60;
const kMostOpen = 500;
const kMostValues = 20_000;
const kMostIndex = 4_000_000;
const kMostAt = 20_000_000;
const kMostLanes = 20;
const kMostBatch = 1_000_000;
const kMostSeed = 1_000_000_000;
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

function values(value: unknown, what = "vals"): NonNullable<Link["vals"]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > kMostValues)
    return no(`“${what}” is no list of values.`);
  return value.map((one: unknown) => {
    if (!Array.isArray(one) || one.length !== 3 || !is_id(one[0]))
      return no(`“${what}” holds something that is no value.`);
    const number: unknown = typeof one[2] === "string" && kOdd.includes(one[2]) ? Number(one[2]) : one[2];
    if (typeof number !== "number") return no(`“${what}” holds something that is no number.`);
    return [one[0], whole(one[1], kMostIndex, what), number];
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

function directions(value: unknown): NonNullable<Link["dir"]> {
  if (!Array.isArray(value) || value.length !== 2) return no("“dir” says no two vectors.");
  const spec = (one: unknown): Spec => {
    if (typeof one === "string") return one_of(one, kVectors, "dir");
    return typeof one === "number" ? whole(one, kMostSeed, "dir") : values(one, "dir");
  };
  return [spec(value[0]), spec(value[1])];
}

/** A name that some version of the engine may know: one that does not leaves it out, or says so. */
const named = (one: unknown): one is string => typeof one === "string" && /^[a-z0-9_.]{1,80}$/.test(one);

function training(value: unknown): NonNullable<Link["train"]> {
  const [batch, dtype, optimizer, ...rest]: unknown[] = Array.isArray(value) ? value : [];
  if (batch === 0 || !named(dtype) || !named(optimizer) || rest.length > 0)
    return no("“train” says no batch, type and optimizer.");
  return [whole(batch, kMostBatch, "train"), dtype, optimizer];
}

function race(value: unknown): NonNullable<Link["race"]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return no("“race” is no race.");
  const { lanes, work } = value as { lanes?: unknown; work?: unknown };
  const made: NonNullable<Link["race"]> = {};
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

const kKnown: readonly string[] = kFields;

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
  if (own("tour") !== undefined) link.tour = whole(own("tour"), kMostTour, "tour");
  if (own("quiz") !== undefined) link.quiz = hidden(own("quiz"));
  if (own("digits") !== undefined) link.digits = Math.max(1, whole(own("digits"), kMostDigits, "digits"));
  if (own("dir") !== undefined) link.dir = directions(own("dir"));
  if (own("train") !== undefined) link.train = training(own("train"));
  if (count > 1) link.count = count;
  const left = { left: kMostParts };
  const more = Object.keys(field).filter((key) => !kKnown.includes(key));
  if (more.length > 0)
    link.more = Object.fromEntries(more.map((key) => [key_of(key), plain(field[key], key, 1, left)]));
  return link;
}
