// What PyTorch counts and keeps beside the figures of a convention, by its id; tests/programs measures every figure in it.
import { whole } from "./format.ts";

export const kBeside: Readonly<Partial<Record<string, string>>> = {
  saved: `PyTorch keeps nearly the same for the way back: in float64, for 784-128-10 on 32 examples, ${whole(35_336)} bytes, here ${whole(35_328)}. But of maximum it keeps both operands, here a mask without bytes: ${whole(758_784)} in five layers with one, here ${whole(496_640)}.`,
  framework: `PyTorch's FlopCounterMode counts products alone: forward through 784-128-10 on 32 examples ${whole(6_504_448)}, here ${whole(6_514_816)} with biases, relu and cross-entropy.`,
};
