// Marks the words of the lines in sight; a function is marked only if the catalogue has it.
import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { kDeclarations, type Token, tokens } from "../text/tokens.ts";

const mark = (name: string) => Decoration.mark({ class: `bw-${name}` });
const kMarks = { comment: mark("comment"), begin: mark("begin"), called: mark("called"), quiet: mark("quiet") };

function mark_of(token: Token, before: Token | undefined, known: ReadonlySet<string>): Decoration | null {
  if (token.kind === "comment") return kMarks.comment;
  if (token.kind === "name" && !before && kDeclarations.includes(token.text)) return kMarks.begin;
  if (token.kind === "name" && known.has(token.text)) return kMarks.called;
  return token.kind === "symbol" && "[](){},".includes(token.text) ? kMarks.quiet : null;
}

function marks(view: EditorView, known: ReadonlySet<string>): DecorationSet {
  const found = view.visibleRanges.flatMap(({ from, to }) => {
    const start = view.state.doc.lineAt(from).from;
    let before: Token | undefined;
    return tokens(view.state.sliceDoc(start, view.state.doc.lineAt(to).to), start).flatMap((token) => {
      const made = mark_of(token, before, known);
      before = token.kind === "newline" ? undefined : token.kind === "space" ? before : token;
      return made ? [made.range(token.from, token.to)] : [];
    });
  });
  return Decoration.set(found);
}

/** `known` is asked each time, as the catalogue may come later than the text. */
export function colours(known: () => ReadonlySet<string>): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marks(view, known());
      }
      update({ docChanged, viewportChanged, view }: ViewUpdate): void {
        if (docChanged || viewportChanged) this.decorations = marks(view, known());
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
