import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildOnce } from "./build.ts";
import { explain, Failed } from "./failures.ts";
import { needPort, portOf } from "./ports.ts";
import { serve, untilHealthy } from "./serve.ts";
import { loadSettings } from "./settings.ts";

const HELP = `npm run demo -- [options]
  --port N     serve at http://localhost:N (3000)
  --postgres   on a PostgreSQL server of its own instead of SQLite; its data goes when the demo stops
  --fresh      make the demo's data anew
`;
const FILE = ".data/demo.sqlite";

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "3000" },
      postgres: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await demo(portOf(values.port), values);
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}

async function demo(port: number, { postgres, fresh }: { postgres: boolean; fresh: boolean }): Promise<number> {
  const origin = `http://localhost:${port}`;
  await needPort(port, "localhost");
  loadSettings({ local: true });
  Object.assign(process.env, { WUTONG_URL: origin, WUTONG_DEMO: "1" });
  buildOnce();
  // Loaded only where it is wanted: it takes over the process's exit.
  const server = postgres ? await (await import("./embedded-postgres.ts")).startPostgres() : null;
  try {
    process.env.DATABASE_URL = server?.url ?? FILE;
    if (server) seed(server.url);
    else seedFile(fresh);
    const { child, ended } = serve(port, "localhost");
    await Promise.race([
      untilHealthy(origin),
      ended.then(() => Promise.reject(new Failed("the server ended: see above"))),
    ]);
    if (child.exitCode === null)
      console.error(`\nWutong is at ${origin} (one click signs in: ${origin}/demo). Ctrl-C stops it.\n`);
    return await ended;
  } finally {
    await server?.stop();
  }
}

/** The demo's file appears whole or not at all: it is filled under another name first. */
function seedFile(fresh: boolean): void {
  if (fresh) remove(FILE);
  if (existsSync(FILE)) {
    wutong(FILE, ["migrate"]);
    return;
  }
  mkdirSync(".data", { recursive: true });
  const part = `${FILE}.part`;
  remove(part);
  seed(part);
  renameSync(part, FILE);
}

function remove(file: string): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
}

function seed(url: string): void {
  wutong(url, ["seed"]);
}

function wutong(url: string, args: string[]): void {
  const done = spawnSync(process.execPath, ["bin/wutong.ts", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DATABASE_URL: url },
  });
  if (done.status !== 0) throw new Failed("the demo's data could not be made: see above");
}
