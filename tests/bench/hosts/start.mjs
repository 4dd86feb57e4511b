// Starting the two hosts. Each is { name, ask(what, args, seconds), close() }; after a crash or a time-out it starts anew.
import { fork } from "node:child_process";
import { join } from "node:path";
import { root } from "../../../web/tools/machine.mjs";
import { browser } from "./browser.mjs";
import { serveFolder } from "./serve.mjs";

const out = join(root, "build", "bench");
const modules = join(root, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist/");

/** Where the binaries are that peers load. */
export const files = {
  "engine.wasm": join(root, "build", "wasm", "engine.wasm"),
  "limits.wasm": join(out, "wasm", "limits.wasm"),
  tfjs: modules,
};

const late = (seconds) =>
  new Promise((_, fail) => {
    setTimeout(() => fail(new Error(`no answer in ${seconds} s`)), seconds * 1000).unref();
  });

/** The host in a process of Node. */
export function nodeHost() {
  let child = null;
  let id = 0;
  const close = () => {
    child?.kill();
    child = null;
  };
  return {
    name: "node",
    close,
    async ask(what, args, seconds) {
      child ??= fork(join(out, "node", "node.js"), [JSON.stringify(files)], {
        cwd: out,
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      const running = child;
      const mine = ++id;
      const answer = new Promise((done, fail) => {
        const ended = (code, signal) => fail(new Error(`Node ended with ${signal ?? code}`));
        const heard = (message) => {
          if (message.id !== mine) return;
          running.off("message", heard);
          running.off("exit", ended);
          message.error === undefined ? done(message.result) : fail(new Error(message.error));
        };
        running.on("message", heard);
        running.on("exit", ended);
        running.send({ id: mine, what, args });
      });
      try {
        return await Promise.race([answer, late(seconds)]);
      } catch (cause) {
        if (/^(Node ended|no answer)/.test(cause.message)) close();
        throw cause;
      }
    },
  };
}

/** The host in headless Chromium. */
export async function chromiumHost() {
  const server = await serveFolder(join(out, "page"), {
    "/files/tfjs/": files.tfjs,
    "/files/engine.wasm": files["engine.wasm"],
    ...(files["before.wasm"] && { "/files/before.wasm": files["before.wasm"] }),
    "/files/limits.wasm": files["limits.wasm"],
  });
  let running = null;
  let page = null;
  const close = async () => {
    await running?.close().catch(() => undefined);
    running = null;
    page = null;
  };
  return {
    name: "chromium",
    version: async () => (await browser()).version(),
    async close() {
      await close();
      server.close();
    },
    async ask(what, args, seconds) {
      if (page === null) {
        running = await browser();
        page = await running.newPage();
        await page.goto(`${server.url}page.html`);
        await page.waitForFunction("window.host !== undefined", undefined, { timeout: 20_000 });
      }
      const crashed = new Promise((_, fail) => {
        page.once("crash", () => fail(new Error("the page crashed")));
      });
      const answer = page.evaluate(
        async ({ what, args }) => {
          try {
            return { result: await window.host[what](...args) };
          } catch (cause) {
            return { error: String(cause?.message ?? cause) };
          }
        },
        { what, args },
      );
      answer.catch(() => undefined);
      try {
        const { result, error } = await Promise.race([answer, crashed, late(seconds)]);
        if (error === undefined) return result;
        throw new Error(error);
      } catch (cause) {
        if (/crash|closed|no answer/i.test(cause.message)) await close();
        throw cause;
      }
    },
  };
}
