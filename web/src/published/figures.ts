// The printed figures of an example beside the engine's numbers, and whether they agree.
import type { DifferentiateResponse, GraphNode, NullableReals, Real } from "../engine/types.gen.ts";
import { real } from "../view/format.ts";
import { derivative, element, size } from "../view/labels.ts";
import type { Answers } from "./ask.ts";
import type { Entry } from "./examples.ts";

/**
 * How far a number may be from a printed one: half a unit of the last printed decimal. What is printed without a decimal point
 * is a whole number, which must be met; and no double is nearer than its rounding.
 */
export function tolerance(printed: string): number {
  const [, decimals, exponent = "0"] = /^-?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(printed) ?? [];
  const magnitude = Math.abs(Number(printed));
  if (decimals === undefined) return 1e-12 * Math.max(1, magnitude);
  const half = 0.5 * 10 ** (Number(exponent) - decimals.length);
  return Math.max(half * (1 + 1e-9), 8 * Number.EPSILON * magnitude);
}

export function agrees(ours: Real, printed: string): boolean {
  return Math.abs(real(ours) - Number(printed)) <= tolerance(printed);
}

export type Verdict = "agrees" | "differs" | "misprint";

/** One printed figure beside the engine's. */
export interface Row {
  /** As the publication writes it. */
  name: string;
  /** Of a derivative, the direction that gives it. */
  kind: "value" | "along" | "against";
  /** Its element in this network, where that has another name. */
  here: string;
  printed: string;
  /** NaN where the engine has no such number. */
  ours: Real;
  verdict: Verdict;
  /** Of a misprint: what is right, and why. */
  right: string;
  why: string;
}

type Column = "value" | "tangent" | "adjoint";

/** The number of an element by its name, `W2[0,1]`. */
function found(answer: DifferentiateResponse | null | undefined, name: string, column: Column): Real {
  const id = name.replace(/\[.*$/, "");
  const node: GraphNode | undefined = answer?.graph?.nodes.find((one) => one.id === id);
  const values: NullableReals | undefined = answer?.nodes.find((one) => one.id === id)?.[column];
  if (!node || !values) return Number.NaN;
  const index = Array.from({ length: size(node.shape) }, (_, at) => element(id, node.shape, at)).indexOf(name);
  return values[index] ?? Number.NaN;
}

/** Every printed figure of an example beside what the engine has answered. */
export function rows(entry: Entry, { answers, stepped }: Answers): Row[] {
  const { figures, names = {}, step } = entry;
  const row = (name: string, kind: Row["kind"], element: string, printed: string, ours: Real): Row => ({
    name,
    kind,
    here: names[element] ? element : "",
    printed,
    ours,
    verdict: agrees(ours, printed) ? "agrees" : "differs",
    right: "",
    why: "",
  });
  const called = (name: string): string => names[name] ?? name;
  const made: Row[] = Object.entries(figures.values ?? {}).map(([name, printed]) =>
    row(called(name), "value", name, printed, found(answers[0], name, "value")),
  );
  for (const [at, [along, printed]] of Object.entries(figures.tangents ?? {}).entries())
    for (const [name, text] of Object.entries(printed))
      made.push(row(derivative(called(name), along), "along", name, text, found(answers[at], name, "tangent")));
  for (const [at, [of, printed]] of Object.entries(figures.adjoints ?? {}).entries())
    for (const [name, text] of Object.entries(printed))
      made.push(row(derivative(of, called(name)), "against", name, text, found(answers[at], name, "adjoint")));
  for (const [name, printed] of Object.entries(step?.values ?? {})) {
    const one = row(`${called(name)} after one step`, "value", name, printed, found(stepped, name, "value"));
    const { right, why } = step?.misprint ?? { right: "", why: "" };
    const named = one.verdict === "differs" && right !== "" && agrees(one.ours, right);
    made.push(named ? { ...one, verdict: "misprint", right, why } : one);
  }
  return made;
}
