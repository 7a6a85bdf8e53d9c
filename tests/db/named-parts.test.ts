import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dialect } from "#db/dialect";
import { migrationsFolder } from "#db/migrations";
import { freshPostgres } from "#tests/support/database";

// A database from before parts were named scheme/part, brought up to date by the migrations themselves.

type Raw = { run: (sql: string) => Promise<unknown>; rows: (sql: string) => Promise<Record<string, unknown>[]> };
let raw: Raw;
let close: () => Promise<void> | void = () => {};

const NAMED = "0005_scheme-parts-named.sql";

const statements = (wanted: (file: string) => boolean): string[] =>
  readdirSync(migrationsFolder(dialect))
    .filter((file) => file.endsWith(".sql") && wanted(file))
    .sort()
    .flatMap((file) => readFileSync(join(migrationsFolder(dialect), file), "utf8").split("--> statement-breakpoint"));

/** In one transaction, as the migrator does. */
async function migrated(wanted: (file: string) => boolean): Promise<void> {
  await raw.run("begin");
  for (const one of statements(wanted)) await raw.run(one);
  await raw.run("commit");
}

beforeAll(async () => {
  raw = dialect === "postgres" ? await postgres() : sqlite();
  await migrated((file) => file < NAMED);
}, 60_000);
afterAll(() => close());

function sqlite(): Raw {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = OFF");
  close = () => {
    db.close();
  };
  return {
    run: async (sql) => db.exec(sql),
    rows: async (sql) => db.prepare(sql).all() as Record<string, unknown>[],
  };
}

async function postgres(): Promise<Raw> {
  const { url, drop } = await freshPostgres();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set session_replication_role = replica");
  close = async () => {
    await client.end();
    await drop();
  };
  return { run: (sql) => client.query(sql), rows: async (sql) => (await client.query(sql)).rows };
}

const at = dialect === "postgres" ? "now()" : "0";
const no = dialect === "postgres" ? "false" : "0";
const parsed = (value: unknown) => (typeof value === "string" ? JSON.parse(value) : value);

test("what was decided by one scheme keeps its parts, months used and reasons under their long names", async () => {
  await raw.run(`insert into settlements (id, month, sequence, status, scheme_id, scheme_version, content_hash, made_by, made_at)
    values ('s', '2026-08', 1, 'posted', 'changzhou', '2023.1', 'h', 'system', ${at})`);
  await raw.run(`insert into offsets (id, settlement_id, bill_id, person_id, lease_id, month, mode, eligible, subsidy_fen, offset_fen, surplus_fen, facts, months_used, failed)
    values ('o', 's', 'b', 'p', 'l', '2026-08', 'directOffset', ${no}, 50000, 50000, 0, '{}', '{"living":3,"rent":0}', '["rent:lease-registered","rent:months-left"]'),
           ('none', 's', 'b2', 'p2', 'l2', '2026-08', 'directOffset', ${no}, 0, 0, 0, '{}', '{}', '[]')`);
  await raw.run("insert into offset_parts (offset_id, part, amount_fen) values ('o', 'living', 50000)");
  await migrated((file) => file >= NAMED);

  expect(await raw.rows("select offset_id, part, amount_fen from offset_parts")).toMatchObject([
    { offset_id: "o", part: "changzhou/living" },
  ]);
  const rows = await raw.rows("select months_used, failed from offsets order by id");
  expect(rows.map((row) => [parsed(row.months_used), parsed(row.failed)])).toEqual([
    [{}, []],
    [{ "changzhou/living": 3, "changzhou/rent": 0 }, ["changzhou/rent:lease-registered", "changzhou/rent:months-left"]],
  ]);
  const [batch] = await raw.rows("select plan, versions from settlements");
  expect([batch?.plan, parsed(batch?.versions)]).toEqual(["changzhou", { changzhou: "2023.1" }]);
});
