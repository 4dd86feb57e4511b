// The text of a network of layers, made from a form: what the engine says of it, and what of the form is refused.
import { describe, expect, test } from "vitest";
import { type Form, first_loss, layers_text, leaves_open } from "../../web/src/text/layers.ts";
import { read_pasted } from "../../web/src/text/pasted.ts";
import { asked, catalogue } from "../e2e/engine.ts";

const kForm: Form = {
  sizes: "2-3-1",
  activation: "tanh",
  last: "",
  loss: "mse",
  batch: 1,
  seed: 1,
  weights: "",
};
const made = (change: Partial<Form> = {}): string => {
  const one = layers_text({ ...kForm, ...change }, catalogue.ops);
  if ("refused" in one) throw new Error(one.refused);
  return one.text;
};
const refused = (change: Partial<Form>): string => {
  const one = layers_text({ ...kForm, ...change }, catalogue.ops);
  return "refused" in one ? `${one.field}: ${one.refused}` : one.text;
};

/** What the engine says of a text: the value of each node, and the gradient. */
function of(text: string) {
  const { nodes } = asked(text, [{ mode: "reverse" }, { mode: "forward" }], ["value", "adjoint"]);
  const node = (id: string) => nodes.find((one) => one.id === id);
  const numbers = (list: readonly unknown[] | null | undefined) => (list ?? []).map(Number);
  return {
    value: (id: string) => numbers(node(id)?.value),
    adjoint: (id: string) => numbers(node(id)?.adjoint),
  };
}

const kOwn = `W1 = [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]
b1 = [0.1, 0.2, -0.3]
W2 = [[0.7, -0.8, 0.9]]
b2 = [0.05]
x = [0.5, -1]
y = [1]`;

describe("a 2-3-1 network", () => {
  test("its text as it is written", () => {
    expect(made()).toBe(`# 2-3-1, tanh, mse
input x = randn(2, seed=1)
input y = [1]
param W1 = randn(3, 2, seed=2)
param b1 = zeros(3)
param W2 = randn(1, 3, seed=3)
param b2 = zeros(1)

h1 = tanh(W1 @ x + b1)
p = W2 @ h1 + b2
L = mse(p, y)
`);
  });

  test("with weights of one's own it gives the gradient that a plain program gives", () => {
    const text = made({ weights: kOwn });
    expect(text).toContain(
      "param W1 = [[ 0.1, -0.2],\n            [ 0.3,  0.4],\n            [-0.5,  0.6]]\nparam b1 = [0.1, 0.2, -0.3]\n",
    );
    const [W1, b1, w2, b2] = [
      [
        [0.1, -0.2],
        [0.3, 0.4],
        [-0.5, 0.6],
      ],
      [0.1, 0.2, -0.3],
      [0.7, -0.8, 0.9],
      0.05,
    ];
    const x = [0.5, -1];
    const h = W1.map((row, at) => Math.tanh(row.reduce((sum, w, i) => sum + w * (x[i] ?? 0), b1[at] ?? 0)));
    const p = h.reduce((sum, one, at) => sum + one * (w2[at] ?? 0), b2);
    const dp = 2 * (p - 1);
    const dz = h.map((one, at) => dp * (w2[at] ?? 0) * (1 - one * one));
    const found = of(text);
    const near = (a: readonly number[], b: readonly number[]): void => {
      expect(a).toHaveLength(b.length);
      for (const [at, one] of a.entries()) expect(one).toBeCloseTo(b[at] ?? Number.NaN, 12);
    };
    near(found.value("L"), [(p - 1) ** 2]);
    near(
      found.adjoint("W1"),
      dz.flatMap((one) => x.map((x) => one * x)),
    );
    near(found.adjoint("b1"), dz);
    near(
      found.adjoint("W2"),
      h.map((one) => dp * one),
    );
    near(found.adjoint("b2"), [dp]);
  });
});

test("every loss of the catalogue, with one example and with four, gives one number and a gradient of every weight", () => {
  const losses = catalogue.ops.filter(({ category, arity }) => category === "loss" && arity === 2);
  expect(losses.length).toBeGreaterThanOrEqual(4);
  for (const { name: loss } of losses)
    for (const batch of [1, 4])
      for (const sizes of ["2-3-1", "3-2", "4-5-3-2"]) {
        const found = of(made({ loss, batch, sizes, last: "" }));
        expect(found.value("L"), `${loss} ${batch} ${sizes}`).toHaveLength(1);
        expect(found.value("L").every(Number.isFinite), `${loss} ${batch} ${sizes}`).toBe(true);
        expect(found.adjoint("W1").every(Number.isFinite)).toBe(true);
      }
});

