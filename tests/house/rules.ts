// The house as data: who may include whom in the engine, who may import whom in the page, what may stand at the root.

/** A room of the engine: what its files may include of ours, by the start of the path, and which libraries. */
interface Room {
  may: string[];
  libraries: string[];
}

export const rooms: Record<string, Room> = {
  base: { may: ["base/"], libraries: ["Eigen", "nlohmann"] },
  ops: { may: ["ops/", "base/"], libraries: ["Eigen"] },
  graph: { may: ["graph/", "base/", "ops/"], libraries: ["Eigen"] },
  text: { may: ["text/", "base/", "graph/spec.hpp", "ops/names.hpp"], libraries: [] },
  trace: { may: ["trace/", "base/", "ops/", "graph/"], libraries: [] },
  modes: { may: ["modes/", "base/", "ops/", "graph/", "trace/"], libraries: ["Eigen"] },
  broken: { may: ["broken/", "base/", "ops/", "graph/"], libraries: [] },
  plan: { may: ["plan/", "base/", "ops/", "graph/"], libraries: ["Eigen"] },
  analysis: {
    may: ["analysis/", "base/", "ops/", "graph/", "trace/", "modes/", "broken/broken.hpp", "broken/tape.hpp"],
    libraries: [],
  },
  api: {
    may: ["api/", "base/", "ops/", "graph/", "text/", "trace/", "modes/", "broken/", "plan/", "analysis/"],
    libraries: ["nlohmann"],
  },
  cli: {
    may: ["cli/", "api/", "base/", "ops/", "graph/", "trace/", "modes/registry.hpp", "modes/mode.hpp"],
    libraries: [],
  },
};

/** What a mode file may include of modes/: itself, what modes share, and what a mode is. */
export const sharedByModes = [
  "modes/sweep.hpp",
  "modes/backward.hpp",
  "modes/cuts.hpp",
  "modes/mode.hpp",
  "modes/dense_forward.hpp",
  "modes/dense_reverse.hpp",
  "modes/saved.hpp",
  "modes/scalars.hpp",
];
/** The files of modes/ that are no mode. */
export const notModes = [
  "sweep",
  "directions",
  "colouring",
  "saved",
  "backward",
  "dense_forward",
  "dense_reverse",
  "scalars",
  "cuts",
  "cuts_writer",
  "cuts_of_chain",
  "chain",
  "program",
  "mode",
  "registry",
];
/** Where analysis reaches the modes: through these. */
export const modesFromOutside = ["modes/registry.hpp", "modes/mode.hpp"];

/** What a file of api/kinds/ may include of it: what a kind is, and the table of all. Other kinds have no header. */
export const sharedByKinds = ["api/kinds/kind.hpp", "api/kinds/registry.hpp"];

/** A room of the page: what its files may import of web/src, by the start of the path, and which libraries; whether they touch the DOM. */
interface PageRoom extends Room {
  dom: boolean;
}

const words = ["engine/types.gen", "view/"];
const parts = [...words, "link/", "text/", "picture/", "chart/", "race/", "state/", "kit/"];

/** From the ground up: a room imports what stands above it in this table, so that no two rooms import each other. */
export const pageRooms: Record<string, PageRoom> = {
  engine: { may: ["engine/"], libraries: [], dom: false },
  link: { may: ["link/"], libraries: ["fflate"], dom: false },
  view: { may: words, libraries: ["lit"], dom: false },
  text: { may: [...words, "text/"], libraries: [], dom: false },
  picture: { may: [...words, "picture/"], libraries: ["lit"], dom: false },
  chart: { may: [...words, "text/", "chart/"], libraries: ["lit"], dom: false },
  race: { may: [...words, "race/"], libraries: ["lit"], dom: false },
  state: {
    may: [
      ...words,
      "engine/client",
      "engine/kinds",
      "engine/load",
      "engine/in_page",
      "engine/support",
      "link/",
      "text/",
      "picture/fold",
      "chart/scaling",
      "race/",
      "state/",
    ],
    libraries: [],
    dom: false,
  },
  tour: { may: [...words, "state/", "tour/"], libraries: [], dom: false },
  published: { may: [...words, "engine/client", "text/", "state/", "published/"], libraries: [], dom: false },
  export: { may: [...words, "link/", "picture/", "export/"], libraries: ["lit"], dom: true },
  kit: { may: [...words, "text/", "picture/", "race/", "state/", "kit/"], libraries: ["lit"], dom: true },
  editor: { may: ["engine/types.gen", "text/", "editor/"], libraries: ["@codemirror"], dom: true },
  lazy: { may: [...parts, "tour/", "published/", "export/"], libraries: ["lit"], dom: true },
  panels: { may: [...parts, "editor/", "lazy/"], libraries: ["lit"], dom: true },
  element: {
    may: [...words, "engine/connect", "engine/early", "link/", "state/", "kit/", "panels/", "element/"],
    libraries: ["lit"],
    dom: true,
  },
  offline: { may: [], libraries: ["workbox-precaching"], dom: true },
  embed: {
    may: ["engine/", "link/", "view/", "picture/", "state/", "kit/resize", "element/", "embed/"],
    libraries: ["lit"],
    dom: true,
  },
};

