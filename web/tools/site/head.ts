// The head of a page of the site: what search engines and chats show of it, and its look.

export interface Page {
  /** From the root of the site, without a stroke before it: "" or "n/chain/". */
  path: string;
  title: string;
  description: string;
  /** Its picture, 1200×630, from the root of the site. */
  card: string;
  /** What the picture shows, in words. */
  card_words: string;
}

export const kCard = { width: 1200, height: 630 };
/** The page itself, as index.html calls it. */
export const kHome: Page = {
  path: "",
  title: "Bothways: a gradient computed forward and backward",
  description: "See how a gradient is computed, forward and backward, and what each way costs.",
  card: "card.png",
  card_words: "The graph of four weights and a skip, with both derivatives at every node and what each way costs",
};

/** The mark of the page, as it stands in index.html. */
export const kIcon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M9 2l6 4-6 4z' fill='%230067a3'/%3E%3Cpath d='M7 6l-6 4 6 4z' fill='%23b34700'/%3E%3C/svg%3E";

const kMarks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands in markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => kMarks[one] ?? one);
}

/** The way from a page back to the root of the site: "./", "../../". */
export function to_root(path: string): string {
  return "../".repeat(path.split("/").length - 1) || "./";
}

/** Of links in chats, and what search engines take for the one address. `site` is empty where it is not known. */
export function shared_head({ path, title, description, card, card_words }: Page, site: string): string {
  const picture = site ? `${site}${card}` : `${to_root(path)}${card}`;
  const of = (property: string, content: string): string =>
    `<meta property="og:${property}" content="${escaped(content)}" />`;
  return [
    `<meta name="description" content="${escaped(description)}" />`,
    ...(site ? [`<link rel="canonical" href="${escaped(site + path)}" />`, of("url", site + path)] : []),
    of("type", "website"),
    of("site_name", "Bothways"),
    of("title", title),
    of("description", description),
    of("image", picture),
    of("image:type", "image/png"),
    of("image:width", String(kCard.width)),
    of("image:height", String(kCard.height)),
    of("image:alt", card_words),
    `<meta name="twitter:card" content="summary_large_image" />`,
  ].join("\n    ");
}

/** A whole page without a script. `frames`: it may hold frames of our own. */
export function document_of(page: Page, site: string, body: string, frames = false): string {
  const root = to_root(page.path);
  const policy = `default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;${frames ? " frame-src 'self';" : ""} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <title>${escaped(page.title)}</title>
    ${shared_head(page, site)}
    <link rel="icon" href="${kIcon}" />
    <link rel="stylesheet" href="${root}site.css" />
  </head>
  <body>
${body}
  </body>
</html>
`;
}
