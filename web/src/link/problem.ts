// What can be wrong with a link, in words: what happened, how that is known, and what to do.

export type ProblemCode =
  | "U_CHARS"
  | "U_VERSION"
  | "U_TRUNCATED"
  | "U_CHECKSUM"
  | "U_LIMIT_BYTES"
  | "U_LIMIT_INFLATED"
  | "U_DAMAGED"
  | "U_KEY"
  | "U_VALUE";

export interface Problem {
  code: ProblemCode;
  /** What happened to the link, as a sentence. */
  cause: string;
  /** How that is known. */
  reason: string;
  /** What the reader can do. */
  hint: string;
}

const kCauses: Record<ProblemCode, [cause: string, hint: string]> = {
  U_CHARS: [
    "The link has characters that no link has.",
    "Copy the whole address again; a mail program or a text editor may have changed it.",
  ],
  U_VERSION: [
    "The link was made with a newer version of this page, or not by this page.",
    "Reload the page to get its newest version. The address is left as it is.",
  ],
  U_TRUNCATED: [
    "The end of the link is missing.",
    "Copy the whole address again; mail programs cut long lines, and some chats cut long links.",
  ],
  U_CHECKSUM: [
    "The link was changed after it was made.",
    "Copy the whole address again; capital and small letters count.",
  ],
  U_LIMIT_BYTES: ["The link is too long.", "Ask its sender for the network as a file, and open that."],
  U_LIMIT_INFLATED: [
    "The network in the link is too large.",
    "Ask its sender for the network as a file, and open that.",
  ],
  U_DAMAGED: ["What the link holds cannot be unpacked.", "Ask its sender to copy the link again."],
  U_KEY: ["The link holds something that this page does not take.", "Ask its sender to copy the link again."],
  U_VALUE: ["The link holds a value that cannot be right.", "Ask its sender to copy the link again."],
};

export function problem(code: ProblemCode, reason: string): Problem {
  const [cause, hint] = kCauses[code];
  return { code, cause, reason, hint };
}

/** How reading ends early; caught where reading began. */
export class Refusal extends Error {
  constructor(
    readonly code: ProblemCode,
    reason: string,
  ) {
    super(reason);
  }
}
