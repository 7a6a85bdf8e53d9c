// Finds the browser that the end-to-end tests drive, and installs one where it can.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium or Chrome on this machine, null when there is none. `CHROME_PATH` names another one. */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) return existsSync(named) ? named : null;
  return [...PLACES, ...playwrightsOwn()].find((path) => existsSync(path)) ?? null;
}

function playwrightsOwn() {
  const folders = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache/ms-playwright"),
    join(homedir(), "Library/Caches/ms-playwright"),
  ];
  return folders
    .filter((folder) => folder && existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .flatMap((folder) => [join(folder, "chrome-linux/chrome"), join(folder, "chrome-linux64/chrome")]);
}

/** Makes sure that there is a browser (and a Chinese font for its pictures), or says what to do and ends. */
export function ensureBrowser() {
  if (findBrowser()) return;
  console.error("Installing a browser for the tests …");
  const run = (command, args) =>
    spawnSync(command, args, {
      stdio: ["ignore", process.stderr, "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync("/usr/bin/apt-get")) {
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
  }
  if (!findBrowser()) run(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"]);
  if (findBrowser()) return;
  console.error(
    "No browser was found and none could be installed. Install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), or name one: CHROME_PATH=/path/to/chrome npm test",
  );
  process.exit(1);
}
