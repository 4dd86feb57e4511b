// What a machine needs to build and test the project, how to see that it is there, and who packages it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium, firefox, minibrowser, output, which } from "./machine.mjs";

const includeFolders = ["/usr/include", "/usr/include/eigen3", "/usr/local/include", "/usr/local/include/eigen3"];
includeFolders.push("/opt/homebrew/include", "/opt/homebrew/include/eigen3");
const header = (file) => () => includeFolders.some((folder) => existsSync(join(folder, file)));

/** True when some `cmake` of at least 3.21 is there, which reads our presets. */
function cmakeIsThere() {
  const version = output("cmake", ["--version"])?.match(/(\d+)\.(\d+)/);
  return version != null && (Number(version[1]) > 3 || Number(version[2]) >= 21);
}

/** The places in which engine/emscripten.cmake looks, too. */
function emscriptenIsThere() {
  const module = "cmake/Modules/Platform/Emscripten.cmake";
  const roots = ["/usr/share/emscripten"];
  if (process.env.EMSDK) roots.push(join(process.env.EMSDK, "upstream", "emscripten"));
  if (roots.some((folder) => existsSync(join(folder, module)))) return true;
  const named = which("em-config") && output("em-config", ["EMSCRIPTEN_ROOT"]);
  return Boolean(named) && existsSync(join(named, module));
}

/** Links a small program: the runtime of the sanitizers is a package of its own. */
function sanitizersAreThere() {
  const args = ["-fsanitize=address,undefined", "-x", "c++", "-", "-o", "/dev/null"];
  return which("clang++") !== null && output("clang++", args, { input: "#include <vector>\nint main() {}\n" }) !== null;
}

/** The same of libFuzzer; Apple's clang comes without it. */
function fuzzerIsThere() {
  const source =
    '#include <cstddef>\nextern "C" int LLVMFuzzerTestOneInput(const unsigned char*, std::size_t) { return 0; }\n';
  const args = ["-fsanitize=fuzzer,address,undefined", "-x", "c++", "-", "-o", "/dev/null"];
  return which("clang++") !== null && output("clang++", args, { input: source }) !== null;
}

/**
 * name: for people. there(): is it installed? apt, brew: package names. from: where others get it.
 * tests: only the tests need it; coverage: only the measurement of what they run; linux: there is none elsewhere.
 */
export const needs = [
  { name: "CMake 3.21", there: cmakeIsThere, apt: ["cmake"], brew: ["cmake"], from: "https://cmake.org/download" },
  {
    name: "Ninja",
    there: () => which("ninja") !== null,
    apt: ["ninja-build"],
    brew: ["ninja"],
    from: "https://ninja-build.org",
  },
  {
    name: "a C++20 compiler",
    there: () => ["c++", "g++", "clang++"].some((name) => which(name) !== null),
    apt: ["g++"],
    brew: [],
    from: "GCC 12 or Clang 14, or newer (macOS: xcode-select --install)",
  },
  {
    name: "Eigen 3",
    there: header("Eigen/Core"),
    apt: ["libeigen3-dev"],
    brew: ["eigen"],
    from: "https://eigen.tuxfamily.org",
  },
  {
    name: "nlohmann/json",
    there: header("nlohmann/json.hpp"),
    apt: ["nlohmann-json3-dev"],
    brew: ["nlohmann-json"],
    from: "https://github.com/nlohmann/json",
  },
  {
    name: "doctest",
    there: header("doctest/doctest.h"),
    apt: ["doctest-dev"],
    brew: ["doctest"],
    from: "https://github.com/doctest/doctest",
  },
  {
    name: "Emscripten",
    there: emscriptenIsThere,
    apt: ["emscripten"],
    brew: ["emscripten"],
    from: "https://emscripten.org/docs/getting_started/downloads.html (then set EMSDK)",
  },
  {
    name: "Chromium",
    there: () => chromium() !== null,
    apt: ["chromium"],
    brew: ["--cask chromium"],
    from: "any Chromium or Chrome (then set CHROMIUM to its program)",
    tests: true,
  },
  {
    name: "Firefox",
    there: () => firefox() !== null,
    apt: ["firefox-esr"],
    brew: ["--cask firefox"],
    from: "https://www.mozilla.org/firefox (then set FIREFOX to its program)",
    tests: true,
  },
  {
    name: "WebKitGTK with its driver, and Xvfb",
    there: () => minibrowser() !== null && ["WebKitWebDriver", "Xvfb"].every((name) => which(name) !== null),
    apt: ["webkit2gtk-driver", "xvfb"],
    brew: [],
    from: "https://webkitgtk.org and https://www.x.org (then set MINIBROWSER to its program)",
    tests: true,
    linux: true,
  },
  {
    name: "Clang with sanitizers and libFuzzer",
    there: () => sanitizersAreThere() && fuzzerIsThere(),
    apt: ["clang", "libclang-rt-dev"],
    brew: ["llvm"],
    from: "https://releases.llvm.org",
    tests: true,
  },
  {
    name: "clang-tidy",
    there: () => which("clang-tidy") !== null,
    apt: ["clang-tidy"],
    brew: ["llvm"],
    from: "https://releases.llvm.org",
    tests: true,
  },
  {
    name: "clang-format",
    there: () => which("clang-format") !== null,
    apt: ["clang-format"],
    brew: ["clang-format"],
    from: "https://releases.llvm.org",
    tests: true,
  },
  {
    name: "gcovr",
    there: () => which("gcovr") !== null,
    apt: ["gcovr"],
    brew: ["gcovr"],
    from: "https://gcovr.com",
    coverage: true,
  },
];
