// A network as a PyTorch program, whose gradient is autograd's.
import { checks, head, kCheck, parts_of, type Source, statement, values_of } from "./parts.ts";

export function torch(source: Source): string {
  const parts = parts_of(source, "torch");
  const { names, given, computed, wrt, seeds } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
  const by = new Set(wrt.map(({ id }) => id));
  return [
    ...head(source, "PyTorch", "Run it with python3. It stops where a number differs from autograd's."),
    "import numpy as np",
    "import torch",
    "",
    "torch.set_default_dtype(torch.float64)",
    "",
    "",
    kCheck,
    "",
    "",
    ...given.map(
      (node) => `${name(node.id)} = torch.tensor(${value(node)}${by.has(node.id) ? ", requires_grad=True" : ""})`,
    ),
    ...computed.map(({ node, code }) => statement(name(node.id), code, node)),
    "",
    `total = ${seeds.map(({ node, code }) => `torch.sum(${name(node.id)} * torch.tensor(${code}))`).join(" + ") || "torch.tensor(0.0)"}`,
    "if total.requires_grad:",
    "    total.backward()",
    "",
    "",
    "def gradient(leaf):",
    "    return np.zeros(leaf.shape) if leaf.grad is None else leaf.grad.numpy()",
    "",
    "",
    ...checks(
      source,
      parts,
      ({ id }) => `${name(id)}.detach().numpy()`,
      ({ id }) => `gradient(${name(id)})`,
    ),
    "",
  ].join("\n");
}
