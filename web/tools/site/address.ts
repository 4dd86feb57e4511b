// Where the site will stand, for what has to say it in full: pictures of links, canonical addresses, the map of the site.

/** What says it: the environment and the fields of package.json. */
export interface Given {
  env: Readonly<Record<string, string | undefined>>;
  homepage?: string;
}

/**
 * The address with a stroke at its end, or empty where nobody has said it: BW_SITE, else `homepage` of package.json, else, where
 * GitHub builds it, the Pages of the repository. Throws where BW_SITE or `homepage` is no address of the web.
 */
export function site_address({ env, homepage }: Given): string {
  const [owner = "", name = ""] = (env.GITHUB_REPOSITORY ?? "").split("/");
  const pages = name === `${owner}.github.io` ? `https://${name}/` : `https://${owner}.github.io/${name}/`;
  const said = env.BW_SITE || homepage || (owner && name ? pages : "");
  if (said === "") return "";
  if (!URL.canParse(said) || !/^https?:$/.test(new URL(said).protocol))
    throw new Error(`BW_SITE or homepage is "${said}": an address such as https://example.org/bothways/ is wanted`);
  const { origin, pathname } = new URL(said);
  return `${origin}${pathname.replace(/\/?$/, "/")}`;
}
