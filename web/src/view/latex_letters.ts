// Names of any letters as LaTeX that every engine compiles: Greek as macros, marks as accents, nothing that is a command.

const kGreek: Readonly<Record<string, string>> = {
  ...{ α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "varepsilon", ζ: "zeta", η: "eta", θ: "theta", ι: "iota" },
  ...{ κ: "kappa", λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", ς: "varsigma", τ: "tau" },
  ...{ υ: "upsilon", φ: "varphi", χ: "chi", ψ: "psi", ω: "omega", Γ: "Gamma", Δ: "Delta", Θ: "Theta", Λ: "Lambda" },
  ...{ Ξ: "Xi", Π: "Pi", Σ: "Sigma", Υ: "Upsilon", Φ: "Phi", Ψ: "Psi", Ω: "Omega" },
};

/** Greek letters that look as Latin ones do, and have no macro. */
const kAlike: Readonly<Record<string, string>> = {
  ...{ ο: "o", Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", Κ: "K", Μ: "M", Ν: "N", Ο: "O", Ρ: "P", Τ: "T", Χ: "X" },
};

const kSigns: Readonly<Record<string, string>> = {
  ...{ "\\": "\\backslash{}", "^": "\\hat{}", "~": "\\sim{}", "′": "'" },
  ...{
    ı: "{\\imath}",
    ȷ: "{\\jmath}",
    ℓ: "{\\ell}",
    ħ: "{\\hbar}",
    "∂": "{\\partial}",
    "∇": "{\\nabla}",
    "∞": "{\\infty}",
  },
  ...{ ß: "\\text{\\ss}", æ: "\\text{\\ae}", Æ: "\\text{\\AE}", œ: "\\text{\\oe}", Œ: "\\text{\\OE}" },
  ...{ ø: "\\text{\\o}", Ø: "\\text{\\O}", ł: "\\text{\\l}", Ł: "\\text{\\L}" },
};

/** Marks over and under a letter, by their code points. */
const kAccents: Readonly<Record<string, string>> = {
  ...{
    "\u0300": "\\grave",
    "\u0301": "\\acute",
    "\u0302": "\\hat",
    "\u0303": "\\tilde",
    "\u0304": "\\bar",
    "\u0305": "\\bar",
  },
  ...{ "\u0306": "\\breve", "\u0307": "\\dot", "\u0308": "\\ddot", "\u030a": "\\mathring", "\u030c": "\\check" },
  ...{ "\u0331": "\\underline", "\u0332": "\\underline", "\u20d7": "\\vec", "\u20db": "\\dddot" },
};

/** A letter that mathematics has no sign for. Text takes it where the document has a font and an encoding with it. */
export const as_text = (letter: string): string => `\\text{${letter}}`;

function base(letter: string, accented: boolean): string | null {
  if (accented && (letter === "i" || letter === "j")) return `\\${letter}math`;
  if (Object.hasOwn(kGreek, letter)) return `{\\${kGreek[letter]}}`;
  if (Object.hasOwn(kSigns, letter)) return kSigns[letter] ?? "";
  if (Object.hasOwn(kAlike, letter)) return `\\mathrm{${kAlike[letter]}}`;
  if (/^[{}_#$%&]$/.test(letter)) return `\\${letter}`;
  if (/^[\p{Z}\p{C}]$/u.test(letter)) return "\\ ";
  return /^[ -~]$/.test(letter) ? letter : null;
}

/** A letter with its marks. */
function cluster(whole: string, other: (letter: string) => string): string {
  const [letter = "", ...marks] = whole;
  const accents = marks.map((mark) => kAccents[mark]);
  const plain = base(letter, marks.length > 0);
  if (plain === null || accents.includes(undefined)) return other(whole.normalize("NFC").replace(/[{}\\%#$&_^~]/g, ""));
  const inside = (made: string): string => made.replace(/^\{(.*)\}$/, "$1");
  return accents.reduce<string>((made, accent) => `${accent}{${inside(made)}}`, plain);
}

const clusters_of = (text: string): string[] => text.normalize("NFKD").match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];

/**
 * Any text as part of a formula. Letters have the form that the language gives them (NFKC), so that `ϕ` is `\varphi`. `other`
 * writes what mathematics has no letter for; what it gets holds nothing that LaTeX reads as a command.
 */
export function latex_letters(text: string, other = as_text): string {
  return clusters_of(text)
    .map((one) => cluster(/^\p{M}/u.test(one) ? ` ${one}` : one, other))
    .join("");
}

/** A name: one letter stands by itself, several are one word. */
export function latex_word(name: string, other = as_text): string {
  const letters = latex_letters(name, other);
  if (clusters_of(name).length !== 1 || !/\p{L}/u.test(name)) return `\\mathit{${letters}}`;
  return letters.replace(/^\{(\\[a-z]+)\}$/i, "$1");
}
