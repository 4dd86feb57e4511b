// What a link says: a network, and how it is looked at; and the one text of it.

/** An element of a node: its id and its position in the flat row-major array. */
export type Spot = [id: string, index: number];

/** A vector: 1 for the chosen element, all 1, random by a seed, or numbers of elements of which all others are 0. */
export type Spec = (typeof kVectors)[number] | number | [id: string, index: number, value: number][];

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
  /** A direction to go forward along, and numbers to go back with. */
  dir?: [tangent: Spec, cotangent: Spec];
  /** How training is estimated: examples of a batch, type of a number, optimizer; a word is one that some version knows. */
  train?: [batch: number, dtype: string, optimizer: string];
  /** Version of the counting convention by which its operations were counted; the first where there is none. */
  count?: number;
  /** What newer versions of the page may have written. */
  more?: Record<string, Plain>;
}

export const kVersion = 1;
/** Version of the counting convention, that of the engine; a link without a `count` was made with the first. */
export const kCount = 3;
export const kModes = ["forward", "reverse", "both"] as const;

/** How far a statement is taken apart. */
export const kLevels = ["operations", "neurons"] as const;
export const kVectors = ["one", "equal"] as const;
/** Numbers of a node that can be hidden. */
export const kHidden = ["value", "tangent", "adjoint"] as const;
/** The end of the tour, and the largest number of a step: one that came later than the end. */
export const kTourEnd = 9;
export const kMostTour = 10;

/** Numbers that JSON cannot say. */
export const kOdd: readonly string[] = ["-0", "NaN", "Infinity", "-Infinity"];

export const kMostHidden = 500;
/** Digits that a quiz asks for where its link says none. */
export const kDigits = 3;
export const kMostDigits = 9;

function sorted(value: Plain): Plain {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

function spelled_values(list: readonly [id: string, index: number, value: number][]) {
  const said = (value: number) => kOdd.find((odd) => Object.is(Number(odd), value)) ?? value;
  return list.map(([id, index, value]) => [id, index, said(value)]);
}
const spelled_spec = (spec: Spec) => (typeof spec === "object" ? spelled_values(spec) : spec);

/** The known fields in their fixed order: a new one before the count. */
export const kFields = [
  "v",
  "src",
  "from",
  "vals",
  "mode",
  "at",
  "race",
  "sel",
  "wrt",
  "of",
  "open",
  "view",
  "tour",
  "quiz",
  "digits",
  "dir",
  "train",
  "count",
] as const;

/** The one JSON text of a link: its fields in a fixed order, then those that are not known, by name. */
export function canonical({ more = {}, ...link }: Link): string {
  const { vals, dir } = link;
  const spelled = { ...link, v: kVersion, vals: vals && spelled_values(vals), dir: dir?.map(spelled_spec) };
  const known = Object.fromEntries(kFields.map((name) => [name, spelled[name]]));
  return JSON.stringify({ ...known, ...(sorted(more) as Record<string, Plain>) });
}
