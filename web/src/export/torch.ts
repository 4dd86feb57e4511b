// A network as a PyTorch program, whose gradient is autograd's.
import type { GraphNode } from "../engine/types.gen.ts";
import { along_checks } from "./along.ts";
import { check_of, checks, head, jacobian_checks, type Parts, parts_of, statement, values_of } from "./parts.ts";
import { jacobian_of, outputs_of, type Source } from "./source.ts";

/** A value whose derivative is stated, by which a `def` goes that has one. */
const kStated = `class WithDerivative(torch.autograd.Function):
    """y, whose derivative by x is stated to be d, element by element, whatever y was computed from."""

    @staticmethod
    def forward(ctx, y, x, d):
        ctx.save_for_backward(x, d)
        return y.clone()

    @staticmethod
    def backward(ctx, bar):
        x, d = ctx.saved_tensors
        return bar, (bar * d).sum_to_size(x.shape), None`;

/** The way back from what is seeded, and the checks of its gradient. */
function gradient_of(source: Source, parts: Parts, numbers: (node: GraphNode) => string): string[] {
  const { names, seeds } = parts;
  return [
    `total = ${seeds.map(({ node, code }) => `torch.sum(${names.get(node.id)} * torch.tensor(${code}))`).join(" + ") || "torch.tensor(0.0)"}`,
    "if total.requires_grad:",
    `    total.backward(${source.along ? "retain_graph=True" : ""})`,
    "",
    "",
    "def gradient(leaf):",
    "    return np.zeros(leaf.shape) if leaf.grad is None else leaf.grad.numpy()",
    "",
    "",
    ...checks(source, parts, numbers, ({ id }) => `gradient(${names.get(id)})`),
  ];
}

/** The way back from every element of every output. */
function rows_of({ wrt, names }: Parts, outputs: readonly string[]): string[] {
  return [
    `outputs = [${outputs.join(", ")}]`,
    `leaves = [${wrt.map(({ id }) => names.get(id)).join(", ")}]`,
    "",
    "",
    kRows,
    "",
    "",
    "jacobian = [rows(output) for output in outputs]",
    "",
  ];
}

const kRows = `def rows(output):
    """By every leaf, a row for each element of the output."""
    found = [[np.zeros((0, leaf.numel()))] for leaf in leaves]
    for element in output.reshape(-1):
        none = [None] * len(leaves)
        back = torch.autograd.grad(element, leaves, retain_graph=True, allow_unused=True) if element.requires_grad else none
        for some, leaf, one in zip(found, leaves, back):
            some.append(np.zeros((1, leaf.numel())) if one is None else one.reshape(1, -1).numpy())
    return [np.concatenate(some) for some in found]`;

export function torch(source: Source): string {
  const parts = parts_of(source, "torch");
  const { names, given, computed, wrt } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
  const blocks = jacobian_of(source);
  const numbers = ({ id }: GraphNode): string => `${name(id)}.detach().numpy()`;
  const by = new Set(wrt.map(({ id }) => id));
  return [
    ...head(source, "PyTorch", "Run it with python3. It stops where a number differs from autograd's."),
    "import numpy as np",
    "import torch",
    "",
    "torch.set_default_dtype(torch.float64)",
    "",
    "",
    ...(computed.some(({ code }) => code.includes("WithDerivative.")) ? [kStated, "", ""] : []),
    check_of(source),
    "",
    "",
    ...given.map(
      (node) => `${name(node.id)} = torch.tensor(${value(node)}${by.has(node.id) ? ", requires_grad=True" : ""})`,
    ),
    ...computed.map(({ node, code }) => statement(name(node.id), code, node)),
    "",
    ...(blocks
      ? [
          ...rows_of(
            parts,
            outputs_of(source).map(({ id }) => name(id)),
          ),
          ...jacobian_checks(source, parts, blocks, numbers, (output, leaf) => `jacobian[${output}][${leaf}]`),
        ]
      : gradient_of(source, parts, numbers)),
    ...along_checks(source, parts, "torch"),
    "",
  ].join("\n");
}
