// A network as a JAX program. There is no JAX where this is built, and the program says so.
import type { JacobianBlock } from "../engine/types.gen.ts";
import { along_checks } from "./along.ts";
import { check_of, checks, head, jacobian_checks, type Parts, parts_of, statement, values_of } from "./parts.ts";
import { python_tuple } from "./python.ts";
import { jacobian_of, outputs_of, type Source } from "./source.ts";

const kLayerNorm = `def layer_norm(x, gamma, beta, eps):
    c = x - jnp.mean(x, -1, keepdims=True)
    return c / jnp.sqrt(jnp.mean(c * c, -1, keepdims=True) + eps) * gamma + beta`;
const kBatchNorm = `def batch_norm(x, gamma, beta, eps):
    c = x - jnp.mean(x, 0)
    return c / jnp.sqrt(jnp.mean(c * c, 0) + eps) * gamma + beta`;

/** A value whose derivative is stated, by which a `def` goes that has one. */
const kStated = `@jax.custom_jvp
def with_derivative(y, x, d):
    """y, whose derivative by x is stated to be d, element by element, whatever y was computed from."""
    return y


@with_derivative.defjvp
def with_derivative_jvp(primals, tangents):
    (y, _, d), (y_dot, x_dot, _) = primals, tangents
    return y, y_dot + d * x_dot`;

/** What the network gives, and its gradient and the checks of it. */
function gradient_of(source: Source, parts: Parts): string[] {
  const { names, wrt, seeds } = parts;
  const name = (id: string): string => names.get(id) ?? "";
  const by = wrt.map(({ id }) => name(id));
  return [
    `    return (${seeds.map(({ node, code }) => `jnp.sum(${name(node.id)} * jnp.array(${code}))`).join(" + ") || "0.0"}), (${seeds.map(({ node }) => `${name(node.id)},`).join(" ")})`,
    "",
    "",
    `gradients, values = jax.grad(network, argnums=(${by.map((_, at) => `${at},`).join(" ")}), has_aux=True)(${by.join(", ")})`,
    ...seeds.map(({ node }, at) => `${name(node.id)} = values[${at}]`),
    "",
    ...checks(
      source,
      parts,
      ({ id }) => name(id),
      ({ id }) => `gradients[${by.indexOf(name(id))}]`,
    ),
  ];
}

/** The same for a Jacobian. */
function rows_of(source: Source, parts: Parts, blocks: readonly JacobianBlock[]): string[] {
  const name = (id: string): string => parts.names.get(id) ?? "";
  const outputs = outputs_of(source).map(({ id }) => name(id));
  const by = parts.wrt.map(({ id }) => name(id));
  return [
    `    return (${outputs.map((one) => `jnp.asarray(${one}),`).join(" ")})`,
    "",
    "",
    `${outputs.join(", ")}, = network(${by.join(", ")})`,
    `jacobian = jax.jacrev(network, argnums=(${by.map((_, at) => `${at},`).join(" ")}))(${by.join(", ")})`,
    "",
    ...jacobian_checks(
      source,
      parts,
      blocks,
      ({ id }) => name(id),
      (output, leaf, shape) => `np.reshape(jacobian[${output}][${leaf}], ${python_tuple(shape)})`,
    ),
  ];
}

export function jax(source: Source): string {
  const parts = parts_of(source, "jax");
  const { names, given, computed, wrt } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
  const blocks = jacobian_of(source);
  const by = wrt.map(({ id }) => name(id));
  return [
    ...head(source, "JAX", "This program was not run here: there is no JAX where Bothways is built and tested."),
    "import jax",
    "import jax.numpy as jnp",
    "import numpy as np",
    "",
    'jax.config.update("jax_enable_x64", True)',
    "",
    "",
    ...(computed.some(({ node }) => node.op === "layer_norm") ? [kLayerNorm, "", ""] : []),
    ...(computed.some(({ code }) => code.startsWith("with_derivative(")) ? [kStated, "", ""] : []),
    ...(computed.some(({ node }) => node.op === "batch_norm") ? [kBatchNorm, "", ""] : []),
    check_of(source),
    "",
    "",
    ...given.map((node) => `${name(node.id)} = jnp.array(${value(node)})`),
    "",
    "",
    `def network(${by.join(", ")}):`,
    ...computed.map(
      ({ node, code }) => `    ${statement(name(node.id), code.replaceAll("np.float64", "jnp.float64"), node)}`,
    ),
    ...(blocks ? rows_of(source, parts, blocks) : gradient_of(source, parts)),
    ...along_checks(source, parts, "jax"),
    "",
  ].join("\n");
}
