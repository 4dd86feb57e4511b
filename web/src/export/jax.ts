// A network as a JAX program. There is no JAX where this is built, and the program says so.
import { checks, head, kCheck, parts_of, type Source, statement, values_of } from "./parts.ts";

const kLayerNorm = `def layer_norm(x, gamma, beta, eps):
    c = x - jnp.mean(x, -1, keepdims=True)
    return c / jnp.sqrt(jnp.mean(c * c, -1, keepdims=True) + eps) * gamma + beta`;

export function jax(source: Source): string {
  const parts = parts_of(source, "jax");
  const { names, given, computed, wrt, seeds } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
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
    kCheck,
    "",
    "",
    ...given.map((node) => `${name(node.id)} = jnp.array(${value(node)})`),
    "",
    "",
    `def network(${by.join(", ")}):`,
    ...computed.map(
      ({ node, code }) => `    ${statement(name(node.id), code.replaceAll("np.float64", "jnp.float64"), node)}`,
    ),
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
    "",
  ].join("\n");
}
