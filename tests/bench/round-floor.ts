import Database from "better-sqlite3";
import pg from "pg";
import { dialect } from "#db/dialect";

/**
 * The least that any program must do to keep a draw: the same rows into a table of the same columns and keys, in one
 * transaction, as durable as the product writes. Gives milliseconds.
 */
export const rawInsert = (url: string, drawId: string): Promise<number> =>
  dialect === "sqlite" ? sqliteFloor(url, drawId) : postgresFloor(url, drawId);

const KEYS = "primary key (draw_id, application_id)";

async function sqliteFloor(url: string, drawId: string): Promise<number> {
  const db = new Database(url);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("busy_timeout = 10000");
  const read = db.prepare("select * from draw_results where draw_id = ?");
  const columns = read.columns().map(({ name }) => `"${name}"`);
  const rows = read.raw().all(drawId) as unknown[][];
  db.exec(`create table bench_results (${columns.join(", ")}, ${KEYS}, unique (draw_id, rank))`);
  const insert = db.prepare(`insert into bench_results values (${columns.map(() => "?").join()})`);
  const started = performance.now();
  db.exec("begin immediate");
  for (const row of rows) insert.run(row);
  db.exec("commit");
  const ms = performance.now() - started;
  db.close();
  return ms;
}

const ROWS_A_STATEMENT = 1000;

async function postgresFloor(url: string, drawId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const read = await client.query({
    text: "select * from draw_results where draw_id = $1",
    values: [drawId],
    rowMode: "array",
  });
  const rows = read.rows as unknown[][];
  await client.query(
    `create table bench_results (like draw_results including defaults, ${KEYS}, unique (draw_id, rank))`,
  );
  const started = performance.now();
  await client.query("begin");
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    const part = rows.slice(from, from + ROWS_A_STATEMENT);
    const width = part[0]?.length ?? 0;
    const places = part.map((_, row) => `(${Array.from({ length: width }, (_, at) => `$${row * width + at + 1}`)})`);
    await client.query(`insert into bench_results values ${places.join()}`, part.flat());
  }
  await client.query("commit");
  const ms = performance.now() - started;
  await client.end();
  return ms;
}
