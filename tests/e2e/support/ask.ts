import Database from "better-sqlite3";

/** The first row that a copy of the demo gives: what no page says, or says among a thousand others. */
export function ask<T>(database: string, sql: string, ...values: unknown[]): T {
  const db = new Database(database, { readonly: true });
  try {
    return db.prepare(sql).get(...values) as T;
  } finally {
    db.close();
  }
}
