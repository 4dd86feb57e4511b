// The types of `bothways`: links out of data and back, and a text checked by an engine.

/** An element of a node: its id and its position in the flat row-major array. */
export type Spot = [id: string, index: number];
/** A vector: 1 for the chosen element, all 1, random by a seed, or numbers of elements of which all others are 0. */
export type Spec = "one" | "equal" | number | [id: string, index: number, value: number][];
export type Plain = number | boolean | string | null | Plain[] | { [key: string]: Plain };

/** What a link says. Everything but the text is there only where it differs from how a network opens. */
export interface Link {
  src: string;
  from?: string;
  vals?: [id: string, index: number, value: number][];
  mode?: "forward" | "reverse" | "both";
  at?: number;
  /** The schedules that race, and the work that they have done. */
  race?: { lanes?: string[]; work?: number };
  sel?: Spot;
  wrt?: Spot;
  of?: Spot;
  open?: [id: string, level: "operations" | "neurons"][];
  /** The part of the page that is open, by its title in small letters. */
  view?: string;
  tour?: number;
  quiz?: [id: string, index: number, of: "value" | "tangent" | "adjoint"][];
  /** Significant digits that are asked of each hidden number, where these are not three. */
  digits?: number;
  /** A direction to go forward along, and numbers to go back with. */
  dir?: [tangent: Spec, cotangent: Spec];
  /** How training is estimated: examples of a batch, type of a number, optimizer. */
  train?: [batch: number, dtype: string, optimizer: string];
  count?: number;
  more?: Record<string, Plain>;
}

export interface Problem {
  code: string;
  cause: string;
  reason: string;
  hint: string;
}

export type Reading = { status: "none" } | { status: "link"; link: Link } | { status: "broken"; problem: Problem };

/** The token of a link, without `#`; null where the network is too large for one. */
export function encode(link: Link): string | null;
/** Reads a token as it came. Never throws. */
export function decode(text: string): Reading;
/** A link out of parsed JSON; throws where it is none. */
export function validate(json: unknown): Link;
/** The one JSON text of a link. */
export function canonical(link: Link): string;

export interface Engine {
  /** Answers one request of the JSON API (`bothways/schema.json`). When it throws, load another engine. */
  call(request: string): string;
}
/** Makes an engine of the bytes of `bothways/engine.wasm`. */
export function load(bytes: BufferSource): Promise<Engine>;
/** The graph of a text, or what is wrong with it: the engine's own answer. */
export function parse(
  engine: Engine,
  text: string,
): { ok: boolean; diagnostics: readonly { code: string; message: string }[] };
