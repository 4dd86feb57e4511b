// What setup says before it installs anything, and that it can be kept from it: on machines that are only played.
import { expect, test } from "vitest";
import { install } from "../../web/tools/setup.mjs";

const missing = [
  { name: "Ninja", there: () => false, apt: ["ninja-build"], brew: ["ninja"], from: "https://ninja-build.org" },
  { name: "gcovr", there: () => false, apt: ["gcovr"], brew: ["gcovr"], from: "https://gcovr.com" },
];

/** All that is said and run on a machine, in order; the end of the process is the last of it. */
function played(machine: Partial<NonNullable<Parameters<typeof install>[1]>>): string[] {
  const done: string[] = [];
  const end = new Error("ended");
  try {
    install(missing, {
      platform: "linux",
      root: false,
      willing: true,
      which: (name: string) => `/usr/bin/${name}`,
      output: () => "",
      run: (program: string, args: string[]) => done.push(`run: ${[program, ...args].join(" ")}`) > 0,
      say: (line: string) => void done.push(line),
      stop: (lines: string | string[]) => {
        done.push(`stop: ${[lines].flat().join("\n")}`);
        throw end;
      },
      ...machine,
    });
  } catch (thrown) {
    if (thrown !== end) throw thrown;
  }
  return done;
}

const packages = "ninja-build gcovr";
const apt = `apt-get install -y --no-install-recommends ${packages}`;

test.each([
  ["by sudo", false, "sudo -n "],
  ["as root", true, ""],
] as const)("%s: what will be installed and how to go without are said first", (by, root, before) => {
  const [what, without, ...then] = played({ root });
  expect(what).toContain(`${by}: ${packages}`);
  expect(without).toContain("to go without");
  expect(without).toContain("BW_INSTALL=no");
  expect(then).toEqual([`run: ${before}apt-get update -q`, `run: ${before}${apt}`]);
});

test.each([
  ["BW_INSTALL=no", { willing: false }],
  ["BW_INSTALL=no, as root", { willing: false, root: true }],
  ["sudo asks for a password", { output: () => null }],
] as const)("%s: nothing is run, and the line to run is said", (_, machine) => {
  expect(played(machine)).toEqual([`stop: Packages are missing. Please run:\n\n  sudo ${apt}`]);
});

test("an installation that fails ends with the line to run", () => {
  const done = played({ run: (_, args) => args.includes("update") });
  expect(done.at(-1)).toBe(`stop: The packages could not be installed. Please run:\n\n  sudo ${apt}`);
});

test.each([
  ["darwin", "  brew install ninja\n  brew install gcovr"],
  ["linux", "  Ninja: https://ninja-build.org\n  gcovr: https://gcovr.com"],
] as const)("without apt, on %s, nothing is run, and who has it is said", (platform, lines) => {
  const [said, ...more] = played({ platform, which: () => null });
  expect(said).toContain(lines);
  expect(more).toEqual([]);
});
