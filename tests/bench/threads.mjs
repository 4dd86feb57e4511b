// Processor time of the threads of a page, from /proc (Linux): what a page works, whatever else runs on the machine.
import { readdirSync, readFileSync } from "node:fs";

const kTickMs = 10; // of the clock in /proc

/** Fields of a stat file behind the name, which may hold spaces: state, parent, … */
function stat(path) {
  const text = readFileSync(path, "utf8");
  const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
  return { name, fields: text.slice(text.lastIndexOf(")") + 2).split(" ") };
}

function parent(id) {
  try {
    return Number(stat(`/proc/${id}/stat`).fields[1]);
  } catch {
    return 0; // it has ended
  }
}

function is_below(id, ancestor) {
  for (let at = id; at > 1; at = parent(at)) if (at === ancestor) return true;
  return false;
}

/** Ids of the processes below this one that draw pages. */
function renderers() {
  return readdirSync("/proc")
    .map(Number)
    .filter((id) => id > 1 && is_below(id, process.pid))
    .filter((id) => readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=renderer"));
}

/** Milliseconds of processor time so far: of the page's main thread, of its workers, and of all threads of its process. */
export function thread_times() {
  const sum = { page: 0, workers: 0, all: 0 };
  for (const id of renderers()) {
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      const { name, fields } = stat(`/proc/${id}/task/${thread}/stat`);
      const used = kTickMs * (Number(fields[11]) + Number(fields[12]));
      sum.all += used;
      if (name.startsWith("DedicatedWorker")) sum.workers += used;
      if (thread === String(id)) sum.page += used;
    }
  }
  return sum;
}
