// How the rules of the operations are written out: a local derivative by its name, and a sum that a matrix product is.
import type { Contribution } from "../engine/types.gen.ts";
import type { Term } from "./math.ts";
import { type Derived, name, type Question, scalar_of } from "./question.ts";

/** The local derivative as its row writes it, where that is just another operand: `W2[0,2]`. */
export function symbol_of(question: Question, consumer: string, row: number, by: string): Term {
  const { scalars, written, ops, place } = question;
  const generic: Term = { kind: "derivative", of: name(written, consumer, row), by };
  const self = scalars && scalar_of(scalars, place, written.nodes.get(place.id)?.shape ?? []);
  const uses = self?.consumers.filter(({ node }) => {
    const of = scalars?.nodes.get(node)?.of;
    return of?.node === consumer && of.element === row;
  });
  const [use] = uses ?? [];
  const user = use && scalars?.nodes.get(use.node);
  if (!use || !user || uses?.length !== 1) return generic;
  const rule = ops.find(({ name }) => name === user.op)?.derivative_latex[use.port] ?? "";
  const operand = /^\{(\d)\}$/.exec(rule)?.[1];
  const other = operand === undefined ? undefined : user.inputs[Number(operand)];
  return other === undefined ? generic : { kind: "name", name: other };
}

const kWhole: readonly [RegExp, string][] = [
  [/^\\bar [Yy]/, "δ"],
  [/^\^\\top/, ".T"],
  [/^\\,/, " @ "],
];

/** A rule for a whole array in the spelling of the language, `W2.T @ δ`; empty where it is not a plain product. */
function spelled(rule: string, inputs: readonly string[]): string {
  let [rest, text] = [rule, ""];
  while (rest !== "") {
    const operand = /^\{(\d)\}/.exec(rest);
    const known = kWhole.find(([pattern]) => pattern.test(rest));
    const found = operand?.[0] ?? known?.[0].exec(rest)?.[0];
    if (!found) return "";
    text += operand ? (inputs[Number(operand[1])] ?? "") : (known?.[1] ?? "");
    rest = rest.slice(found.length);
  }
  return text.includes("δ") && text.includes("@") ? text : "";
}

export function whole_of({ written, ops, of }: Question, { consumer, port }: Contribution): Derived["whole"] {
  const node = written.nodes.get(consumer);
  const rule = ops.find(({ name }) => name === node?.op)?.derivative_latex[port] ?? "";
  const product = node ? spelled(rule, node.inputs) : "";
  return product === "" ? [] : [{ product, delta: `∂${of}/∂${consumer}`, of: consumer }];
}
