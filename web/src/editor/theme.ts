// How the editor looks: as the plain text field does that it replaces, in the page's own colours.
import { EditorView } from "@codemirror/view";

export const kLine = 18; // px
export const kPadding = 8; // px

/** An underline in longhands: of the shorthand WebKit takes no more than one value. */
const line = (style: string, color: string) => ({
  textDecorationLine: "underline",
  textDecorationStyle: style,
  textDecorationColor: color,
  textDecorationThickness: "1.5px",
  textUnderlineOffset: "3px",
});

/** The list of what can be written: in every row the word with its form, and under it what it does. */
const kList = {
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: "12px/1.5 var(--mono)",
    minWidth: "min(260px, 94vw)",
    maxWidth: "min(480px, 94vw)",
    maxHeight: "232px",
    whiteSpace: "normal",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  // Forced colours would put a plate of the paper's colour behind letters that have it themselves.
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--ink)",
    color: "var(--paper)",
    forcedColorAdjust: "none",
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "1", color: "inherit", marginLeft: "0.5em" },
  ".bw-call .cm-completionDetail": { marginLeft: "0" },
  ".bw-doc": { display: "block", font: "12px/1.35 var(--sans)", color: "var(--quiet)" },
  ".bw-doc:empty": { display: "none" },
  "li[aria-selected] .bw-doc": { color: "inherit" },
};

export function theme(fewest_lines: number, most_lines: number) {
  const high = (lines: number): string => `${lines * kLine + 2 * kPadding}px`;
  return EditorView.theme({
    "&": { font: `12px/${kLine}px var(--mono)`, color: "var(--ink)", maxHeight: high(most_lines) },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { font: "inherit", overflow: "auto" },
    ".cm-content": {
      padding: `${kPadding}px 0`,
      minHeight: high(fewest_lines),
      caretColor: "var(--ink)",
      tabSize: "4",
      boxSizing: "border-box",
    },
    ".cm-line": { padding: `0 ${kPadding}px` },
    ".bw-comment": { color: "var(--quiet)", fontStyle: "italic" },
    ".bw-quiet": { color: "var(--quiet)" },
    ".bw-begin": { fontWeight: "600" },
    ".bw-called": { fontWeight: "600" },
    ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
    ".cm-lintRange-error": {
      ...line("wavy", "var(--wrong)"),
      textDecorationSkipInk: "none",
    },
    ".cm-lintRange-warning, .cm-lintRange-info": line("dotted", "var(--quiet)"),
    ".cm-lintPoint::after": { borderBottomColor: "var(--wrong)" },
    ".cm-lintRange-active": { backgroundColor: "var(--raised)" },
    "& .cm-matchingBracket, & .cm-nonmatchingBracket": {
      backgroundColor: "transparent !important",
      outline: "1px solid var(--quiet)",
    },
    ".cm-tooltip": {
      background: "var(--paper)",
      color: "var(--ink)",
      border: "1px solid var(--quiet)",
      borderRadius: "var(--radius)",
      boxShadow: "0 2px 8px rgb(0 0 0 / 25%)",
      maxWidth: "min(480px, 96vw)",
    },
    ...kList,
    ".cm-diagnostic": { font: "12px/1.5 var(--sans)", borderLeft: "3px solid var(--wrong)" },
    ".cm-diagnosticAction": {
      font: "inherit",
      color: "var(--paper)",
      background: "var(--ink)",
      borderRadius: "var(--radius)",
    },
  });
}
