// The rounds: first every gradient is checked, then all peers are timed in turn, again and again.
import { say } from "../../web/tools/machine.mjs";
import { pageStart } from "./page_start.mjs";

/** Seconds after which a peer is given up. */
const patience = 120;

/** hosts: [{ host, peers }]; check: only what takes little time; before: whether there is another build of the engine. Puts what it finds into r.all; what fails is listed there and left out afterwards. */
export async function measure(r, hosts, { workloads, rounds, ms, check, before }) {
  const todo = [];
  const failed = (host, peer, workload, cause) => {
    r.all.failures.push({ host: host.name, peer, workload, message: cause.message });
    say(`bench: ${host.name}, ${peer}, ${workload}: ${cause.message}`);
  };
  for (const { host, peers } of hosts) {
    for (const peer of peers) {
      // Compiling thousands of operations takes these two seconds.
      const cheap = check && /^(jax|tfjs)/.test(peer) ? workloads.slice(0, 2) : workloads;
      for (const workload of cheap) {
        try {
          const found = await host.ask("check", [peer, workload], patience);
          if (found === null) continue;
          r.all.first.push({ host: host.name, peer, workload, ...found });
          todo.push({ host, peer, workload });
        } catch (cause) {
          failed(host, peer, workload, cause);
          if (!/wrong gradient/.test(cause.message)) break; // what does not start will not start with the next
        }
      }
    }
    say(`bench: ${host.name}: gradients checked`);
  }
  const out = new Set();
  for (let round = 1; round <= rounds; round++) {
    for (const workload of workloads) {
      for (const one of todo.filter((t) => t.workload === workload && !out.has(t))) {
        const { host, peer } = one;
        try {
          const times = await host.ask("time", [peer, workload, ms], patience);
          for (const [what, ns] of Object.entries(times))
            r.all.times.push({ round, host: host.name, peer, workload, what, ns });
        } catch (cause) {
          out.add(one);
          failed(host, peer, workload, cause);
        }
      }
    }
    await extras(r, hosts, round, { ms, before, failed });
    say(`bench: round ${round} of ${rounds}`);
  }
}

const kExtras = ["json_round_trip", "vector_forward", "many_outputs", "memory"];

async function extras(r, hosts, round, { ms, before, failed }) {
  for (const { host } of hosts.filter((h) => h.host.name !== "native")) {
    for (const name of before ? [...kExtras, "vector_forward_before"] : kExtras) {
      try {
        r.all.extras.push({ round, host: host.name, name, found: await host.ask("extra", [name, ms * 5], patience) });
      } catch (cause) {
        failed(host, name, "", cause);
      }
    }
  }
  try {
    r.all.start.push(await pageStart(3));
  } catch (cause) {
    failed({ name: "chromium" }, "page start", "", cause);
  }
}
