// The limit for matrices: a hand-written multilayer perceptron on Eigen, compiled like the engine.
import { openLimit } from "./limit.mjs";

export const digits = 64;
export const open = (env) => openLimit("mlp", env);
