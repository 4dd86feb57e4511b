// What the page uses although browsers of the floor may lack it, with the reason why that does no harm. What stands in @supports,
// or is asked for by a script before it is used, need not be here.

/** Names and attributes in scripts and pages; the key is the start of what the check says. */
export const kNames: Readonly<Record<string, string>> = {
  "await at the top":
    "Safari 15 has it, but for a module that several wait for at once; ours is imported when it is done",
  ".emptyScript": "Lit asks for trustedTypes before",
  ".createPolicy": "Lit asks for trustedTypes before",
  autocapitalize: "of keyboards on a screen",
  shadowrootmode: "of the picture of the first screen: where it is not known the page is shown when it is there",
  loading: "a frame is loaded before it is in sight",
  popover: "element/popovers.ts opens the note in its place",
  popovertarget: "element/popovers.ts opens the note in its place",
};

/** The same in the chunk of the editor, which is CodeMirror's. */
export const kEditor: Readonly<Record<string, string>> = {
  ".closedBy": "a property of CodeMirror's own",
  ".targetTouches": "of touches, where there are some",
  ".prevValue": "a property of CodeMirror's own",
  ".updateRange": "of an EditContext, which CodeMirror asks for",
  ".range": "of an EditContext",
  ".updateCharacterBounds": "of an EditContext",
  ".getTextFormats": "of an EditContext",
  ".underline": "of an EditContext",
  ".updateSelectionBounds": "of an EditContext",
  ".updateText": "of an EditContext",
  cancelIdleCallback: "CodeMirror asks for requestIdleCallback",
  ".timeRemaining": "of requestIdleCallback",
  "Intl.Segmenter": "CodeMirror asks for it by typeof Intl and does not use what it finds",
};

/** Properties of style sheets, and their values, that only make a page that is right nicer. */
export const kStyles: Readonly<Record<string, string>> = {
  "@page": "the ledger is printed on upright paper",
  "accent-color": "the colour of a slider",
  "content-visibility": "what is out of sight is drawn all the same",
  "contain-intrinsic-size": "goes with content-visibility",
  "overflow-clip-margin": "goes with content-visibility",
  cursor: "phones have none",
  "forced-color-adjust": "there are no forced colours",
  "paint-order": "the tables speak of text in HTML: ours is in SVG",
  resize: "a field can be made larger",
  "scrollbar-color": "the bar has the colours of the system",
  "text-wrap": "lines of a heading are less even",
};
