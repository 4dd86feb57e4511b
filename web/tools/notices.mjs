// THIRD-PARTY-NOTICES.txt: whose work is in what we ship, under which licence, from the lock file and from Debian's copyright files.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { copyright_of } from "./copyright.mjs";
import { root } from "./machine.mjs";

export const kNotices = "THIRD-PARTY-NOTICES.txt";

/** Licences, as SPDX names them, under which we ship the work of others. LicenseRef-Sun asks that its notice is kept, and nothing else. */
export const kAllowed = [
  ...["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "NCSA"],
  ...["Apache-2.0 WITH LLVM-exception", "LicenseRef-Sun", "LicenseRef-Nagy"],
];

/** Packages that the page's own ask for, and of which nothing is shipped. */
const kNotShipped = ["@types/trusted-types", "@lit-labs/ssr-dom-shim"]; // types; and what stands for a DOM on servers

/** What is compiled into engine.wasm: files that stand for each licence in it, by their names in Debian's source package. */
export const kCompiled = [
  {
    name: "Eigen",
    debian: "libeigen3-dev",
    source: "https://gitlab.com/libeigen/eigen",
    files: ["Eigen/src/Core/Matrix.h"],
  },
  {
    name: "JSON for Modern C++",
    debian: "nlohmann-json3-dev",
    source: "https://github.com/nlohmann/json",
    files: ["json.hpp", "detail/conversions/to_chars.hpp", "detail/output/serializer.hpp"].map(
      (name) => `include/nlohmann/${name}`,
    ),
  },
  {
    name: "Emscripten, with musl and LLVM's libraries",
    debian: "emscripten",
    source: "https://github.com/emscripten-core/emscripten",
    files: [
      ...["emmalloc.cpp", "libc/musl/src/string/strlen.c", "libc/musl/src/math/exp2.c", "libc/musl/src/math/fma.c"],
      ...["libc/musl/src/math/__rem_pio2.c", "libc/musl/src/stdlib/qsort.c", "libc/musl/src/search/tsearch.c"],
      ...["libcxx/src/string.cpp", "libcxxabi/src/cxa_exception.cpp", "libunwind/src/libunwind.cpp"],
      "compiler-rt/lib/builtins/multi3.c",
    ].map((name) => `system/lib/${name}`),
  },
];

/** An SPDX expression without brackets: all parts that are joined by AND, one of those joined by OR. */
export function allowed(expression) {
  return expression
    .replace(/[()]/g, "")
    .split(" AND ")
    .every((part) => part.split(" OR ").some((one) => kAllowed.includes(one.trim())));
}

function refused(name, licence) {
  return new Error(
    `${name} is under ${licence || "no licence that it names"}, which is not on the list of web/tools/notices.mjs: read it, then add it there or take ${name} out.`,
  );
}

/** What the lock file says is installed for the page, with the text of each licence. `at`: the folder of node_modules. */
export function shipped(lock, at = root) {
  const found = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);
  return found.flatMap(([path, { version, license = "" }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    if (kNotShipped.includes(name)) return [];
    if (!allowed(license)) throw refused(name, license);
    const folder = join(at, path);
    const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(one));
    if (!file) throw new Error(`${name} ships no text of its licence (${license}).`);
    return [{ name: `${name} ${version}`, licence: license, text: readFileSync(join(folder, file), "utf8").trim() }];
  });
}

/** What is compiled in. `text_of` gives the copyright file of a Debian package, or null where there is none. */
export function compiled(text_of = debian_text) {
  return kCompiled.map(({ name, debian, source, files }) => {
    const text = text_of(debian);
    if (text === null)
      return {
        ...{ name, licence: "see its sources", complete: false },
        text: `Its licence is not on the machine that built this: ${source} has it.`,
      };
    const { licences, body } = copyright_of(text, files);
    for (const one of licences) if (!allowed(one)) throw refused(name, one);
    return {
      ...{ name, licence: licences.join(", "), complete: true },
      text: `In engine.wasm, and unchanged; the source is at ${source}\n\n${body}`,
    };
  });
}

function debian_text(name) {
  const file = `/usr/share/doc/${name}/copyright`;
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/** The whole text, and whether every licence was found. Throws on a licence that is not on the list. */
export function notices() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const all = [...compiled(), ...shipped(lock)];
  const texts = new Map();
  for (const { name, licence, text } of all) texts.set(text, [...(texts.get(text) ?? []), `${name} (${licence})`]);
  const line = "=".repeat(80);
  const parts = [...texts].map(([text, names]) => `${line}\n${names.join("\n")}\n${line}\n\n${text}\n`);
  const head =
    "Bothways is made of its own work, which is under the MIT licence, and of the work of others that is named here, each under\nits own licence. Eigen is under the Mozilla Public License 2.0: its source is to be had where it says.\n";
  return { text: `${head}\n${parts.join("\n")}`, complete: all.every(({ complete }) => complete !== false) };
}
