// Sizes, generators, repetitions and dense layers of a network text written out, for the reader of the independent model.
// It knows what the examples use: one statement a body, whole layers as `name = dense(from, width, function)`.

/** An array of zeros of this shape as a literal: costs depend on shapes alone. */
function zeros(shape: readonly number[]): string {
  const [first, ...rest] = shape;
  return first === undefined ? "0" : `[${Array.from({ length: first }, () => zeros(rest)).join(", ")}]`;
}

export function expand(text: string): string {
  const sizes = new Map<string, number>();
  const length = new Map<string, number>(); // of vectors
  const latest = new Map<string, string>(); // behind a repetition a name means its last node
  const number = (word: string): number => sizes.get(word.trim()) ?? Number(word);
  const out: string[] = [];
  let layers = 0;
  const layer = (name: string, from: string, to: number, activation: string): void => {
    const [W, b] = [`W_${++layers}`, `b_${layers}`];
    out.push(`param ${W} = ${zeros([to, length.get(from) ?? Number.NaN])}`, `param ${b} = ${zeros([to])}`);
    out.push(`${name} = ${activation}(${W} @ ${from} + ${b})`);
    length.set(name, to);
  };
  for (const line of text.split("\n")) {
    const size = line.match(/^size (\w+) = (\d+)/);
    const random = line.match(/^(input|param) (\w+) = randn\(([^=]+), seed=\d+\)/);
    const dense = line.match(/^(?:repeat (\w+) \{ )?(\w+) = dense\((\w+), (\w+), (\w+)/);
    if (size) sizes.set(size[1] ?? "", Number(size[2]));
    else if (random) {
      const shape = (random[3] ?? "").split(",").map(number);
      out.push(`${random[1]} ${random[2]} = ${zeros(shape)}`);
      length.set(random[2] ?? "", shape[0] ?? Number.NaN);
    } else if (dense) {
      const [, times, name = "", from = "", width = "", activation = ""] = dense;
      let last = latest.get(from) ?? from;
      for (let turn = 1; turn <= (times ? number(times) : 1); turn++) {
        const made = times ? `${name}_${turn}` : name;
        layer(made, last, number(width), activation);
        last = made;
      }
      latest.set(name, last);
    } else out.push(line);
  }
  return out.join("\n");
}
