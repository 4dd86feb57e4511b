// The limit for scalars that adds contributions in the engine's order, so that sums have its bits.
import { openLimit } from "./limit.mjs";

export const digits = 64;
export const open = (env) => openLimit("ordered", env);
