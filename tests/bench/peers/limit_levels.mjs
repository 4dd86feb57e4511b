// The limit for scalars: a hand-written tape sorted by depth and operation, in C++ compiled like the engine.
import { openLimit } from "./limit.mjs";

export const digits = 64;
export const open = (env) => openLimit("levels", env);
