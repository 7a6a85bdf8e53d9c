import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrationsFolder } from "#db/migrations";

// On SQLite the check of offsets needed the table written anew, with foreign keys on and rows that point at it.

const CARRIED = "0019_carried-surplus.sql";

const statements = (wanted: (file: string) => boolean): string[] =>
  readdirSync(migrationsFolder("sqlite"))
    .filter((file) => file.endsWith(".sql") && wanted(file))
    .sort()
    .flatMap((file) => readFileSync(join(migrationsFolder("sqlite"), file), "utf8").split("--> statement-breakpoint"));

function migrated(db: Database.Database, wanted: (file: string) => boolean): void {
  db.exec("BEGIN");
  for (const one of statements(wanted)) db.exec(one);
  db.exec("COMMIT");
}

type Column = { name: string; type: string; needed: number; usual: string | null; parent: string | null };
const COLUMNS = `select c.name, c.type, c."notnull" as needed, c.dflt_value as usual, f."table" as parent
  from pragma_table_info(@table) c left join pragma_foreign_key_list(@table) f on f."from" = c.name`;

/** A row with whatever the table insists on, and the rows that it points at: only keys and checks matter here. */
function put(db: Database.Database, table: string, given: Record<string, string | number>): string {
  const row: Record<string, string | number> = { id: table, ...given };
  const columns = db.prepare(COLUMNS).all({ table }) as Column[];
  for (const { name, type, needed, usual, parent } of columns) {
    if (!needed || usual !== null || name in row) continue;
    row[name] = parent ? known(db, parent) : type === "integer" ? 1 : "{}";
  }
  const names = Object.keys(row).filter((name) => columns.some((column) => column.name === name));
  db.prepare(`insert into ${table} (${names.join()}) values (${names.map((name) => `@${name}`).join()})`).run(row);
  return String(row.id);
}

const known = (db: Database.Database, table: string): string =>
  db.prepare(`select id from ${table}`).pluck().get() ? table : put(db, table, {});

test("an upgraded database keeps every offset with what points at it, and can carry from then on", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrated(db, (file) => file < CARRIED);
  put(db, "leases", { starts_on: "2026-01-01", ends_on: "2026-12-31" });
  put(db, "settlements", { month: "2026-08", status: "closed" });
  put(db, "offsets", { subsidy_fen: 120000, offset_fen: 100000, surplus_fen: 20000 });
  put(db, "offset_parts", { offset_id: "offsets", part: "changzhou/living", amount_fen: 120000 });
  put(db, "payouts", { settlement_id: "settlements", offset_id: "offsets", status: "ready" });

  migrated(db, (file) => file >= CARRIED);

  expect(db.prepare("select id, surplus_fen, carried_fen, carried, held_by from offsets").all()).toEqual([
    { id: "offsets", surplus_fen: 20000, carried_fen: 0, carried: "{}", held_by: null },
  ]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.prepare("select offset_id from payouts").pluck().all()).toEqual(["offsets"]);
  expect(() => db.exec("delete from offsets")).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("update offsets set carried_fen = 1")).toThrow(/offsets_sum/);
  db.exec("update offsets set surplus_fen = 0, carried_fen = 20000");
  db.close();
});
