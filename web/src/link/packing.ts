// Packs long links beside the page, so that they are there when they are written.
import { is_packed, packed } from "./codec.ts";
import { canonical, type Link } from "./link.ts";

const kLong = 20_000; // characters; less is packed in a moment

/** The part of a Worker that is needed. */
export type Packer = Pick<Worker, "postMessage" | "onmessage" | "onerror">;

let worker: Packer | null = null;
/** Those who wait, in the order in which they asked. */
const waiting: ((token: string | null) => void)[] = [];

function begun(make: () => Packer): Packer {
  if (worker) return worker;
  const made = make();
  made.onmessage = ({ data }: { data: string | null }) => waiting.shift()?.(data);
  made.onerror = () => {
    worker = null;
    for (const one of waiting.splice(0)) one(null);
  };
  worker = made;
  return made;
}

function in_worker(json: string, make: () => Packer): Promise<string | null> {
  return new Promise((go_on) => {
    try {
      const packer = begun(make);
      waiting.push(go_on);
      packer.postMessage(json);
    } catch {
      go_on(null);
    }
  });
}

const make_worker = (): Packer => new Worker(new URL("./pack_worker.ts", import.meta.url), { type: "module" });

/** Resolves when `encode` knows the tokens of these links, or has to find them itself. */
export async function pack(links: readonly Link[], make = make_worker): Promise<void> {
  for (const link of links) {
    const json = canonical(link);
    if (json.length < kLong || is_packed(json)) continue;
    const token = await in_worker(json, make);
    if (token !== null) packed(json, token);
  }
}
