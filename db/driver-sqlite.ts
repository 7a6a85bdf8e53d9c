import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import type { Driver, HealthFact, Reader, Writer } from "./client.ts";
import { migrationFact, migrationsFolder } from "./migrations.ts";
import * as schema from "./schema.ts";

const OLDEST_SQLITE = [3, 51, 3] as const; // earlier versions can corrupt a WAL database on a concurrent checkpoint
const BUSY_MS = 10_000;
const PRAGMAS = { journal_mode: "wal", synchronous: 2, foreign_keys: 1, busy_timeout: BUSY_MS } as const;

export async function openSqlite(path: string): Promise<Driver> {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const writer = connect(path);
  const reading = connect(path);
  reading.pragma("query_only = ON");
  const write = drizzle(writer, { schema, casing: "snake_case" });
  let turn: Promise<unknown> = Promise.resolve();

  return {
    reader: drizzle(reading, { schema, casing: "snake_case" }) as unknown as Reader,
    // better-sqlite3 cannot hold an async callback in its own transaction(), and drizzle's is deferred (a lock
    // upgrade fails at once): writers queue here and say BEGIN IMMEDIATE themselves.
    begin(work) {
      const mine = turn.then(async () => {
        writer.exec("BEGIN IMMEDIATE");
        try {
          const result = await work(write as unknown as Writer);
          writer.exec("COMMIT");
          return result;
        } catch (error) {
          if (writer.inTransaction) writer.exec("ROLLBACK");
          throw error;
        }
      });
      turn = mine.catch(() => {});
      return mine;
    },
    isConflict: (error) => /^SQLITE_BUSY/.test(sqliteError(error)?.code ?? ""),
    uniqueViolation: (error) => violatedIndex(writer, sqliteError(error)),
    migrate: async () => migrate(write, { migrationsFolder: migrationsFolder("sqlite") }),
    health: async () => [...settingsOf(reading), migrationFact("sqlite", appliedMigrations(reading))],
    close: async () => {
      await turn;
      reading.close();
      writer.close();
    },
  };
}

function connect(path: string): Database.Database {
  const connection = new Database(path);
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL"); // a reopened WAL database falls back to NORMAL and may lose a commit
  connection.pragma("foreign_keys = ON");
  connection.pragma(`busy_timeout = ${BUSY_MS}`);
  const failed = settingsOf(connection).find((fact) => !fact.ok);
  if (failed) throw new Error(`SQLite is not safe to use here: ${failed.name} is ${failed.detail}`);
  return connection;
}

function settingsOf(connection: Database.Database): HealthFact[] {
  const version = String(connection.prepare("select sqlite_version()").pluck().get());
  const parts = version.split(".").map(Number);
  const older = OLDEST_SQLITE.map((wanted, i) => Math.sign((parts[i] ?? 0) - wanted)).find((sign) => sign !== 0) === -1;
  const facts = [{ name: "sqlite", ok: !older, detail: version }];
  for (const [name, wanted] of Object.entries(PRAGMAS)) {
    const value = connection.pragma(name, { simple: true });
    const inMemory = name === "journal_mode" && connection.memory;
    facts.push({ name, ok: value === wanted || inMemory, detail: String(value) });
  }
  return facts;
}

function appliedMigrations(connection: Database.Database): number {
  const made = connection.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get();
  return made ? Number(connection.prepare("select count(*) from __drizzle_migrations").pluck().get()) : 0;
}

type SqliteError = { code: string; message: string };

function sqliteError(error: unknown): SqliteError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && at.code.startsWith("SQLITE")) return at as Error & SqliteError;
  }
  return undefined;
}

/** SQLite names the columns (`units.building_id, units.room_no`), PostgreSQL the index: answer the index for both. */
function violatedIndex(connection: Database.Database, error: SqliteError | undefined): string | null {
  if (!error || !["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"].includes(error.code)) return null;
  const list = error.message.split(": ")[1] ?? "";
  const named = /^index '(.+)'$/.exec(list);
  if (named?.[1]) return named[1];
  const columns = list.split(", ");
  const table = columns[0]?.split(".")[0] ?? "";
  const names = columns.map((column) => column.split(".")[1] ?? "").join();
  const indexes = connection.prepare("select name from pragma_index_list(?) where [unique] = 1").pluck().all(table);
  for (const index of indexes) {
    const its = connection.prepare(
      "select group_concat(name) from (select name from pragma_index_info(?) order by seqno)",
    );
    if (its.pluck().get(index) === names) return String(index);
  }
  return table;
}
