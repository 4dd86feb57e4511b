// The networks on which opening, dragging and starting are measured: chains, random and dense graphs of scalars, and layers.
import { random } from "./random.mjs";

const weight = (at) => (0.5 + (at % 5) / 10).toFixed(1);

/** A chain of tanh(w*a): three nodes a layer. */
export function chain(nodes, round = 0) {
  const layers = Math.floor(nodes / 3);
  const all = Array.from({ length: layers }, (_, at) => at);
  return [
    "input x = 0.5",
    ...all.map((at) => `param w${at} = ${weight(at + round)}`),
    ...all.map((at) => `a${at} = tanh(w${at}*${at === 0 ? "x" : `a${at - 1}`})`),
    "",
  ].join("\n");
}

/** A random graph of scalars, a tenth of them weights; what nothing reads is summed up into L. */
export function tangle(nodes, round = 0) {
  const source = random(1 + round);
  const names = Array.from({ length: Math.floor(nodes / 10) }, (_, at) => `w${at}`);
  const lines = names.map((name, at) => `param ${name} = ${weight(at + round)}`);
  const read = new Set();
  const pick = () => {
    const name = names[source.below(names.length)];
    read.add(name);
    return name;
  };
  while (names.length < nodes) {
    const name = `v${names.length}`;
    const kind = source.uniform();
    if (kind < 0.35) lines.push(`${name} = ${pick()} + ${pick()}`);
    else if (kind < 0.7) lines.push(`${name} = ${pick()}*${pick()}`);
    else lines.push(`${name} = ${kind < 0.85 ? "tanh" : "sin"}(${pick()})`);
    names.push(name);
  }
  const loose = names.filter((name) => !read.has(name));
  for (let at = 0; at < loose.length; at += 8)
    lines.push(`${at === 0 ? "s0 = 0" : `s${at} = s${at - 8}`} + ${loose.slice(at, at + 8).join(" + ")}`);
  const last = lines.at(-1)?.split(" ")[0];
  return [...lines, `loss = tanh(${last})`, ""].join("\n");
}

/** Layers of eight scalars, each of which reads all eight before it. */
export function crowd(nodes, round = 0) {
  const width = 8;
  const unit = (layer, at) => `h${layer}_${at}`;
  const all = Array.from({ length: width }, (_, at) => at);
  const lines = all.map((at) => `param ${unit(0, at)} = ${weight(at + round)}`);
  for (let layer = 1; layer * width * width < nodes; layer++) {
    const sum = all.map((at) => unit(layer - 1, at)).join(" + ");
    for (const at of all) lines.push(`${unit(layer, at)} = tanh(0.${at + 1}*(${sum}))`);
  }
  const last = lines.at(-1)?.split(" ")[0]?.split("_")[0];
  return [...lines, `loss = ${all.map((at) => `${last}_${at}`).join(" + ")}`, ""].join("\n");
}

/** A perceptron by matrices, tanh and softmax cross-entropy. */
export function layers(...sizes) {
  const [first, ...rest] = sizes;
  const lines = [`input x = uniform(${first}, seed=1)`];
  let read = "x";
  rest.forEach((size, at) => {
    const name = at === rest.length - 1 ? "z" : `h${at}`;
    lines.push(`${name} = dense(${read}, ${size}${name === "z" ? "" : ", tanh"})`);
    read = name;
  });
  return [...lines, "input target = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]", "loss = cross_entropy(z, target)", ""].join("\n");
}

/** Blocks of a layer of eight, one after another, with a skip or without. */
export function blocks(count, skip = false) {
  const lines = ["input h0 = uniform(8, seed=1)"];
  for (let at = 1; at <= count; at++) lines.push(`h${at} = dense(h${at - 1}, 8, tanh)${skip ? ` + h${at - 1}` : ""}`);
  return [...lines, `loss = sum(h${count}*h${count})`, ""].join("\n");
}
