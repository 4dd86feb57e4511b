// What a program says of itself before it begins: what it checks, what it leaves out, and what the engine counts.
import type { GraphNode, Run } from "../engine/types.gen.ts";
import { flops_of, functions_of } from "../view/format.ts";
import { size } from "../view/labels.ts";
import { python_comment } from "./python.ts";
import { is_one, jacobian_of, nodes_of, outputs_of, type Source } from "./source.ts";

function counted(value: number, one: string): string {
  return `${value} ${one}${value === 1 ? "" : "s"}`;
}

function sized(nodes: readonly GraphNode[]): string {
  return nodes.map(({ id, shape }) => `${python_comment(id)} (${size(shape)})`).join(", ");
}

/** What the engine counts for one schedule. */
function cost_of({ title, cost: { total }, memory, predicted }: Run): string {
  const calls = functions_of(total);
  const work = `${counted(flops_of(total), "flop")}${calls > 0 ? `, ${counted(calls, "function")}` : ""}`;
  return `#   ${python_comment(title)}: ${work}, at most ${counted(memory.peak_bytes, "byte")} at one time${predicted ? " (predicted)" : ""}`;
}

/** Lines of comments. */
export function said_of(source: Source): string[] {
  const { graph, response, left_out = [] } = source;
  const wrt = nodes_of(source, graph.wrt);
  const outputs = outputs_of(source);
  const rows = outputs.reduce((sum, { shape }) => sum + size(shape), 0);
  const numbers = wrt.reduce((sum, { shape }) => sum + size(shape), 0);
  const seeded = nodes_of(
    source,
    response.seeds.map(({ id }) => id),
  );
  const by = `by ${sized(wrt)}`;
  const checked = jacobian_of(source)
    ? `It checks the values of ${sized(outputs)}, and the Jacobian of ${sized(outputs)} ${by}: all ${counted(rows, "row")}, one for each element of the outputs, of ${counted(numbers, "number")} each.`
    : `It checks the value of ${sized(seeded)}, and its gradient ${by}: ${counted(numbers, "number")}.`;
  const alone =
    !jacobian_of(source) && !is_one(source)
      ? [`# That is one row of the Jacobian, which has ${rows}: the engine has not computed the others.`]
      : [];
  const some = left_out.length > 0 ? checked.replace(/\.$/, ", but for what is left out.") : checked;
  return [
    `# ${some}`,
    ...(source.along
      ? ["# It goes along a tangent of the leaves, too, and back with a cotangent of the outputs."]
      : []),
    ...alone,
    ...(left_out.length > 0
      ? [`# Left out, as the reader is to find them: ${left_out.map(python_comment).join(", ")}.`]
      : []),
    ...(response.runs.length > 0
      ? ["# What the engine of Bothways counts for it:", ...response.runs.map(cost_of)]
      : []),
  ];
}
