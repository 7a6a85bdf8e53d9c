import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { type Db, openDatabase, useDatabase } from "#db/client";
import { dialect } from "#db/dialect";

/**
 * A fresh, migrated database for this test file, of whichever kind the project under test names:
 * a SQLite file in a folder of its own, or a PostgreSQL database made from the migrated template.
 */
export function freshDatabase(): () => Db {
  let db: Db | undefined;
  let drop: () => Promise<void> | void = () => {};
  beforeAll(async () => {
    const made = dialect === "postgres" ? await freshPostgres() : freshSqlite();
    drop = made.drop;
    db = await openDatabase(made.url);
    await db.migrate();
    useDatabase(db);
  }, 60_000);
  afterAll(async () => {
    useDatabase(undefined);
    await db?.close();
    await drop();
  });
  return () => {
    if (!db) throw new Error("the database opens in beforeAll");
    return db;
  };
}

function freshSqlite() {
  const folder = mkdtempSync(join(tmpdir(), "wutong-"));
  return { url: join(folder, "test.sqlite"), drop: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function freshPostgres(template?: string) {
  const server = process.env.DATABASE_URL ?? "";
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name}${template ? ` template ${template}` : ""}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}
