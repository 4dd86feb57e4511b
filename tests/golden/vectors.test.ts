// The golden vectors: values, tangents, adjoints and gradients of every case, as text and as JSON, by every schedule.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse } from "../../web/src/engine/types.gen";
import { answer, asJson, asText, cases, question, runs, seeded, wrt } from "./cases";
import { differs, dot, find } from "./compare";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** What is wrong, one line each; the test shows them all at once. */
const nothing: string[] = [];
const wrongs = (list: (string | null)[]) => list.filter((line) => line !== null);

const forms = [
  { form: "text", network: asText },
  { form: "json", network: asJson },
];
const both = cases.flatMap((k) => forms.map((f) => ({ id: k.id, k, ...f })));

describe.each(both)("$id as $form", ({ k, network }) => {
  let response: DifferentiateResponse;
  beforeAll(async () => {
    response = await answer(engine, k, network(k));
  });

  test("values and shapes", () => {
    const lines = k.nodes.map(({ name, shape, value }) => {
      const input = k.inputs.find((leaf) => leaf.name === name);
      const wrong = differs(find(response.nodes, name).value, value ?? input?.value ?? [], k.rtol);
      expect(find(response.graph?.nodes, name).shape).toEqual(shape);
      return wrong && `value of ${name}: ${wrong}`;
    });
    expect(wrongs(lines)).toEqual(nothing);
  });

  test("tangents", () => {
    const lines = k.nodes.map(({ name, tangent, grad }) => {
      const given = k.tangent.find((leaf) => leaf.name === name)?.value;
      const got = find(response.nodes, name).tangent;
      if (grad === null) return got === null ? null : `tangent of ${name} is not null`;
      const wrong = differs(got, tangent ?? given ?? [], k.rtol);
      return wrong && `tangent of ${name}: ${wrong}`;
    });
    expect(wrongs(lines)).toEqual(nothing);
  });

  test("adjoints by reverse, and the same by forward sweeps from each node", () => {
    const lines = k.nodes.flatMap(({ name, grad, connected }) => {
      const node = find(response.nodes, name);
      const { active, connected: reached } = find(response.graph?.nodes, name);
      if (grad === null) {
        const nulls = [node.adjoint, node.gradient_forward, node.difference].every((x) => x === null) && !active;
        return [nulls ? null : `${name} is inactive, yet has derivatives`];
      }
      const reverse = differs(node.adjoint, grad, k.rtol);
      const forward = differs(node.gradient_forward, grad, k.rtol);
      return [
        reverse && `adjoint of ${name}: ${reverse}`,
        forward && `gradient_forward of ${name}: ${forward}`,
        active ? null : `${name} is not active`,
        reached === (connected ?? true) ? null : `connected of ${name} is ${reached}`,
        Number(node.difference) <= 1e-12 ? null : `difference of ${name} is ${node.difference}`,
      ];
    });
    expect(wrongs(lines)).toEqual(nothing);
  });

  test("gradients by every schedule", () => {
    const lines = runs(response).each.flatMap((run) => {
      expect(run.gradient?.map((block) => block.id)).toEqual(wrt(k));
      return wrt(k).map((id) => {
        const { shape, grad } = k.nodes.find((node) => node.name === id) ?? { shape: [], grad: null };
        const block = find(run.gradient, id);
        expect(block.shape).toEqual(shape);
        const wrong = differs(block.value, grad ?? [], k.rtol);
        return wrong && `${run.title}: ${id}: ${wrong}`;
      });
    });
    expect(runs(response).each).toHaveLength(6);
    expect(wrongs(lines)).toEqual(nothing);
  });

  test("the two ways agree: dot test and largest difference", () => {
    const { dot_test, max_relative } = response.agreement;
    expect(Number(dot_test?.relative)).toBeLessThanOrEqual(1e-12);
    expect(Number(max_relative)).toBeLessThanOrEqual(1e-12);
    const right = wrt(k).map((id) =>
      dot(find(response.nodes, id).adjoint ?? [], find(response.nodes, id).tangent ?? []),
    );
    const left = seeded(k).map((id, i) => dot(find(response.nodes, id).tangent ?? [], k.seeds[i]?.cotangent ?? []));
    const total = (list: { sum: number; scale: number }[]) => list.reduce((n, term) => n + term.sum, 0);
    const scale = [...right, ...left].reduce((n, term) => n + term.scale, 0);
    expect(Math.abs(total(left) - total(right))).toBeLessThanOrEqual(1e-12 * scale);
    expect(Math.abs(total(left) - Number(dot_test?.left))).toBeLessThanOrEqual(1e-12 * scale);
    expect(Math.abs(total(right) - Number(dot_test?.right))).toBeLessThanOrEqual(1e-12 * scale);
  });

  test("equal requests give equal bytes", async () => {
    const request = JSON.stringify(question(k, network(k)));
    expect(await engine.call(request)).toBe(await engine.call(request));
  });

  test("no diagnostic, and what was asked is in force", () => {
    expect(response.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    expect(response.seeds.map((seed) => seed.id)).toEqual(seeded(k));
    expect(response.seeds.map((seed) => seed.value)).toEqual(k.seeds.map((seed) => seed.cotangent));
    expect(response.graph?.outputs).toEqual(seeded(k));
    expect(response.graph?.wrt).toEqual(wrt(k));
  });
});
