import { type ChildProcess, spawn } from "node:child_process";

const STOPPED = 143; // what Next answers when SIGTERM has ended it in good order

export type Serving = { child: ChildProcess; ended: Promise<number> };

/**
 * Serves the built product until it is told to stop; SIGTERM and SIGINT let requests under way finish.
 * On this machine only the name `localhost` will do: Next compares addresses by it when a page is rewritten.
 */
export function serve(port: number, host: string): Serving {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", host], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXTAUTH_URL: process.env.WUTONG_URL, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const stop = () => child.kill("SIGTERM");
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const ended = new Promise<number>((resolve) =>
    child.on("exit", (code) => resolve(code === STOPPED ? 0 : (code ?? 1))),
  );
  return { child, ended };
}

/** Waits until the product answers that it is healthy; rejects after `seconds`. */
export async function untilHealthy(origin: string, seconds = 30): Promise<void> {
  for (let tries = 0; tries < seconds * 5; tries++) {
    const answer = await fetch(`${origin}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
  throw new Error(`${origin} did not become healthy within ${seconds} s`);
}
