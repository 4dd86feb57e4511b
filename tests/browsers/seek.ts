// Finding elements as a reader of screens does, by role and name, in open shadow roots too.

/** What is sought; all that is given must hold. A name is the whole accessible name, or a pattern of it. */
export interface Query {
  role?: string;
  name?: string | RegExp;
  testid?: string;
  css?: string;
  within?: Query;
}

/** A query as plain data, for the page. */
export interface Sought {
  role?: string;
  name?: string;
  pattern?: [source: string, flags: string];
  css?: string;
  within?: Sought;
}

export function sought({ role, name, testid, css, within }: Query): Sought {
  return {
    ...(role && { role }),
    ...(typeof name === "string" && { name }),
    ...(name instanceof RegExp && { pattern: [name.source, name.flags] as [string, string] }),
    ...((testid || css) && { css: testid ? `[data-testid=${testid}]` : css }),
    ...(within && { within: sought(within) }),
  };
}

/** All elements that are shown and fit. It is sent to the page as text and stands by itself. */
export function seek({ role = "", name, pattern, css = "*", within }: Sought): HTMLElement[] {
  const tags: Record<string, string> = {
    ...{ banner: "header", button: "button", combobox: "select", complementary: "aside", dialog: "dialog" },
    ...{ group: "fieldset", heading: "h1, h2, h3, h4", link: "a[href]", list: "ul, ol", listitem: "li" },
    ...{ region: "section", slider: "input[type=range]", table: "table" },
    textbox: "textarea, input:not([type]), input[type=text]",
  };
  const of_role = role ? `[role="${role}"], :is(${tags[role] ?? "none"}):not([role])` : "*";
  const words = (node: Node): string => {
    if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
    return node.getAttribute("aria-hidden") === "true" ? "" : [...node.childNodes].map(words).join("");
  };
  const name_of = (one: Element): string => {
    const label = one.getAttribute("aria-label");
    if (label) return label;
    const root = one.getRootNode() as ShadowRoot;
    const ids = one.getAttribute("aria-labelledby")?.split(" ") ?? [];
    if (ids.length > 0) return ids.map((id) => words(root.getElementById(id) ?? one)).join(" ");
    const labels = "labels" in one ? (one.labels as NodeListOf<HTMLLabelElement> | null) : null;
    if (labels?.length) return [...labels].map(words).join(" ");
    if (one instanceof HTMLTableElement) return one.caption ? words(one.caption) : "";
    return words(one);
  };
  const fits = (one: Element): boolean => {
    if (!one.matches(css) || !one.checkVisibility({ visibilityProperty: true })) return false;
    if (name === undefined && pattern === undefined) return true;
    const called = name_of(one).replace(/\s+/g, " ").trim();
    return pattern ? new RegExp(...pattern).test(called) : called === name;
  };
  const roots = (root: ParentNode): ParentNode[] => [
    root,
    ...[root as Element, ...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
      shadowRoot ? roots(shadowRoot) : [],
    ),
  ];
  return (within ? seek(within) : [document])
    .flatMap(roots)
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>(of_role)])
    .filter(fits);
}
