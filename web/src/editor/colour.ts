// Marks the words of the lines in sight: those of the catalogue.
import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { type Token, tokens } from "../text/tokens.ts";
import type { Marked } from "../text/words.ts";

const mark = (name: string) => Decoration.mark({ class: `bw-${name}` });
const kMarks = { comment: mark("comment"), begin: mark("begin"), called: mark("called"), quiet: mark("quiet") };

/** How a token is marked; `before` is what the line says before it. */
export function mark_of(token: Token, before: Token | undefined, marked: Marked): keyof typeof kMarks | null {
  if (token.kind === "comment") return "comment";
  if (token.kind === "name" && !before && marked.begin.has(token.text)) return "begin";
  if (token.kind === "name" && marked.called.has(token.text)) return "called";
  return token.kind === "symbol" && "[](){},".includes(token.text) ? "quiet" : null;
}

function marks(view: EditorView, marked: Marked): DecorationSet {
  const found = view.visibleRanges.flatMap(({ from, to }) => {
    const start = view.state.doc.lineAt(from).from;
    let before: Token | undefined;
    return tokens(view.state.sliceDoc(start, view.state.doc.lineAt(to).to), start).flatMap((token) => {
      const made = mark_of(token, before, marked);
      before = token.kind === "newline" ? undefined : token.kind === "space" ? before : token;
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
