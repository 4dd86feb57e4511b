// The smallest single replacement that makes one text of another, so that a caret and a scroll position can stay.

export interface Change {
  from: number;
  /** End of what is replaced, in the old text. */
  to: number;
  insert: string;
}

export function change_between(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
