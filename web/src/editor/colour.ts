// Marks the words of the lines in sight: those of the catalogue.
import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { is_method, type Token, tokens } from "../text/tokens.ts";
import type { Marked } from "../text/words.ts";

const mark = (name: string) => Decoration.mark({ class: `bw-${name}` });
const kMarks = { comment: mark("comment"), begin: mark("begin"), called: mark("called"), quiet: mark("quiet") };

/** How a token is marked; `line` is what its line says before it, and `next` comes after it. */
export function mark_of(
  token: Token,
  line: readonly Token[],
  next: Token | undefined,
  marked: Marked,
): keyof typeof kMarks | null {
  const { kind, text } = token;
  if (kind === "comment") return "comment";
  const begins = line.length === 0 && marked.begin.has(text) && next?.text !== "=";
  const counts = text === "as" && line.length === 2 && line[0] !== undefined && marked.begin.has(line[0].text);
  const goes_on =
    marked.clause.has(text) && next?.kind === "name" && line[0] !== undefined && marked.begin.has(line[0].text);
  if (kind === "name" && (begins || counts || goes_on)) return "begin";
  if ((kind === "name" || is_method(token)) && marked.called.has(text.replace(/^\./, ""))) return "called";
  return kind === "symbol" && "[](){},".includes(text) ? "quiet" : null;
}

function marks(view: EditorView, marked: Marked): DecorationSet {
  const found = view.visibleRanges.flatMap(({ from, to }) => {
    const start = view.state.doc.lineAt(from).from;
    const all = tokens(view.state.sliceDoc(start, view.state.doc.lineAt(to).to), start);
    let line: Token[] = [];
    return all
      .filter(({ kind }) => kind !== "space")
      .flatMap((token, at, words) => {
        const made = mark_of(token, line, words[at + 1], marked);
        line = token.kind === "newline" ? [] : [...line.slice(0, 2), token];
        return made ? [kMarks[made].range(token.from, token.to)] : [];
      });
  });
  return Decoration.set(found);
}

/** `marked` is asked each time, as the catalogue may come later than the text. */
export function colours(marked: () => Marked): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marks(view, marked());
      }
      update({ docChanged, viewportChanged, view }: ViewUpdate): void {
        if (docChanged || viewportChanged) this.decorations = marks(view, marked());
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