/** The most of the page's lines that one room may hold. */
export const largestShare = 0.15;

/** Everything that may stand at the root, besides dotfiles. */
export const atRoot = [
  "engine",
  "web",
  "tests",
  "CMakeLists.txt",
  "CMakePresets.json",
  "package.json",
  "package-lock.json",
  "README.md",
  "LICENSE",
  "CITATION.cff",
];
/** Made by the tools, never committed. */
export const madeAtRoot = ["node_modules", "build", "dist"];

/** Calls and marks that may stand nowhere; a rule is what to look for, and in which files. */
export const forbidden: { what: string; pattern: RegExp; files: RegExp }[] = [
  { what: "eval", pattern: /\beval\s*\(/, files: /^web\/src\// },
  { what: "new Function", pattern: /\bnew\s+Function\b/, files: /^web\/src\// },
  {
    what: "markup from strings",
    pattern: /\b(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML)\b/,
    files: /^web\/src\//,
  },
  {
    what: "a number field of the browser, which drops what it does not know",
    pattern: /type=["']?number/,
    files: /^web\/src\//,
  },
  { what: "a cookie", pattern: /document\.cookie/, files: /^web\/src\// },
  { what: "SharedArrayBuffer", pattern: /\bSharedArrayBuffer\b/, files: /^web\/src\// },
  { what: "a skipped or single test", pattern: /\b(describe|it|test)\.(skip|only|fixme|todo)\b/, files: /^tests\// },
  { what: "a skipped doctest", pattern: /doctest::(skip|may_fail|should_fail)/, files: /^tests\// },
  { what: "a to-do", pattern: /\b(TODO|FIXME|XXX)\b/, files: /^(engine|web|tests)\// },
  { what: "any", pattern: /(:|<|\bas) any\b(?! )/, files: /^(web\/src|tests)\/.*\.ts$/ },
  {
    what: "a container by name, which WebKit does not find from within another shadow root",
    pattern: /@container\s+[\w-]+\s*\(|\bcontainer(-name)?:/,
    files: /^web\/src\//,
  },
  {
    what: "position-try on a closed popover, at which WebKit resolves styles for ever",
    pattern: /(?<!:popover-open\s*\{[^}]*)\bposition-try(-fallbacks)?:/,
    files: /^web\/src\//,
  },
  {
    what: "text-decoration of several values, of which WebKit takes none",
    pattern: /\btext-?[dD]ecoration:\s*"?[\w-]+\s+[^\s;"}]/,
    files: /^web\/src\//,
  },
  {
    what: "a dynamic import that nothing is said of where it fails: lazy() or lazy_tab() loads",
    pattern: /^(?!.*\blazy(_tab)?[(<]).*(?<!typeof )\bimport\(/m,
    files: /^web\/src\/(?!element\/page\.ts$).*\.ts$/, // of the page itself public/unstarted.js says it
  },
  {
    what: "the clipboard, which may not be there: kit/copy_text.ts writes to it",
    pattern: /navigator\.clipboard/,
    files: /^web\/src\/(?!kit\/copy_text\.ts$)/,
  },
  {
    what: "a ResizeObserver of its own: kit/resize.ts has the one",
    pattern: /new ResizeObserver\(/,
    files: /^web\/src\/(?!kit\/resize\.ts$)/,
  },
  {
    what: "a wait for time in a test of the page: wait for what it means",
    pattern: /\bwaitForTimeout\b|await new Promise\b.*\bsetTimeout\b/,
    files: /^tests\/e2e\/.*\.ts$/,
  },
  { what: "a namespace poured into a header", pattern: /^\s*using namespace\b/m, files: /\.hpp$/ },
];

/** Longest file of the engine, in lines. */
export const longestEngineFile = 250;
/** Longest file of the page that is not generated, and longest function, in lines. */
export const longestPageFile = 250;
export const longestPageFunction = 60;
