import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { freePort } from "../../bin/ports.ts";

const NEXT = "node_modules/next/dist/bin/next";
const quiet = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;

export type Server = { origin: string; peakMemoryMb: () => number | null; stop: () => Promise<void> };

export function build(folder: string): void {
  const done = spawnSync(process.execPath, [NEXT, "build", folder], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...quiet },
  });
  if (done.status !== 0) throw new Error(`${folder} could not be built: see above`);
}

/** Serves a built folder on a free port of this machine only, and waits until `path` answers. */
export async function start(
  folder: string,
  path: string,
  env: (origin: string) => Record<string, string> = () => ({}),
): Promise<Server> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [NEXT, "start", folder, "-p", String(port), "-H", "localhost"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...quiet, ...env(origin) },
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(0, 2000);
  });
  for (let tries = 0; tries < 150; tries++) {
    if ((await fetch(origin + path).catch(() => null))?.ok)
      return { origin, peakMemoryMb: () => peakOf(child), stop: () => stop(child) };
    if (child.exitCode !== null) break;
    await new Promise((wake) => setTimeout(wake, 200));
  }
  await stop(child);
  throw new Error(`${folder} did not answer at ${path}: ${said}`);
}

/** The most memory the server has held: Linux keeps it, elsewhere it is not told. */
function peakOf(child: ChildProcess): number | null {
  try {
    const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
    return kb ? Math.round(Number(kb) / 1024) : null;
  } catch {
    return null;
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
