// What search engines are told of the site: which pages there are, and that all of them may be read.

/** Versions that are kept say what the newest says. */
const kNotShown = ["/v/"];

/** `site` is empty where the address is not known: then there is no map to point to. */
export function robots(site: string): string {
  const base = site ? new URL(site).pathname.replace(/\/$/, "") : "";
  const lines = ["User-agent: *", ...kNotShown.map((path) => `Disallow: ${base}${path}`)];
  return `${[...lines, ...(site ? [`Sitemap: ${site}sitemap.xml`] : [])].join("\n")}\n`;
}

/** `paths` from the root of the site. */
export function site_map(site: string, paths: readonly string[]): string {
  const urls = paths.map((path) => `  <url><loc>${encodeURI(site + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`;
}
