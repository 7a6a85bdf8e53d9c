import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Driver, HealthFact, Reader, Writer } from "./client.ts";
import { migrationFact, migrationsFolder } from "./migrations.ts";
import * as schema from "./schema.ts";

const OLDEST_POSTGRES = 140000;
const HEALTH_ANSWER_MS = 2000;
const MIGRATION_LOCK = 7_251_011; // any number that nothing else uses: one instance migrates, the others wait

export async function openPostgres(url: string): Promise<Driver> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000, keepAlive: true });
  // An idle connection that the server closes must not end the process; the next query opens a new one.
  pool.on("error", () => {});
  const db = drizzle(pool, { schema, casing: "snake_case" });
  return {
    reader: db as unknown as Reader,
    begin: (work) => db.transaction((tx) => work(tx as unknown as Writer), { isolationLevel: "serializable" }),
    isConflict: (error) => ["40001", "40P01"].includes(postgresError(error)?.code ?? ""),
    uniqueViolation: (error) => {
      const found = postgresError(error);
      return found?.code === "23505" ? (found.constraint ?? "") : null;
    },
    async migrate() {
      const lock = await pool.connect();
      try {
        await lock.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
        await migrate(db, { migrationsFolder: migrationsFolder("postgres") });
      } finally {
        await lock.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
        lock.release();
      }
    },
    health: () => health(pool),
    close: () => pool.end(),
  };
}

async function health(pool: pg.Pool): Promise<HealthFact[]> {
  // A server behind a cut line neither answers nor refuses: a question gives up, and its connection with it.
  const ask = <R extends pg.QueryResultRow>(text: string) =>
    pool.query<R>({ text, query_timeout: HEALTH_ANSWER_MS } as pg.QueryConfig);
  const { rows } = await ask<{ version: string; number: string; encoding: string; durable: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num') as number,
            current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as durable`,
  );
  const row = rows[0];
  if (!row) return [{ name: "postgres", ok: false, detail: "no answer" }];
  const { rows: tables } = await ask<{ made: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as made",
  );
  const applied = tables[0]?.made
    ? await ask<{ count: string }>("select count(*) as count from drizzle.__drizzle_migrations")
    : null;
  return [
    migrationFact("postgres", Number(applied?.rows[0]?.count ?? 0)),
    { name: "postgres", ok: Number(row.number) >= OLDEST_POSTGRES, detail: row.version },
    { name: "encoding", ok: row.encoding === "UTF8", detail: row.encoding },
    { name: "synchronous_commit", ok: row.durable !== "off", detail: row.durable },
  ];
}

function postgresError(error: unknown): pg.DatabaseError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof pg.DatabaseError) return at;
  return undefined;
}
