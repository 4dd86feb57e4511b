// What PyTorch counts and keeps beside the figures of a convention, by its id; tests/programs measures every figure in it.

export const kBeside: Readonly<Partial<Record<string, string>>> = {
  saved:
    "PyTorch keeps nearly the same for the way back: in float64, for 784-128-10 on 32 examples, 35,336 bytes, here 35,328. But of maximum it keeps both operands, here a mask without bytes: 758,784 in five layers with one, here 496,640.",
  framework:
    "PyTorch's FlopCounterMode counts products alone: forward through 784-128-10 on 32 examples 6,504,448, here 6,514,816 with biases, relu and cross-entropy.",
};
