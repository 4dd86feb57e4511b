// What a quiz asks of an answer, in words: how many digits, and how far away it may be.

const kPlaces = ["", "first", "second", "third", "fourth", "fifth", "sixth"];

/** The rule by which state/grade.ts judges. */
export function asked_digits(digits: number): string {
  const place = kPlaces[digits] ?? `${digits}th`;
  return `Right is at most half a unit of the ${place} digit away.`;
}
