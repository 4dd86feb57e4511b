// Where a page lies among the versions of its site: the newest at the top, each version that was given out below v/X.Y.Z/, for ever.

export interface Home {
  /** Address of the folder of the newest page, with its slash. */
  site: string;
  /** The version whose folder this is; "" for the newest. */
  pinned: string;
}

/** base: address of the folder that the page lies in, with its slash. */
export function home_of(base: string): Home {
  const [, site = base, pinned = ""] = /^(.*\/)v\/(\d+\.\d+\.\d+)\/$/.exec(base) ?? [];
  return { site, pinned };
}

/** Where the list of the versions of a site lies. */
export const list_of = ({ site }: Home): string => `${site}v/versions.json`;

/** The versions that a list names, whatever it holds. */
export function versions_in(list: unknown): string[] {
  const { versions } = (list ?? {}) as { versions?: unknown };
  const found = Array.isArray(versions) ? versions.map((one: { version?: unknown } | null) => one?.version) : [];
  return found.filter((one): one is string => typeof one === "string" && /^\d+\.\d+\.\d+$/.test(one));
}

/** The version that can be given out of a page of `version`; "" where its site keeps none of it. */
export function kept_version({ pinned }: Home, version: string, versions: readonly string[]): string {
  return pinned || (versions.includes(version) ? version : "");
}

/** Address of the folder of a version, or of the newest for "". */
export function folder_of({ site }: Home, version: string): string {
  return version === "" ? site : `${site}v/${version}/`;
}
