// The engine that was built into a script; it is a data: address there, which needs no request.
import { engine_url } from "../engine/where.ts";

export function bytes(): ArrayBuffer {
  const text = atob(engine_url.href.slice(engine_url.href.indexOf(",") + 1));
  const made = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) made[at] = text.charCodeAt(at);
  return made.buffer;
}
