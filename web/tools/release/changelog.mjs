// The list of changes and the number of a version: what is not released yet becomes a section, which is also the notes of the release.

const kOpen = "## Unreleased";

/** The three numbers of X.Y.Z, or null. A v before them is that of a tag. */
export function numbers_of(version) {
  const [, ...numbers] = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(version ?? "") ?? [];
  return numbers.length === 3 ? numbers.map(Number) : null;
}

/** Below 0 where one comes before the other. */
export function compare(one, other) {
  const [a, b] = [numbers_of(one) ?? [0, 0, 0], numbers_of(other) ?? [0, 0, 0]];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function heading(version) {
  return new RegExp(`^## ${version.replaceAll(".", "\\.")}(,.*)?$`, "m");
}

/** What the section of a version says, or null where there is none. */
export function section(text, version) {
  const found = heading(version).exec(text);
  if (!found) return null;
  const rest = text.slice(found.index + found[0].length);
  return rest.split(/^## /m)[0].trim();
}

/** The list with what is not released as the section of a version; date: 2026-12-01. Where it has that section it stays as it is. */
export function released(text, version, date) {
  if (heading(version).test(text)) return text;
  const [before, after = ""] = text.split(`${kOpen}\n`);
  const [open = ""] = after.split(/^## /m);
  if (open.trim() === "") throw new Error(`CHANGELOG.md says nothing under "${kOpen}": write what ${version} changes.`);
  return `${before}${kOpen}\n\n## ${version}, ${date}\n${after}`;
}
