// Words of Python: names for ids, literals for numbers, arrays and texts. Whatever an id or a text holds, it stays a name or a text.
import type { Real, Shape } from "../engine/types.gen.ts";

const kTaken = (
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is " +
  "lambda nonlocal not or pass raise return try while with match case np torch jax jnp math print range tuple max abs float " +
  "fit put put_each erf softmax log_softmax logsumexp layer_norm layer_norm_bar products_of_others batch_norm batch_norm_bar conv conv_bar kernel_bar " +
  "pool_windows pool_bar max_pool max_pool_bar avg_pool avg_pool_bar network check expected gradients back rows outputs leaves jacobian seeds"
).split(" ");

/** A Python name for each id, no two alike: `h.W` → h_W. `mark` is what the caller appends to names of its own. */
export function python_names(ids: readonly string[], mark = "_bar"): Map<string, string> {
  const used = new Set<string>(kTaken);
  const names = new Map<string, string>();
  for (const id of ids) {
    const letters = id.normalize("NFKC").replace(/[^\p{L}\p{N}_]/gu, "_");
    const base = /^[\p{L}_]/u.test(letters) && !letters.startsWith("__") ? letters : `n_${letters}`;
    let name = base;
    for (let at = 2; used.has(name) || used.has(`${name}${mark}`); at++) name = `${base}_${at}`;
    used.add(name).add(`${name}${mark}`);
    names.set(id, name);
  }
  return names;
}

export function python_text(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text in one line that can stand behind #. */
export function python_comment(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
}

const kSpecial: Record<string, string> = {
  NaN: 'float("nan")',
  Infinity: 'float("inf")',
  "-Infinity": '-float("inf")',
};

export function python_number(value: Real): string {
  if (typeof value === "string") return kSpecial[value] ?? kSpecial.NaN ?? "";
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** A flat array as a number or nested lists. */
export function python_array(values: readonly Real[], shape: Shape): string {
  const [rows = 1, columns] = shape;
  if (shape.length === 0) return python_number(values[0] ?? "NaN");
  const list = (some: readonly Real[]): string => `[${some.map(python_number).join(", ")}]`;
  if (columns === undefined) return list(values);
  return `[${Array.from({ length: rows }, (_, row) => list(values.slice(row * columns, (row + 1) * columns))).join(", ")}]`;
}

export function python_tuple(numbers: readonly number[]): string {
  return `(${numbers.join(", ")}${numbers.length === 1 ? "," : ""})`;
}
