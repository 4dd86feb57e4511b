// Sizes, generators, repetitions and dense layers of a network text written out, for the reader of the independent model.
// It knows what the examples use: one statement a body, a layer as the whole of a statement, `randn` or `uniform` of one number or shape, `linspace`, a slice of a vector.

/** An array of zeros of this shape as a literal: costs depend on shapes alone. */
function zeros(shape: readonly number[]): string {
  const [first, ...rest] = shape;
  return first === undefined ? "0" : `[${Array.from({ length: first }, () => zeros(rest)).join(", ")}]`;
}

/** `x[0:n-2]` as `slice_0_6(x)`. */
function sliced(text: string, number: (word: string) => number): string {
  const bound = (word: string): number => {
    const [, base = "", minus] = word.match(/^(\w+)(?:-(\d+))?$/) ?? [];
    return number(base) - Number(minus ?? 0);
  };
  return text.replace(
    /(\w+)\[([^:\]]+):([^:\]]+)\]/g,
    (_, of: string, low: string, high: string) => `slice_${bound(low)}_${bound(high)}(${of})`,
  );
}

/** `size n = 3`, `repeat n { h = f(h) }` as `h_1 = f(h)`, `h_2 = f(h_1)` …, and `dense` as its weights and its formula. */
export function expand(lines: readonly string[]): string[] {
  const sizes = new Map<string, number>();
  const length = new Map<string, number>(); // of the vectors that layers read
  const last = new Map<string, string>(); // behind a repetition a name means its last node
  const number = (word: string): number => sizes.get(word.trim()) ?? Number(word);
  const current = (text: string): string =>
    sliced(text, number).replace(/[\p{L}_][\p{L}\p{N}_.]*/gu, (name) => last.get(name) ?? name);
  let layers = 0;
  const statement = (name: string, body: string): string[] => {
    const [, from = "", width = "", activation = ""] = body.match(/^dense\((\S+), *(\w+), *(\w+)/) ?? [];
    if (from === "") return [`${name} = ${body}`];
    const [W, b] = [`W_${++layers}`, `b_${layers}`];
    length.set(name, number(width));
    return [
      `param ${W} = ${zeros([number(width), length.get(from) ?? Number.NaN])}`,
      `param ${b} = ${zeros([number(width)])}`,
      `${name} = ${activation}(${W} @ ${from} + ${b})`,
    ];
  };
  return lines.flatMap((line) => {
    const [, size, count = ""] = line.match(/^size (\S+) *= *(\d+)$/) ?? [];
    const [, kind, leaf = "", dims = ""] =
      line.match(/^(input|param) (\S+) *= *(?:randn|uniform)\(([^=]+), seed=\d+\)$/) ??
      line.match(/^(input|param) (\S+) *= *linspace\([^,]+, [^,]+, ([^,]+)\)$/) ??
      [];
    const [, times, name = "", body = ""] = line.match(/^(?:repeat (\S+) *\{ *)?(\S+) *= *([^{}]*)\}?$/) ?? [];
    if (size) {
      sizes.set(size, Number(count));
      return [];
    }
    if (kind) {
      const shape = dims.split(",").map(number);
      length.set(leaf, shape[0] ?? Number.NaN);
      return [`${kind} ${leaf} = ${zeros(shape)}`];
    }
    if (!times) return name ? statement(name, current(body).trim()) : [current(line)];
    return Array.from({ length: number(times) }, (_, index) => {
      const made = statement(`${name}_${index + 1}`, current(body).trim());
      last.set(name, `${name}_${index + 1}`);
      return made;
    }).flat();
  });
}
