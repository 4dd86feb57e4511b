// The host in Node: a process that answers messages of run.mjs.
import { readFile } from "node:fs/promises";
import { load } from "../../../web/src/engine/load.ts";
import { makeHost } from "./host.mjs";

const files = JSON.parse(process.argv[2]);
const host = makeHost({ load, files, bytes: (name) => readFile(files[name]) });

process.on("message", async ({ id, what, args }) => {
  try {
    process.send({ id, result: await host[what](...args) });
  } catch (cause) {
    process.send({ id, error: String(cause?.message ?? cause) });
  }
});
