// The smallest single replacement that makes one text of another, so that a caret and a scroll position can stay.

export interface Change {
  from: number;
  /** End of what is replaced, in the old text. */
  to: number;
  insert: string;
}

/** The lines that one text has and the other has not, each as often as it is more there. */
export function lines_between(before: string, after: string): { gone: string[]; written: string[] } {
  const lines = (text: string): string[] =>
    text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.trim() !== "");
  const without = (all: string[], others: readonly string[]): string[] => {
    const left = [...others];
    return all.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const [old, now] = [lines(before), lines(after)];
  return { gone: without(old, now), written: without(now, old) };
}

export function change_between(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
