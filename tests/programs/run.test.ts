// Runs the exported programs with the Python that BW_PYTHON names (NumPy and PyTorch must be there): every preset, every row.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { program } from "../../web/src/export/program.ts";
import type { Asked } from "../../web/src/state/hidden.ts";
import { catalogue, directed_source_of, preset, presets, quiz_source_of, source_of, texts_of } from "./sources.ts";

const several =
  "input x = [0.5, -1]\nparam W = [[0.4, -0.3], [0.2, 0.7]]\nparam b = [1, 2]\ny = tanh(W @ x) * b\nz = sum(b)\noutput y, z\n";
const python = process.env.BW_PYTHON ?? "python3";
const folder = fileURLToPath(new URL("../../build/tests/programs/", import.meta.url));
mkdirSync(folder, { recursive: true });

/** Runs several programs in one process; what it prints is one line a comparison. */
function run(name: string, texts: readonly string[]): string[] {
  const files = texts.map((text, at) => {
    const file = `${folder}${name}-${at}.py`;
    writeFileSync(file, text);
    return file;
  });
  const all = 'import runpy, sys\nfor file in sys.argv[1:]:\n    runpy.run_path(file)\n    print("end", file)\n';
  const said = execFileSync(python, ["-W", "ignore", "-c", all, ...files], { encoding: "utf8" }).split("\n");
  expect(said.filter((line) => line.startsWith("end"))).toHaveLength(texts.length);
  return said.filter((line) => line.startsWith("ok"));
}

for (const library of ["numpy", "torch"] as const)
  describe(library, () => {
    test("every preset: the gradient is the engine's to 1e-12", () => {
      const said = run(
        `preset-${library}`,
        presets.map((id) => program(source_of(preset(id), id), library)),
      );
      expect(said.length).toBeGreaterThan(2 * presets.length);
    }, 300_000);
    test("every row of the catalogue, in every shape that it takes", () => {
      const rows = catalogue.ops.filter(({ category }) => category !== "leaf" && category !== "const");
      const texts = rows.flatMap(texts_of);
      expect(
        run(
          `row-${library}`,
          texts.map((text) => program(source_of(text), library)),
        ).length,
      ).toBeGreaterThan(texts.length);
    }, 300_000);
    test("a program notices a number that is not right", () => {
      const source = source_of(preset("two-layer"));
      const [node] = source.response.nodes.filter(({ id }) => id === "W1");
      if (node?.adjoint) node.adjoint[0] = Number(node.adjoint[0]) * (1 + 1e-9) + 1e-9;
      expect(() => run(`wrong-${library}`, [program(source, library)])).toThrow(/the gradient by W1/);
    }, 300_000);
    test("of several outputs every row is checked: one wrong number in the last is noticed", () => {
      const source = source_of(several);
      const blocks = source.response.runs.flatMap(({ jacobian }) => jacobian ?? []);
      expect(run(`rows-${library}`, [program(source, library)])).toEqual(
        [
          "value of y",
          "value of z",
          "Jacobian of y by W",
          "Jacobian of y by b",
          "Jacobian of z by W",
          "Jacobian of z by b",
        ].map((name) => `ok the ${name}`),
      );
      for (const block of blocks)
        if (block.of === "y" && block.wrt === "W")
          block.value[block.value.length - 1] = Number(block.value.at(-1)) * (1 + 1e-9) + 1e-9;
      expect(() => run(`wrong-row-${library}`, [program(source, library)])).toThrow(/the Jacobian of y by W/);
    }, 300_000);
    test("along a tangent and back with a cotangent: every preset, and one wrong number is noticed", () => {
      const said = run(
        `directions-${library}`,
        presets.map((id) => program(directed_source_of(preset(id), id), library)),
      );
      expect(said.filter((line) => line.startsWith("ok jvp at ")).length).toBeGreaterThanOrEqual(presets.length);
      expect(said.filter((line) => line.startsWith("ok vjp at ")).length).toBeGreaterThanOrEqual(presets.length);
      for (const [id, column, name] of [
        ["z", "tangent", /jvp at z/],
        ["W", "adjoint", /vjp at W/],
      ] as const) {
        const source = directed_source_of(several);
        const found = source.along?.response.nodes.find((node) => node.id === id)?.[column];
        if (!found) throw new Error(`no ${column} at ${id}`);
        found[0] = Number(found[0]) * (1 + 1e-9) + 1e-9;
        expect(() => run(`wrong-directions-${library}`, [program(source, library)])).toThrow(name);
      }
    }, 300_000);
    test("the program of a quiz runs, and checks what is not hidden", () => {
      const hidden = [0, 3].map((index): Asked => ({ id: "W1", index, of: "adjoint" }));
      const source = quiz_source_of(preset("two-layer"), hidden);
      expect(run(`quiz-${library}`, [program(source, library)])).toContain("ok the gradient by W1");
      const [node] = source.response.nodes.filter(({ id }) => id === "W1");
      if (node?.adjoint) node.adjoint[1] = 7;
      expect(() => run(`wrong-quiz-${library}`, [program(source, library)])).toThrow(/the gradient by W1/);
    }, 300_000);
  });
