// `npm start [-- --port N] [--dev]`: builds everything and serves the page; --dev rebuilds the page as its files change.

import { buildAll, viteConfig } from "./build.mjs";
import { say, stop } from "./machine.mjs";
import { setup } from "./setup.mjs";
import { buildWasm } from "./wasm.mjs";

const dev = process.argv.includes("--dev");
/** Not the same: the worker that keeps the page of the one would answer for the other. */
const kPort = dev ? 5174 : 5173;

/** The port asked for with --port N, --port=N or PORT; else kPort. */
function wantedPort() {
  const args = process.argv.slice(2);
  const at = args.findIndex((arg) => arg === "--port" || arg.startsWith("--port="));
  const given = at < 0 ? process.env.PORT : args[at].includes("=") ? args[at].split("=")[1] : args[at + 1];
  if (given === undefined || given === "") return kPort;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65535) stop(`${given} is not a port: a number from 1 to 65535`);
  return port;
}

// The IPv4 address by number: "localhost" may mean only ::1, and then http://127.0.0.1 finds nothing.
const listen = { port: wantedPort(), strictPort: false, host: process.env.HOST || "127.0.0.1" };
let server;
if (dev) {
  setup({ tests: false });
  buildWasm();
  const { createServer } = await import("vite");
  server = await createServer({ ...viteConfig, server: listen });
  await server.listen();
} else {
  await buildAll();
  const { preview } = await import("vite");
  server = await preview({ ...viteConfig, preview: listen });
}
const { port } = server.httpServer.address();
say(`\nBothways is at  http://localhost:${port}/\n(Ctrl+C ends it.)`);
