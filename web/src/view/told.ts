// What the page says in the place of words of the engine that are meant for who writes its requests, not for who writes a text.
import type { Diagnostic } from "../engine/types.gen.ts";

type Said = Pick<Diagnostic, "code" | "severity" | "message" | "hint" | "span">;

/** Words in the place of those of a code; where `when` stands, only of a message or hint that it fits. */
interface Own {
  code: string;
  when?: RegExp;
  message?: string;
  hint?: string;
}

const kOwn: readonly Own[] = [
  {
    code: "E_LIMIT_REPLY",
    message: "The answer is too large for the page to show.",
    hint: "Use smaller arrays, a smaller batch or fewer statements.",
  },
  {
    code: "E_LIMIT",
    when: /^The request has/,
    message: "The text is too long for the engine.",
    hint: "Let a generator make large arrays, as in `randn(100, 100, seed=1)`.",
  },
  { code: "E_SEED", when: /\bseeds\b/, hint: "Name one number with `loss`, or several with `output`." },
  { code: "E_OUTPUT", when: /leave outputs out/, hint: "Name one, or leave the line out: then it is the last one." },
  {
    code: "E_UNKNOWN_NAME",
    when: /inputs or the nodes/,
    hint: "Give it a value first, with `input`, `param` or a statement above.",
  },
  { code: "E_ATTR", when: /\battrs\b/, hint: "Write the number itself." },
  {
    code: "E_UNKNOWN_OP",
    when: /catalogue/,
    hint: "Define it above with `def`, or look under Syntax for what there is.",
  },
  { code: "W_SATURATED", hint: "Smaller weights keep it away from its limits." },
];
/** Mistakes of the request itself, which the page has made, or a text that is none. */
const kRequest = ["E_JSON", "E_UTF8", "E_DUP_KEY", "E_KEY", "E_TYPE", "E_VERSION", "E_KIND"];
const kLeftOut = "`gradient_forward` was";

function own<P extends Said>(problem: P): P {
  const { code, severity, message, hint, span } = problem;
  if (severity === "error" && !span && kRequest.includes(code))
    return {
      ...problem,
      message: "The text could not be handed to the engine.",
      hint: "Delete what was pasted last, if a character in it is broken; else please report it.",
    };
  const found = kOwn.find((one) => one.code === code && (!one.when || one.when.test(hint) || one.when.test(message)));
  const said = message.replace(kLeftOut, "The check of every node was");
  return { ...problem, message: found?.message ?? said, hint: found?.hint ?? hint };
}

/** Problems as they are shown. */
export function told<P extends Said>(problems: readonly P[]): P[] {
  return problems.map(own);
}