test("a batch gives the mean of its gradients; targets of classes have one 1 a row", () => {
  const text = made({ batch: 3, loss: "cross_entropy", sizes: "2-3-2" });
  expect(text).toContain("input x = randn(3, 2, seed=1)\ninput t = [[1, 0], [0, 1], [1, 0]]\n");
  expect(text).toContain("h1 = tanh(x @ W1.T + b1)\nz = h1 @ W2.T + b2\nL = mean(cross_entropy(z, t))\n");
  expect(made({ loss: "bce" })).toContain("p = sigmoid(W2 @ h1 + b2)\nL = mean(bce(p, y))\n");
  expect(made({ last: "tanh" })).toContain("p = tanh(W2 @ h1 + b2)\nL = mse(p, y)\n");
});

test("the loss that is offered first takes any two arrays, and leaves open what the last layer ends in", () => {
  expect(first_loss(catalogue.ops)).toBe("mse");
  expect(catalogue.ops.filter(({ name }) => leaves_open(catalogue.ops, name)).map(({ name }) => name)).toContain("mse");
  expect(leaves_open(catalogue.ops, "bce")).toBe(false);
});

describe("sizes", () => {
  test.each(["2-3-1", "2 3 1", "2, 3, 1", "2–3–1", "2 → 3 → 1", " 2-3-1 "])("%s", (sizes) => {
    expect(made({ sizes })).toBe(made());
  });
  test.each([
    ["2-x", "sizes: Expected sizes such as 2-3-1, but there is `x`."],
    ["", "sizes: Expected at least two sizes, as in 2-1: what comes in, then each layer."],
    ["3", "sizes: Expected at least two sizes, as in 2-1: what comes in, then each layer."],
    ["2-0-1", "sizes: A size is a whole number from 1 to 1000, but there is 0."],
    ["2-1.5", "sizes: Expected sizes such as 2-3-1, but there is `1.5`."],
    ["2-1e3", "sizes: Expected sizes such as 2-3-1, but there is `1e3`."],
    ["2-99999999999999999999", "sizes: A size is a whole number from 1 to 1000, but there is 100000000000000000000."],
    [Array(23).fill("2").join("-"), "sizes: At most 20 layers; there are 22."],
  ])("%s is refused", (sizes, words) => expect(refused({ sizes })).toBe(words));
  test("a target that is too large to be written out is refused, or given by a word", () => {
    expect(refused({ sizes: "2-1000", loss: "cross_entropy" })).toMatch(/^loss: .*fewer classes/);
    expect(made({ sizes: "2-1000" })).toContain("input y = ones(1000)\n");
  });
});

