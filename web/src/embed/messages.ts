// What a page that holds an embed may say to it, checked: our own version, a known verb, plain data. Everything else is no message.

import { checked } from "../link/checked.ts";
import { decode } from "../link/codec.ts";
import type { Link } from "../link/link.ts";
import { Refusal } from "../link/problem.ts";

export type Refused = "M_VERSION" | "M_TYPE" | "M_SHAPE" | "M_LINK" | "M_SUPERSEDED";

/** A verb with its checked argument. */
export type Command =
  | { cmd: "hello" }
  | { cmd: "set"; link: Link }
  | { cmd: "get" }
  | { cmd: "step"; by?: number; to?: number }
  | { cmd: "run" }
  | { cmd: "highlight"; id: string; index: number }
  | { cmd: "theme"; theme: "light" | "dark" | "auto" };

export type Heard =
  | { what: "nothing" }
  | { what: "command"; id: string | number; command: Command }
  | { what: "refused"; id: string | number | null; code: Refused; why: string };

/** Own fields of an object without a class; null for anything else that a message can carry. */
function fields(data: unknown): Record<string, unknown> | null {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  const kind = Object.getPrototypeOf(data);
  return kind === Object.prototype || kind === null ? (data as Record<string, unknown>) : null;
}

function whole(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 1e7 ? value : null;
}

/** `{src}` or `{link: "#1…"}` or the fields of a link. */
function link_of(args: Record<string, unknown>): Link | string {
  if (typeof args.link === "string") {
    const reading = decode(args.link);
    if (reading.status === "link") return reading.link;
    return reading.status === "broken" ? reading.problem.cause : "There is no link.";
  }
  try {
    return checked({ v: 1, ...args });
  } catch (error) {
    return error instanceof Refusal ? error.message : "It is no link.";
  }
}

function command(cmd: string, args: Record<string, unknown>): Command | { code: Refused; why: string } {
  const shape = (why: string) => ({ code: "M_SHAPE" as const, why });
  switch (cmd) {
    case "hello":
    case "get":
    case "run":
      return { cmd };
    case "set": {
      const link = link_of(args);
      return typeof link === "string" ? { code: "M_LINK", why: link } : { cmd, link };
    }
    case "step": {
      const [by, to] = [whole(args.by), whole(args.to)];
      if (by === null && to === null) return shape("step takes by or to, a whole number.");
      return { cmd, ...(by === null ? {} : { by }), ...(to === null ? {} : { to }) };
    }
    case "highlight": {
      const { id } = args;
      const index = args.index === undefined ? 0 : whole(args.index);
      if (typeof id !== "string" || id.length > 200 || index === null || index < 0)
        return shape("highlight takes id and index.");
      return { cmd, id, index };
    }
    case "theme": {
      const theme = (["light", "dark", "auto"] as const).find((one) => one === args.theme);
      return theme ? { cmd, theme } : shape("theme is light, dark or auto.");
    }
    default:
      return { code: "M_TYPE", why: "There is no such command." };
  }
}

/** Reads what came as a message. It never throws, and loops over nothing whose length a stranger decides. */
export function heard(data: unknown): Heard {
  try {
    const message = fields(data);
    if (!message || !Object.hasOwn(message, "bw")) return { what: "nothing" };
    const { id: said } = message;
    const id = typeof said === "number" || (typeof said === "string" && said.length <= 64) ? said : null;
    if (message.bw !== 1) return { what: "refused", id, code: "M_VERSION", why: "This embed speaks version 1." };
    if (Object.hasOwn(message, "ok") || Object.hasOwn(message, "event")) return { what: "nothing" };
    if (id === null || typeof message.cmd !== "string")
      return { what: "refused", id, code: "M_SHAPE", why: "A command has an id and a cmd." };
    const args = message.args === undefined ? {} : fields(message.args);
    if (!args) return { what: "refused", id, code: "M_SHAPE", why: "args is a plain object." };
    const made = command(message.cmd, args);
    return "code" in made ? { what: "refused", id, ...made } : { what: "command", id, command: made };
  } catch {
    return { what: "refused", id: null, code: "M_SHAPE", why: "It cannot be read." };
  }
}
