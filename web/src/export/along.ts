// One product along a tangent of the leaves, and one back with a cotangent of the outputs, in a program of another library.
import type { NullableReals } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { size } from "../view/labels.ts";
import { compared, type Parts } from "./parts.ts";
import type { Library } from "./piece.ts";
import { python_array } from "./python.ts";
import { is_one, jacobian_of, outputs_of, type Source } from "./source.ts";

/** By the rows of the Jacobian, which NumPy has from ways back. */
const kNumpy = `along = [sum(rows @ np.reshape(tangent, -1) for rows, tangent in zip(of_output, tangents)) for of_output in jacobian]
with_it = [sum(np.reshape(cotangent, -1) @ of_output[leaf] for cotangent, of_output in zip(cotangents, jacobian)) for leaf in range(len(tangents))]`;

/** The product along a tangent is the derivative of the way back by its cotangents, which it is linear in. */
const kTorch = `def with_cotangents(cotangents, create_graph=False):
    """Cotangents times the Jacobian, for each leaf; None where no output reads it."""
    moving = [(output, cotangent) for output, cotangent in zip(outputs, cotangents) if output.requires_grad]
    if not moving:
        return [None] * len(leaves)
    some, theirs = zip(*moving)
    return torch.autograd.grad(some, leaves, theirs, retain_graph=True, create_graph=create_graph, allow_unused=True)


def along_tangents(tangents):
    """The Jacobian times tangents, for each output."""
    dummies = [torch.zeros_like(output, requires_grad=True) for output in outputs]
    back = with_cotangents(dummies, create_graph=True)
    total = sum(torch.sum(one * tangent) for one, tangent in zip(back, tangents) if one is not None)
    if not torch.is_tensor(total) or not total.requires_grad:
        return [None] * len(outputs)
    return torch.autograd.grad(total, dummies, allow_unused=True)


def numbers(found, like):
    return np.zeros(like.shape) if found is None else found.detach().numpy()


along = [numbers(one, output) for one, output in zip(along_tangents(tangents), outputs)]
with_it = [numbers(one, leaf) for one, leaf in zip(with_cotangents(cotangents), leaves)]`;

/** Lines behind the checks of the gradient, or of the Jacobian; none where no directions are asked for. */
export function along_checks(source: Source, { names, wrt }: Parts, library: Library): string[] {
  const { along } = source;
  const blocks = jacobian_of(source);
  if (!along || (!blocks && !is_one(source))) return [];
  const name = (id: string): string => names.get(id) ?? "";
  const outputs = outputs_of(source);
  const array = { numpy: "np.array", torch: "torch.tensor", jax: "jnp.array" }[library];
  const given = (ids: readonly { id: string; shape: number[] }[], all: typeof along.tangent): string =>
    ids
      .map(({ id, shape }) => `${array}(${python_array(all.find((one) => one.id === id)?.value ?? [], shape)}),`)
      .join(" ");
  const results = by_id(along.response.nodes);
  const check = (what: string, found: string, values: NullableReals | undefined, shape: number[]): string =>
    compared(
      what,
      library === "numpy"
        ? `np.reshape(${found}, ${shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`})`
        : found,
      values ?? Array(size(shape)).fill(0),
      shape,
    );
  const by = wrt.map(({ id }) => name(id)).join(", ");
  const of = outputs.map(({ id }) => name(id)).join(", ");
  const single = {
    numpy: `jacobian = [[${wrt.map(({ id }) => `np.reshape(${name(id)}_bar, (1, -1))`).join(", ")}]]`,
    torch: `outputs = [${of}]\nleaves = [${by}]`,
    jax: "",
  }[library];
  const function_of = blocks ? "network" : "lambda *leaves: network(*leaves)[1]";
  const jax = `_, along = jax.jvp(${function_of}, (${by},), tangents)
_, pull = jax.vjp(${function_of}, ${by})
with_it = pull(cotangents)`;
  return [
    "",
    "# jvp: the Jacobian times a tangent of the leaves. vjp: a cotangent of the outputs times the Jacobian.",
    `tangents = (${given(wrt, along.tangent)})`,
    `cotangents = (${given(outputs, along.cotangent)})`,
    ...(blocks || !single ? [] : [single]),
    ...(library === "torch" ? ["", ""] : []),
    { numpy: kNumpy, torch: kTorch, jax }[library],
    ...outputs.map(({ id, shape }, at) => check(`jvp at ${id}`, `along[${at}]`, results.get(id)?.tangent, shape)),
    ...wrt.map(({ id, shape }, at) => check(`vjp at ${id}`, `with_it[${at}]`, results.get(id)?.adjoint, shape)),
  ];
}
