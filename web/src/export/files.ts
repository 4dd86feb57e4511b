// The kinds of files that a network can be saved as, and how each is made of what is shown.
import { canonical, type Link } from "../link/link.ts";
import type { Scene } from "../picture/scene.ts";
import { whole } from "../view/format.ts";
import { ledger_rows } from "../view/ledger.ts";
import { ledger_sheet } from "../view/ledger_sort.ts";
import { kMark, to_csv } from "../view/sheet.ts";
import { picture } from "./picture.ts";
import { crowded, type Pixels, pixels, sharp } from "./pixels.ts";
import { program, too_large } from "./program.ts";
import type { Source } from "./source.ts";
import { traces } from "./traces.ts";

/** What is shown: a network, its numbers, and how it is looked at. */
export interface Saved extends Source {
  link: Link;
  /** The weight and the output in words. */
  by: string;
  of: string;
  /** The picture of the graph. */
  scene(): Scene;
  /** The style sheets of the page. */
  sheets(): readonly CSSStyleSheet[];
}

/** A file that is no text, and what is to be said of it; "" where it is as it should be. */
export interface Made {
  blob: Blob;
  note: string;
}

/** A kind of file. `make` gives its text, or pixels; nothing where the network is too large for it. */
export interface Kind {
  id: string;
  name: string;
  about: string;
  ending: string;
  type: string;
  make(saved: Saved): string | Promise<Made | null>;
  /** What stands before the text in a file, and not in what is copied. */
  mark?: string;

  doubt?(saved: Saved): Doubt | null;
}

export interface Doubt {
  words: string;
  /** The kind to take instead, and how its button is called. */
  instead: Kind;
  better: string;
  /** What can be had of the kind itself, as on a button. */
  still: string;
}

export const kPython = "text/x-python";

function svg_of(saved: Saved, theme: "light" | "dark"): string {
  return picture(saved.scene(), saved.title, theme, saved.sheets());
}

/** Said of a picture that has fewer pixels than it should. */
function note_of({ scale, width, height }: Pixels): string {
  return sharp(scale)
    ? ""
    : ` with ${whole(width)} × ${whole(height)} pixels, ${scale.toFixed(2)} for each px instead of 2: a canvas takes no more. The SVG is sharp at any size`;
}

async function png_of(saved: Saved, theme: "light" | "dark"): Promise<Made | null> {
  const made = await pixels(svg_of(saved, theme), saved.scene());
  return made && { blob: made.blob, note: note_of(made.size) };
}

function doubt_of(saved: Saved, instead: Kind): Doubt | null {
  const scene = saved.scene();
  const fit = crowded(scene);
  return (
    fit && {
      words: `The picture has ${whole(Math.ceil(scene.width))} × ${whole(Math.ceil(scene.height))} px, more than a canvas may have pixels. As a PNG it would have ${fit.scale.toFixed(2)} pixels for each px, too few to read its numbers.`,
      still: `Save it with ${whole(fit.width)} × ${whole(fit.height)} pixels`,
      instead,
      better: "Save the SVG instead",
    }
  );
}

function picture_kinds(theme: "light" | "dark"): Kind[] {
  const lines: Kind = {
    id: `svg-${theme}`,
    name: `SVG, ${theme}`,
    about: "lines that stay sharp, for slides and papers",
    ending: `${theme}.svg`,
    type: "image/svg+xml",
    make: (saved) => svg_of(saved, theme),
  };
  return [
    lines,
    {
      id: `png-${theme}`,
      name: `PNG, ${theme}`,
      about: "pixels, for everything else",
      ending: `${theme}.png`,
      type: "image/png",
      make: (saved) => png_of(saved, theme),
      doubt: (saved) => doubt_of(saved, lines),
    },
  ];
}

const kNumbers: readonly Kind[] = [
  {
    id: "json",
    name: "JSON",
    about: "the network and how it is looked at; it can be opened here again",
    ending: "json",
    type: "application/json",
    make: ({ link }) => `${canonical(link)}\n`,
  },
  {
    id: "csv",
    name: "CSV",
    about: "the ledger: every node, its derivatives and costs, all digits",
    ending: "csv",
    type: "text/csv;charset=utf-8",
    mark: kMark,
    make: ({ graph, response, by, of }) => to_csv(ledger_sheet(ledger_rows(graph, response.nodes), by, of)),
  },
  {
    id: "answer",
    name: "JSON, the answer",
    about: "all that the engine has computed, as its API gives it",
    ending: "answer.json",
    type: "application/json",
    make: ({ response }) => `${JSON.stringify(response)}\n`,
  },
  {
    id: "latex",
    name: "LaTeX",
    about: "both traces as tables, values beside tangents and beside adjoints; it compiles by itself",
    ending: "tex",
    type: "application/x-tex",
    make: ({ along, ...saved }) =>
      along
        ? traces({ ...saved, response: along.response }, "along the tangent x-dot", "the outputs, weighed by y-bar")
        : traces(saved, `by ${saved.by}`, saved.of),
  },
];

const kPrograms = [
  ["numpy", "NumPy", "the way back written out, line by line"],
  ["torch", "PyTorch", "by its autograd"],
  ["jax", "JAX", "by jax.grad; not run here"],
] as const;

export const kGroups: readonly { heading: string; kinds: readonly Kind[] }[] = [
  { heading: "The picture of the graph", kinds: [...picture_kinds("light"), ...picture_kinds("dark")] },
  { heading: "The network and its numbers", kinds: kNumbers },
  {
    heading: "Programs that compute the same gradient or Jacobian, and stop where it differs from this one",
    kinds: kPrograms.map(([id, name, about]) => ({
      id,
      name,
      about,
      ending: `${id}.py`,
      type: kPython,
      make: (saved) => (too_large(saved) ? "" : program(saved, id)),
    })),
  },
];

/** What a file of that kind is called. */
export function file_name(title: string, { ending }: Kind): string {
  const name = title
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase()
    .slice(0, 60);
  return `${name || "network"}.${ending}`;
}
