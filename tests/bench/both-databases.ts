import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startPostgres } from "../../bin/embedded-postgres.ts";
import type { Measured } from "./report.ts";

/** Runs a measuring script on both databases, each in a process of its own with its database in DATABASE_URL. */
export async function onBothDatabases(script: string, args: readonly string[] = []): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-bench-"));
  const server = await startPostgres({ durable: true });
  try {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query("create database bench");
    await client.end();
    const postgres = new URL(server.url);
    postgres.pathname = "/bench";
    return [run(script, args, join(folder, "bench.sqlite")), run(script, args, postgres.href)];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(script: string, args: readonly string[], url: string): Measured {
  const done = spawnSync(process.execPath, [script, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: url },
  });
  if (done.status !== 0) throw new Error(`${script} could not be measured: see above`);
  return JSON.parse(done.stdout) as Measured;
}
