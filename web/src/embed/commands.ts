// What an embed can be told and what it tells, as plain data: the same for its element and for messages to its frame.
import { encode } from "../link/codec.ts";
import type { Link } from "../link/link.ts";
import { full_link_of } from "../state/link.ts";
import { score_of } from "../state/quiz.ts";
import { same_answer } from "../state/result.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { unstarted } from "../state/unstarted.ts";
import { by_id } from "../view/by_id.ts";
import type { Command } from "./messages.ts";

/** What is shown, as data that can be sent. */
export interface Shown {
  /** Null where the network is too large for a link. */
  token: string | null;
  link: Link;
  step: number;
  outputs: { id: string; value: unknown }[];
  gradient: { id: string; shape: readonly number[]; value: unknown }[];
  problems: { code: string; message: string; severity: string }[];
}

export function shown(store: Store): Shown {
  const { state, presets } = store;
  const link = full_link_of(state, presets);
  const { result } = state;
  const nodes = by_id(result?.response.nodes ?? []);
  const shape = (id: string): readonly number[] => by_id(result?.graph.nodes ?? []).get(id)?.shape ?? [];
  return {
    token: encode(link),
    link,
    step: state.steps.at,
    outputs: (result?.graph.outputs ?? []).map((id) => ({ id, value: nodes.get(id)?.value ?? null })),
    gradient: (result?.graph.wrt ?? []).map((id) => ({ id, shape: shape(id), value: nodes.get(id)?.adjoint ?? null })),
    problems: state.problems.map(({ code, message, severity }) => ({ code, message, severity })),
  };
}

/** Does what a command says; the answer is plain data. */
export function execute(store: Store, command: Command): unknown {
  switch (command.cmd) {
    case "set":
      store.link.open({ status: "link", link: command.link }, "address");
      break;
    case "step":
      store.race.follow();
      if (command.to !== undefined) store.race.step_to(command.to);
      else store.race.step(command.by ?? 1);
      return { step: store.state.steps.at };
    case "run":
      if (store.state.link.asks !== null) store.link.agree();
      else store.retry();
      break;
    case "highlight":
      store.graph.open_card({ id: command.id, index: command.index });
      break;
    case "get":
      return shown(store);
  }
  return {};
}

export type EventName = "ready" | "change" | "step" | "result" | "answer" | "error";

/** Tells of every change that concerns the page around; the returned function ends that. */
export function watch(store: Store, tell: (name: EventName, data: unknown) => void): () => void {
  let before: State = store.state;
  let ready = false;
  return store.subscribe(() => {
    const [now, then] = [store.state, before];
    before = now;
    if (now.phase === "failed" && then.phase !== "failed") {
      const { code, why } = unstarted(now.failure);
      tell("error", { code, message: why });
    }
    if (now.text !== then.text || now.leaves.overrides !== then.leaves.overrides)
      tell("change", { token: shown(store).token });
    if (now.steps.at !== then.steps.at) tell("step", { step: now.steps.at });
    if (now.quiz !== then.quiz)
      tell("answer", {
        score: score_of(now.quiz),
        cells: now.quiz.cells.map(({ id, index, of, state, tries }) => ({ id, index, of, state, tries })),
      });
    const [problem] = now.problems.filter(({ severity }) => severity === "error");
    if (now.problems !== then.problems && problem) tell("error", { code: problem.code, message: problem.message });
    if (now.link.problem && now.link.problem !== then.link.problem)
      tell("error", { code: now.link.problem.code, message: now.link.problem.cause });
    if (!now.result || now.result.live) return;
    const whole = !now.result.response.more && then.result?.response.more !== undefined;
    if (same_answer(now.result, then.result) && !whole) return;
    if (!ready) tell("ready", {});
    ready = true;
    tell("result", shown(store));
  });
}
