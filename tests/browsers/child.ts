// A program that ends when this process does, however that ends, and takes all that it has started with it.
import { type ChildProcess, spawn } from "node:child_process";

/** A group of processes of its own, which is asked to end, then killed, when its first input closes or its program ends. */
const kGuard = `exec 4<&0
{ trap : TERM; cat <&4 > /dev/null; kill -TERM 0; sleep 1; kill -KILL 0; } &
trap : TERM
"$@" < /dev/null 4<&-
kill -KILL 0`;

export interface Child {
  process: ChildProcess;
  /** Ends the whole group, and resolves when it is gone. */
  end(): Promise<void>;
}

/** Starts a program; what it writes to file descriptor 3 can be read from `process.stdio[3]`. */
export function start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn("sh", ["-c", kGuard, "sh", program, ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["pipe", "ignore", "ignore", "pipe"],
  });
  const gone = new Promise<void>((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
  child.stdin?.on("error", () => undefined); // the program has ended before
  return {
    process: child,
    end() {
      child.stdin?.end();
      return gone;
    },
  };
}
