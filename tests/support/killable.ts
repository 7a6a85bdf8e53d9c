import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { dialect } from "#db/dialect";
import { freshPostgres } from "#tests/support/database";

/** Looks at a database from outside while another process works on it. */
export type Watch = {
  /** Whether that process has a transaction open at this moment. */
  busy(): Promise<boolean>;
  close(): Promise<void>;
};

export type Place = { url: string; watch: () => Promise<Watch>; copy: () => Promise<Place>; drop: () => Promise<void> };

/** A database that may be copied while nobody is connected to it, and watched while somebody is. */
export async function makePlace(template?: string): Promise<Place> {
  return dialect === "postgres" ? postgresPlace(template) : sqlitePlace(template);
}

async function sqlitePlace(template?: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-kill-"));
  const url = join(folder, "city.sqlite");
  if (template) copyFileSync(template, url);
  return {
    url,
    async watch() {
      const connection = new Database(url, { timeout: 0 });
      return {
        async busy() {
          try {
            connection.exec("BEGIN IMMEDIATE; ROLLBACK");
            return false;
          } catch {
            return true;
          }
        },
        close: async () => void connection.close(),
      };
    },
    copy: () => sqlitePlace(url),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(template?: string): Promise<Place> {
  const { url, drop } = await freshPostgres(template);
  const name = new URL(url).pathname.slice(1);
  return {
    url,
    async watch() {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
      await client.connect();
      const open = "select 1 from pg_stat_activity where datname = $1 and xact_start is not null";
      return { busy: async () => (await client.query(open, [name])).rows.length > 0, close: () => client.end() };
    },
    copy: () => postgresPlace(name),
    drop: async () => void (await drop()),
  };
}

const pause = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));

export type Ended = { code: number | null; signal: string | null; said: string };

/** The command line in a process of its own. */
export function startWutong(url: string, args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, ["bin/wutong.ts", ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<Ended>((resolve) => child.on("close", (code, signal) => resolve({ code, signal, said })));
  return { child, ended };
}

/** Runs a command and kills it `afterMs` after its first transaction was seen open; null: lets it run, and measures. */
export async function runAndKill(place: Place, args: string[], afterMs: number | null) {
  const watch = await place.watch();
  const { child, ended } = startWutong(place.url, args);
  const over = () => child.exitCode !== null || child.signalCode !== null;
  while (!over() && !(await watch.busy())) await pause(1);
  const began = performance.now();
  if (afterMs !== null) {
    await pause(afterMs);
    child.kill("SIGKILL");
  } else {
    while (!over() && (await watch.busy())) await pause(1);
  }
  const ms = performance.now() - began;
  const result = await ended;
  // A server goes on with what it has received: what it has not noted by now it will never note.
  while (await watch.busy()) await pause(5);
  await watch.close();
  return { ...result, ms };
}
