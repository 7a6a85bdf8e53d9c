import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../../bin/embedded-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A SQLite file and a PostgreSQL database that hold the whole demo; tests work on copies. */
    demoFile: string;
    demoServer: string;
    demoDatabase: string;
  }
}

const DATABASE = "demo";

/** Fills the demo once for each database, by the command that users run, at its full size. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "wutong-e2e-"));
  const file = join(folder, "demo.sqlite");
  const server = await startPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${DATABASE}`).finally(() => client.end());
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  await Promise.all([seed(file), seed(url.href)]);
  project.provide("demoFile", file);
  project.provide("demoServer", server.url);
  project.provide("demoDatabase", DATABASE);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

function seed(databaseUrl: string): Promise<void> {
  const env = { ...process.env, ...demoSettings("http://localhost:3000"), DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, ["bin/wutong.ts", "seed"], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-2000)));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`seeding failed: ${said}`))));
  });
}

export const demoSettings = (origin: string) => ({
  WUTONG_URL: origin,
  WUTONG_DEMO: "1",
  WUTONG_SECRET: "a secret that is only used by the tests",
  WUTONG_DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
  LOG_LEVEL: "error",
});
