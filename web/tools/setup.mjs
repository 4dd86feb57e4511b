// `node web/tools/setup.mjs [--tests]`: looks for what the project needs, installs what is missing or says how to.
// Runs before `npm ci`, so it uses nothing but Node itself.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output, root, run, say, stop, which } from "./machine.mjs";
import { needs } from "./needs.mjs";

/**
 * Brings the machine to where the project builds (and, with tests, can be tested; with coverage, measured). Ends the
 * process where it cannot.
 */
export function setup({ tests, coverage = false }) {
  checkNode();
  const asked = needs.filter((need) => (tests || !need.tests) && (coverage || !need.coverage));
  const wanted = asked.filter((need) => process.platform === "linux" || !need.linux);
  for (const { name } of asked.filter((need) => !wanted.includes(need)))
    say(`setup: ${name} cannot be had on this system; the tests in it are left out`);
  const missing = wanted.filter((need) => {
    const there = need.there();
    say(`setup: ${need.name} ${there ? "is there" : "is missing"}`);
    return !there;
  });
  if (missing.length > 0) {
    install(missing);
    const still = missing.filter((need) => !need.there());
    if (still.length > 0) stop(["Installed, yet not found:", ...still.map((need) => `  ${need.name}: ${need.from}`)]);
  }
  installNodeModules();
}

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 20) return;
  stop(`Bothways needs Node 20 or newer, and this is ${process.version}: https://nodejs.org/en/download`);
}

/** What installing needs of the machine. `willing`: BW_INSTALL=no keeps everything from being installed. */
const here = {
  platform: process.platform,
  root: process.getuid?.() === 0,
  willing: process.env.BW_INSTALL !== "no",
  ...{ which, output, run, say, stop },
};

/** Installs packages with apt, after it said which, by whom and how to go without; where it cannot, says what to run. */
export function install(missing, machine = here) {
  const { say, stop } = machine;
  const names = (manager) => missing.flatMap((need) => need[manager]);
  if (machine.which("apt-get")) {
    const admin = machine.root ? [] : ["sudo", "-n"];
    const apt = ["apt-get", "install", "-y", "--no-install-recommends", ...names("apt")];
    const by_hand = ["", `  sudo ${apt.join(" ")}`];
    const may = machine.willing && (machine.root || machine.output("sudo", ["-n", "true"]) !== null);
    if (!may) stop(["Packages are missing. Please run:", ...by_hand]);
    say(`setup: will now install, ${machine.root ? "as root" : "by sudo"}: ${names("apt").join(" ")} (some minutes)`);
    say("setup: to go without, stop this with Ctrl+C; with BW_INSTALL=no it only says what to install, and ends");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const quiet = (args) => {
      const [program, ...rest] = [...admin, ...args];
      return machine.run(program, rest, { env, stdio: ["ignore", "ignore", "inherit"] });
    };
    if (!quiet(["apt-get", "update", "-q"])) say("setup: apt-get update failed; trying with the lists that are here");
    if (!quiet(apt)) stop(["The packages could not be installed. Please run:", ...by_hand]);
  } else if (machine.platform === "darwin") {
    const casks = names("brew").map((name) => `brew install ${name}`);
    stop(["Packages are missing. Please run:", "", ...casks.map((line) => `  ${line}`)]);
  } else {
    const lines = missing.map((need) => `  ${need.name}: ${need.from}`);
    stop(["Please install what is missing, then try again:", "", ...lines]);
  }
}

/** Runs `npm ci` when node_modules is missing or older than package-lock.json. */
function installNodeModules() {
  const lock = join(root, "package-lock.json");
  const mark = join(root, "node_modules", ".package-lock.json");
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) {
    say("setup: node_modules is there");
    return;
  }
  say("setup: npm ci");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const [program, ...args] = [...npm, "ci", "--no-audit", "--no-fund"];
  if (!run(program, args)) stop("npm ci failed: see above.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setup({ tests: process.argv.includes("--tests") });
