// Exported programs as text: every row has its rule, names and texts of strangers stay names and texts, numbers keep every digit.
// That the programs run and agree is tests/programs, which needs a Python with NumPy and PyTorch.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kRuled } from "../../web/src/export/adjoints.ts";
import { begins_hidden } from "../../web/src/export/parts.ts";
import { program, too_large } from "../../web/src/export/program.ts";
import { python_array, python_comment, python_names, python_number, python_text } from "../../web/src/export/python.ts";
import type { Asked } from "../../web/src/state/hidden.ts";
import {
  catalogue,
  directed_source_of,
  preset,
  presets,
  quiz_source_of,
  source_of,
  texts_of,
} from "../programs/sources.ts";

const rows = catalogue.ops.filter(({ category }) => category !== "leaf" && category !== "const");

test("every row of the catalogue has a rule for the way back, and no rule is without a row", () => {
  expect([...kRuled].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test("no program of any row or preset has a hole, in any library", () => {
  const texts = [...rows.flatMap(texts_of), ...presets.map(preset)];
  for (const text of texts) {
    const source = source_of(text);
    for (const library of ["numpy", "torch", "jax"] as const) {
      const made = program(source, library);
      const rest = made.replace(/f"\{name\}.*\n/, "").replaceAll("jax.scipy.special.", "");
      expect(rest).not.toMatch(/undefined|\{\w+\}|\[object|scipy/);
      expect(made).toMatch(/check\("the (gradient by|Jacobian of) /);
      expect(made).toMatch(/^# It checks the values? of .*\.$/m);
      expect(made).toMatch(/^# {3}backward: .*: \d+ flops?(, \d+ functions?)?, at most \d+ bytes at one time$/m);
    }
  }
});

test("the JAX program says that it was not run here", () => {
  expect(program(source_of("param w = 3\nL = w*w\n"), "jax")).toContain("not run here");
});

test("L = w·w at 3 in NumPy, line by line", () => {
  const lines = program(source_of("param w = 3\nL = w*w\n", "square"), "numpy").split("\n");
  for (const line of [
    "w = np.array(3.0)",
    "L = (w * w)  # L = w*w",
    "L_bar = L_bar + np.array(1.0)",
    "w_bar = w_bar + fit(L_bar * w, w)",
    'check("the value of L", L, 9.0)',
    'check("the gradient by w", w_bar, 6.0)',
  ])
    expect(lines).toContain(line);
  expect(lines.filter((line) => line === "w_bar = w_bar + fit(L_bar * w, w)")).toHaveLength(2);
});

test("with directions each program goes along a tangent and back with a cotangent; without it says nothing of them", () => {
  const text = "param x = [1, 2]\nparam w = 3\ny = w * x\noutput y\n";
  const said = {
    numpy: "@ np.reshape(tangent, -1)",
    torch: "torch.autograd.grad(total, dummies",
    jax: "jax.jvp(network",
  };
  for (const library of ["numpy", "torch", "jax"] as const) {
    const made = program(directed_source_of(text), library);
    for (const name of ["jvp at y", "vjp at x", "vjp at w"]) expect(made).toContain(`check("${name}", `);
    expect(made).toContain(said[library]);
    expect(made).toContain("# It goes along a tangent of the leaves, too, and back with a cotangent of the outputs.");
    expect(made).not.toMatch(/undefined|NaN|\[object/);
    expect(program(source_of(text), library)).not.toMatch(/tangents|jvp/);
    // Of one output, which has a gradient and no Jacobian.
    const one = program(directed_source_of("param w = 3\nL = w*w\n"), library);
    for (const name of ["jvp at L", "vjp at w"]) expect(one).toContain(`check("${name}", `);
  }
});

const kMany =
  "input x = [0.5, -1]\nparam W = [[0.4, -0.3], [0.2, 0.7]]\nparam b = [1, 2]\ny = tanh(W @ x) * b\nz = sum(b)\noutput y, z\n";

describe("several outputs", () => {
  test.each(["numpy", "torch", "jax"] as const)("%s checks every row, and says so", (library) => {
    const source = source_of(kMany);
    const made = program(source, library);
    for (const name of ["y by W", "y by b", "z by W", "z by b"])
      expect(made).toContain(`check("the Jacobian of ${name}", `);
    expect(made).toContain(
      "# It checks the values of y (2), z (1), and the Jacobian of y (2), z (1) by W (4), b (2): all 3 rows, one for each element of the outputs, of 6 numbers each.",
    );
    const blocks = source.response.runs.find(({ jacobian }) => jacobian)?.jacobian ?? [];
    expect(blocks).toHaveLength(4);
    for (const { value, shape } of blocks) expect(made).toContain(python_array(value, shape));
    for (const { title, cost, memory } of source.response.runs) {
      const [add, mul, div, cmp] = cost.total;
      expect(made).toContain(`#   ${title}: ${add + mul + div + cmp} flops`);
      expect(made).toContain(`at most ${memory.peak_bytes} bytes at one time`);
    }
  });
  test("where no run has computed it, the program says that it checks one row of so many", () => {
    const source = source_of(kMany);
    const rest = { ...source, response: { ...source.response, runs: [] } };
    expect(program(rest, "numpy")).toContain(
      "# That is one row of the Jacobian, which has 3: the engine has not computed the others.",
    );
    expect(program(rest, "numpy")).toContain('check("the gradient by W"');
  });
  test("a Jacobian of very many numbers has no program", () => {
    expect(too_large(source_of("param W = zeros(101, 100)\nx = sum(W, axis=0)\ny = W @ x\n"))).toContain(
      "20000 numbers",
    );
  });
});

describe("a quiz", () => {
  const text = "input x = [0.5, -1]\nparam W = [[0.4, -0.3], [0.2, 0.7]]\nL = sum(tanh(W @ x))\n";
  const hidden = [0, 1].map((index): Asked => ({ id: "W", index, of: "adjoint" }));
  test.each(["numpy", "torch", "jax"] as const)(
    "%s says no hidden number, names what it leaves out, and checks the rest",
    (library) => {
      const whole = source_of(text).response.nodes.find(({ id }) => id === "W")?.adjoint ?? [];
      expect(program(source_of(text), library)).toContain(String(whole[0]));
      const made = program(quiz_source_of(text, hidden), library);
      for (const at of [0, 1]) expect(made).not.toContain(String(Math.abs(Number(whole[at]))));
      expect(made).toContain(String(whole[2]));
      expect(made).toMatch(/^check\("the gradient by W", .*, \[0, 1\]\)$/m);
      expect(made).toContain("# Left out, as the reader is to find them: adjoint of W[0], adjoint of W[1].");
      expect(made).toContain("4 numbers, but for what is left out.");
    },
  );
  test("what is hidden whole is not compared, and leaves keep the numbers of the text", () => {
    const all = [0, 1, 2, 3].map((index): Asked => ({ id: "W", index, of: "adjoint" }));
    const made = program(quiz_source_of(text, [...all, { id: "L", index: 0, of: "value" }]), "numpy");
    expect(made).not.toMatch(/^check\(/m);
    expect(made).toContain("# Left out: the gradient by W.");
    const same = "param w = 0.25\nv = w + 0\nL = v*v\n"; // the hidden value is that of a leaf
    const kept = quiz_source_of(same, [{ id: "v", index: 0, of: "value" }]);
    expect(begins_hidden(kept)).toBe(false);
    expect(program(kept, "numpy")).toContain("w = np.array(0.25)");
    const held = "param w = 0.25\nh = w + 1\nL = h*h\nwrt h\n"; // and here it is one that the program begins with
    expect(begins_hidden(quiz_source_of(held, [{ id: "h", index: 0, of: "value" }]))).toBe(true);
  });
});

describe("strangers", () => {
  test("any ids become different names, none of them a word of Python", () => {
    const id = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom("lambda", "np", "a.b", "a_b", "a b", "0", "__init__", "ﬁt", "fit"),
    );
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 12 }), (ids) => {
        const names = [...python_names(ids).values()];
        expect(new Set(names.flatMap((name) => [name, `${name}_bar`])).size).toBe(2 * ids.length);
        for (const name of names) {
          expect(name).toMatch(/^[\p{L}_][\p{L}\p{N}_]*$/u);
          expect(name).toBe(name.normalize("NFKC"));
          expect(["lambda", "np", "fit", "__init__"]).not.toContain(name);
        }
      }),
    );
  });
  test("a text stays in its quotes and a comment in its line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(python_text(text)).toMatch(/^"(?:[^"\\\n\r]|\\["\\bfnrtu])*"$/);
        expect(python_comment(text)).not.toMatch(/[\n\r\u2028\u2029\u0085\f\v]/);
      }),
    );
    const source = source_of("param w = 3\nL = w*w\n", 'x\nimport os; os.system("true")\u2028print(1)');
    expect(program(source, "numpy").split("\n")[0]).toContain('x import os; os.system("true") print(1): its gradient');
  });
  test("a network that would be a very long program has none", () => {
    expect(
      too_large(source_of(`param w = 1\n${Array.from({ length: 2001 }, (_, at) => `a${at} = w*w\n`).join("")}`)),
    ).toContain("2000 nodes");
    expect(too_large(source_of("param W = zeros(150, 150)\nL = sum(W)\n"))).toContain("20000 numbers");
    expect(too_large(source_of(preset("two-layer")))).toBe("");
  });
});

test("numbers keep every digit, and those that are not finite have a spelling", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      Object.is(Number(python_number(value)), value),
    ),
  );
  expect([python_number("NaN"), python_number("-Infinity"), python_number(3), python_number(-0)]).toEqual([
    'float("nan")',
    '-float("inf")',
    "3.0",
    "-0.0",
  ]);
  expect(python_array([1, 2, 3, 4, 5, 6], [2, 3])).toBe("[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]");
});
