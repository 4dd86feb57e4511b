// Debian's copyright files (machine-readable, version 1.0): of some files of a package, who wrote them and under which licence.

/** The names that Debian gives, as SPDX writes them; a tilde and what follows tells two texts of one licence apart. */
const kSpdx = {
  expat: "MIT",
  "mpl-2": "MPL-2.0",
  "bsd-2-clause": "BSD-2-Clause",
  "bsd-3-clause": "BSD-3-Clause",
  "apache-2.0 with llvm exception": "Apache-2.0 WITH LLVM-exception",
  ncsa: "NCSA",
  isc: "ISC",
  "fsfullr~sun": "LicenseRef-Sun",
  "misc~nagy": "LicenseRef-Nagy",
};

function spdx(name) {
  const small = name.trim().toLowerCase();
  return kSpdx[small] ?? kSpdx[small.replace(/~.*$/, "")] ?? name.trim();
}

/** `Expat or NCSA~LLVM` → `MIT OR NCSA`. */
function expression(debian) {
  return debian
    .split(/ and /i)
    .map((part) => part.split(/ or /i).map(spdx).join(" OR "))
    .join(" AND ");
}

/** Paragraphs of fields; a field keeps its lines, without the space before them, and a lone full stop is an empty line. */
function paragraphs(text) {
  return text.split(/\n[ \t]*\n/).map((paragraph) => {
    const fields = new Map();
    let name = "";
    for (const line of paragraph.split("\n")) {
      const begun = /^([A-Za-z-]+):(.*)$/.exec(line);
      if (begun) name = begun[1].toLowerCase();
      const more = begun ? begun[2].trim() : line.trim() === "." ? "" : line.replace(/^ /, "");
      fields.set(name, begun || !fields.has(name) ? more : `${fields.get(name)}\n${more}`);
    }
    return fields;
  });
}

/** Whether a pattern of a Files field, in which * stands for any letters, is for that file. */
function covers(pattern, file) {
  return new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
  ).test(file);
}

/** Of each file the last paragraph that covers it holds. Gives the licences in SPDX, and who wrote what with all texts. */
export function copyright_of(text, files) {
  const all = paragraphs(text);
  const found = new Set();
  for (const file of files) {
    const mine = all.filter((one) =>
      (one.get("files") ?? "").split(/\s+/).some((pattern) => pattern && covers(pattern, file)),
    );
    const last = mine.at(-1);
    if (!last) throw new Error(`Debian's copyright file says nothing of ${file}.`);
    found.add(last);
  }
  const names = [...found].map((one) => one.get("license").split("\n")[0].trim());
  const needed = new Set(names.flatMap((name) => name.split(/ and | or /i)).map((name) => name.trim()));
  const texts = all.filter((one) => !one.has("files") && needed.has((one.get("license") ?? "").split("\n")[0].trim()));
  const holders = [...found].map(
    (one) => `Copyright ${one.get("copyright").trim()}\nLicence: ${one.get("license").trim()}`,
  );
  return {
    licences: [...new Set(names.map(expression))],
    body: [...holders, ...texts.map((one) => one.get("license").trim())].join("\n\n"),
  };
}
