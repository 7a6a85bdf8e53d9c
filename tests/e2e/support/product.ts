import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { freePort } from "../../../bin/ports.ts";
import { untilHealthy } from "../../../bin/serve.ts";
import { demoSettings } from "./templates.ts";

export type Kind = "sqlite" | "postgres";
/** `database` is the address of the copy it works on, for tests that must read what no page shows. */
export type Product = {
  origin: string;
  database: string;
  process: ChildProcess;
  stop: () => Promise<number | null>;
};

/** The built product, as `npm start` serves it, on a copy of the demo of its own. */
export async function startProduct(kind: Kind): Promise<Product> {
  const data = kind === "sqlite" ? copyFile() : await copyDatabase();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["bin/start.ts", "--port", String(port)], {
    env: { ...process.env, ...demoSettings(origin), DATABASE_URL: data.url, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said = (said + chunk).slice(-4000)));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  await Promise.race([untilHealthy(origin, 60), ended]).catch((error: unknown) => {
    child.kill();
    throw new Error(`${error}\n${said}`);
  });
  if (child.exitCode !== null) throw new Error(`the product ended: ${said}`);
  return {
    origin,
    database: data.url,
    process: child,
    stop: async () => {
      child.kill("SIGTERM");
      const code = await ended;
      await data.drop();
      return code;
    },
  };
}

function copyFile() {
  const folder = mkdtempSync(join(tmpdir(), "wutong-e2e-"));
  const url = join(folder, "copy.sqlite");
  copyFileSync(inject("demoFile"), url);
  return { url, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

let copies = 0;

async function copyDatabase() {
  const server = inject("demoServer");
  const name = `copy_${process.pid}_${++copies}`;
  await onServer(server, `create database ${name} template ${inject("demoDatabase")}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database if exists ${name} with (force)`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
