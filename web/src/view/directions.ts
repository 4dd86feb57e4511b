// A derivative along a direction and one back with a vector, as rows and words: jvp, vjp, and the pairing that both share.
import type { DifferentiateResponse, NamedValue, NullableReals } from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { exact, is_masked, number, real } from "./format.ts";
import { element, type Place } from "./labels.ts";
import type { Sheet } from "./sheet.ts";

/** One element with the number that was given to it, and the derivative that came back. */
export interface DirectionRow {
  place: Place;
  name: string;
  given: number;
  /** 0 where it has no part in it. */
  number: number;
  found: string;
  in_full: string;
}

type Shapes = ReadonlyMap<string, { shape: readonly number[] }>;

/** Elements of some nodes: what they were given, and what one column of the answer has for them. */
export function direction_rows(
  given: readonly NamedValue[],
  { nodes }: Pick<DifferentiateResponse, "nodes">,
  column: "tangent" | "adjoint",
  shapes: Shapes,
): DirectionRow[] {
  return given.flatMap(({ id, value }) => {
    const found: NullableReals | undefined = by_id(nodes).get(id)?.[column];
    return value.map((one, index) => {
      const got = found?.[index];
      return {
        place: { id, index },
        name: element(id, [...(shapes.get(id)?.shape ?? [])], index),
        given: real(one),
        number: got === undefined ? 0 : real(got),
        found: got === undefined ? "0" : number(got),
        in_full: got === undefined ? "it has no part in it" : exact(got),
      };
    });
  });
}

/** ⟨ȳ, ẏ⟩ and ⟨x̄, ẋ⟩, and whether they are equal up to rounding: null while they are hidden; nothing where the engine gives none. */
export function pairing({ agreement }: Pick<DifferentiateResponse, "agreement">) {
  const test = agreement.dot_test;
  if (!test) return null;
  const ok = [test.left, test.right].some(is_masked) ? null : real(test.relative) <= 1e-9;
  return {
    left: number(test.left),
    right: number(test.right),
    ok,
    in_full: `${exact(test.left)}, ${exact(test.right)}`,
  };
}

/** Where the gradient points, among two elements: an angle in degrees; null where it is 0 in both, and while one is hidden. */
export function steepest(rows: readonly DirectionRow[], first: number, second: number): number | null {
  const [a = 0, b = 0] = [first, second].map((at) => rows[at]?.number);
  return (a === 0 && b === 0) || !Number.isFinite(a + b) ? null : degrees(Math.atan2(b, a));
}

/** An angle in degrees, from 0 to 360, without the noise of its last digits. */
export function degrees(radians: number): number {
  const turned = (radians * 180) / Math.PI;
  return Number((((turned % 360) + 360) % 360).toFixed(3));
}

/** The two numbers of a direction at an angle: on the axes they are exact. */
export function on_circle(angle: number): [number, number] {
  const quarter = angle % 90 === 0 ? (angle / 90) % 4 : null;
  if (quarter !== null)
    return [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ][quarter] as [number, number];
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

export function directions_sheet(leaves: readonly DirectionRow[], outputs: readonly DirectionRow[]): Sheet {
  const row = (role: string) => (one: DirectionRow) => [role, one.name, one.given, one.in_full];
  return {
    name: "the directions",
    heads: ["role", "element", "given", "found"],
    rows: [...leaves.map(row("leaf: tangent, gradient")), ...outputs.map(row("output: cotangent, derivative"))],
  };
}