describe("weights as they are pasted", () => {
  const same = (weights: string): void => {
    const text = of(made({ weights }));
    const wanted = of(made({ weights: kOwn.replace(/\n[xy] = .*/g, "") }));
    for (const id of ["W1", "b1", "W2", "b2"]) expect(text.value(id), id).toEqual(wanted.value(id));
  };
  test.each([
    ["named", kOwn.replace(/\n[xy] = .*/g, "")],
    [
      "in another order",
      kOwn
        .replace(/\n[xy] = .*/g, "")
        .split("\n")
        .reverse()
        .join("\n"),
    ],
    ["nested lists in order", "[[0.1,-0.2],[0.3,0.4],[-0.5,0.6]] [0.1,0.2,-0.3] [[0.7,-0.8,0.9]] [0.05]"],
    ["one list of them all, a line each", "[[.1,-.2],[.3,.4],[-.5,.6]],\n[.1,.2,-.3],\n[[.7,-.8,.9]],\n[5e-2]\n"],
    [
      "NumPy's repr",
      "array([[ 0.1, -0.2],\n       [ 0.3,  0.4],\n       [-0.5,  0.6]])\narray([ 0.1,  0.2, -0.3])\narray([[ 0.7, -0.8,  0.9]])\narray([0.05])",
    ],
    ["NumPy's print", "[[ 0.1 -0.2]\n [ 0.3  0.4]\n [-0.5  0.6]]\n[ 0.1  0.2 -0.3]\n[[ 0.7 -0.8  0.9]]\n[0.05]"],
    [
      "PyTorch's parameters",
      "Parameter containing:\ntensor([[ 0.1000, -0.2000],\n        [ 0.3000,  0.4000],\n        [-0.5000,  0.6000]], requires_grad=True)\nParameter containing:\ntensor([ 0.1000,  0.2000, -0.3000], requires_grad=True)\nParameter containing:\ntensor([[ 0.7000, -0.8000,  0.9000]], requires_grad=True)\nParameter containing:\ntensor([0.0500], requires_grad=True)",
    ],
    [
      "PyTorch's state_dict",
      "OrderedDict([('0.weight', tensor([[ 0.1, -0.2],[ 0.3,  0.4],[-0.5,  0.6]], device='cuda:0')), ('0.bias', tensor([ 0.1,  0.2, -0.3], device='cuda:0')), ('2.weight', tensor([[ 0.7, -0.8,  0.9]])), ('2.bias', tensor([0.05], dtype=torch.float64))])",
    ],
    [
      "code",
      "W1 = np.array([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]])  # first\nb1 = np.array([0.1, 0.2, -0.3])\nw2 = [0.7, -0.8, 0.9]\nb2 = 0.05",
    ],
    [
      "columns",
      "W1 = [[0.1, −0.2], [0.3, 0.4], [−0.5, 0.6]]\nb1 = [[0.1], [0.2], [-0.3]]\nW2 = [[0.7], [-0.8], [0.9]]\nb2 = [[0.05]]",
    ],
  ])("%s", (_, weights) => same(weights));

  test("some of them: the others stay random", () => {
    const text = made({ weights: "W2 = [[1, 2, 3.]]" });
    expect(text).toContain("param W1 = randn(3, 2, seed=2)\n");
    expect(text).toContain("param W2 = [[1, 2, 3]]\n");
  });
  test("input and target of a batch", () => {
    const text = made({ batch: 2, weights: "x = [[1, 2], [3, 4]]\ny = [[1], [0]]" });
    expect(text).toContain("input x = [[1, 2],\n           [3, 4]]\ninput y = [[1],\n           [0]]\n");
  });
  test.each([
    ["W1 = [[1, 2], [3, 4]]", "weights: W1 is 2×2 and should be 3×2. The sizes want W1 3×2, b1 3, W2 1×3, b2 1."],
    [
      "W1 = [[1, 2, 3], [4, 5, 6]]",
      "weights: W1 is 2×3 and should be 3×2. Paste its transpose, .T: a row for each neuron.",
    ],
    ["[[1,2],[3,4],[5,6]]\n[1,2]", "weights: b1 is 2 and should be 3. The sizes want W1 3×2, b1 3, W2 1×3, b2 1."],
    [
      "fc1.weight = [[1, 2]]",
      "weights: W1 (fc1.weight) is 1×2 and should be 3×2. The sizes want W1 3×2, b1 3, W2 1×3, b2 1.",
    ],
    [`${kOwn}\n[7]`, "weights: There are more arrays than weights. The sizes want W1 3×2, b1 3, W2 1×3, b2 1."],
    ["b2 = [1]\nb2 = [2]", "weights: b2 is there twice."],
    ["x = [1, 2, 3]", "weights: x is 3 and should be 2. The sizes want W1 3×2, b1 3, W2 1×3, b2 1."],
    [
      "hello",
      "weights: There is no array in it. Write `W1 = [[0.1, 0.2], [0.3, 0.4]]`, or paste what NumPy or PyTorch prints.",
    ],
    ["W1 = [[1, 2], [3]]", "weights: The array W1 cannot be read. Row 1 has 2 numbers, and row 2 has 1."],
    ["[[1, x], [3, 4]]", "weights: The array 1 cannot be read. `x` is no number."],
    ["[1 ... 3]", /^weights: The array 1 cannot be read\. It is cut off/],
    ["[[[1]]]", "weights: The array 1 cannot be read. It has more than two axes."],
    ["[]", "weights: The array 1 cannot be read. It is empty."],
  ])("%s is refused", (weights, words) => {
    if (typeof words === "string") expect(refused({ weights })).toBe(words);
    else expect(refused({ weights })).toMatch(words);
  });
  test.each([
    "[".repeat(200_000),
    "[[[[[!".repeat(50_000),
    "a".repeat(200_000),
    "[1,".repeat(100_000),
    "a ".repeat(100_000),
  ])("what is no array is told so, however long it is (%#)", (text) =>
    expect(read_pasted(text)).toHaveProperty("refused"),
  );
  test("nothing is nothing", () => expect(read_pasted(" \n")).toEqual({ arrays: [] }));
});
