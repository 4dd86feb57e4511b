// Layers of many operations written out as statements, and calls with keywords as names of the model's own.

/** A matrix, or a vector, of zeros as a literal. */
const vector = (n: number): string => `[${Array.from({ length: n }, () => 0).join(", ")}]`;
const matrix = (m: number, n: number): string => `[${Array.from({ length: m }, () => vector(n)).join(", ")}]`;

/** `h = gru(x, h0)` by the equations of its papers; its weights are leaves. */
function gru(name: string, x: string, h: string, inputs: number, width: number): string[] {
  const leaves = ["r", "z", "n"].flatMap((gate) => [
    `param ${name}.W_${gate} = ${matrix(width, inputs)}`,
    `param ${name}.b_${gate} = ${vector(width)}`,
    `param ${name}.U_${gate} = ${matrix(width, width)}`,
  ]);
  const gate = (one: string): string[] => [
    `${name}.in_${one} = ${name}.W_${one} @ ${x}`,
    `${name}.on_${one} = ${name}.in_${one} + ${name}.b_${one}`,
    `${name}.of_${one} = ${name}.U_${one} @ ${h}`,
  ];
  return [
    ...leaves,
    `param ${name}.c_n = ${vector(width)}`,
    ...["r", "z"].flatMap((one) => [...gate(one), `${name}.${one} = sigmoid(${name}.on_${one} + ${name}.of_${one})`]),
    ...gate("n"),
    `${name}.own = ${name}.of_n + ${name}.c_n`,
    `${name}.n = tanh(${name}.on_n + ${name}.r * ${name}.own)`,
    `${name} = (1 - ${name}.z) * ${name}.n + ${name}.z * ${h}`,
  ];
}

function attention(name: string, [Q = "", K = "", V = "", M = ""]: string[]): string[] {
  return [
    `${name}.keys = transpose(${K})`,
    `${name}.products = ${Q} @ ${name}.keys`,
    `${name}.scores = ${name}.products / 1.5`,
    `${name}.masked = where(${M}, ${name}.scores, 9)`,
    `${name}.weights = softmax_rows(${name}.masked)`,
    `${name} = ${name}.weights @ ${V}`,
  ];
}

/** The statements with their layers written out; `length` is that of a vector. */
export function layers(lines: readonly string[], length: (name: string) => number): string[] {
  return lines.flatMap((line) => {
    const plain = line
      .replace(/conv1d\(([^()]*), flip=1, full=1\)/g, "conv1d_full($1)")
      .replace(/mean\((.*?), axis=0\)/g, "mean_rows($1)");
    const [, name = "", word, operands = ""] = plain.match(/^(\S+) *= *(gru|attention)\((.*)\)$/) ?? [];
    const [x = "", h = "", ...rest] = operands.split(",").map((operand) => operand.trim());
    if (word === "gru") return gru(name, x, h, length(x), length(h));
    return word === "attention" ? attention(name, [x, h, ...rest]) : [plain];
  });
}
