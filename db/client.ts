import { AsyncLocalStorage } from "node:async_hooks";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { databaseUrl, dialect } from "./dialect.ts";
import type * as schema from "./schema.ts";

type Full = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Reads anywhere; there is no insert, update or delete here, so writes must go through `transaction`. */
export type Reader = Pick<Full, "select" | "selectDistinct" | "$count">;

/** What a transaction callback receives; unusable once the transaction has ended. */
export type Writer = Pick<Full, "select" | "selectDistinct" | "$count" | "insert" | "update" | "delete">;

export type HealthFact = { name: string; ok: boolean; detail: string };

export type Driver = {
  reader: Reader;
  begin<T>(work: (db: Writer) => Promise<T>): Promise<T>;
  /** Another transaction was in the way: the same work may succeed when it is tried again. */
  isConflict(error: unknown): boolean;
  /** The unique index or constraint that refused a row (`people_one_per_phone`), null for any other error. */
  uniqueViolation(error: unknown): string | null;
  migrate(): Promise<void>;
  /** What the database says of itself: version, settings, whether every migration has been applied. */
  health(): Promise<HealthFact[]>;
  close(): Promise<void>;
};

const inside = new AsyncLocalStorage<true>();
const ATTEMPTS = 10;

export function createDatabase(driver: Driver) {
  // Whoever lost once tries again behind whoever lost before: fifty who want the same counter would otherwise go on
  // throwing each other out, all but one each time, until the last of them have no attempts left.
  let queue: Promise<unknown> = Promise.resolve();
  function inQueue<T>(run: () => Promise<T>): Promise<T> {
    const mine = queue.then(run);
    queue = mine.catch(() => {});
    return mine;
  }

  /**
   * Runs `work` as one serializable transaction: all of it happens or nothing. Work may run several times
   * (conflicts are retried one after the other, with growing, jittered waits), so what leaves the database is an outbox row.
   * A unique violation is retried too: the second try sees the row that won, and can answer in plain words.
   */
  async function transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
    if (inside.getStore()) throw new Error("transaction() inside transaction(): pass tx down instead");
    const run = () => inside.run(true, () => driver.begin((db) => runGuarded(db, work)));
    let violations = 0;
    for (let attempt = 1; ; attempt++) {
      try {
        return await (attempt === 1 ? run() : inQueue(run));
      } catch (error) {
        const again = driver.isConflict(error) || (driver.uniqueViolation(error) !== null && ++violations < 3);
        if (attempt === ATTEMPTS || !again) throw error;
        await new Promise((wake) => setTimeout(wake, Math.random() * 5 * 2 ** attempt));
      }
    }
  }
  return { ...driver, transaction };
}
export type Db = ReturnType<typeof createDatabase>;

async function runGuarded<T>(db: Writer, work: (tx: Writer) => Promise<T>): Promise<T> {
  let over = false;
  const tx = new Proxy(db, {
    get(target, name) {
      if (over) throw new Error("tx used after its transaction ended: await everything inside the callback");
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  try {
    return await work(tx);
  } finally {
    over = true;
  }
}

export async function openDatabase(url: string): Promise<Db> {
  return createDatabase(
    dialect === "postgres"
      ? await (await import("./driver-postgres.ts")).openPostgres(url)
      : await (await import("./driver-sqlite.ts")).openSqlite(url),
  );
}

// One database per process. Next bundles this module several times, so it is kept on globalThis, not in the module.
const shared = globalThis as typeof globalThis & { wutongDatabase?: Promise<Db> };

export { databaseUrl };

/** The process's database, opened at the first use: importing this module needs no database. */
export function database(): Promise<Db> {
  shared.wutongDatabase ??= openDatabase(databaseUrl()).catch((error) => {
    shared.wutongDatabase = undefined;
    throw error;
  });
  return shared.wutongDatabase;
}

/** Gives the process another database (tests, the command line). */
export function useDatabase(db: Db | undefined): void {
  shared.wutongDatabase = db ? Promise.resolve(db) : undefined;
}

/** Closes the process's database where it was opened; one that was never used is not opened for it. */
export async function closeDatabase(): Promise<void> {
  const opened = await shared.wutongDatabase?.catch(() => undefined);
  shared.wutongDatabase = undefined;
  await opened?.close();
}

export async function transaction<T>(work: (tx: Writer) => Promise<T>): Promise<T> {
  return (await database()).transaction(work);
}

export async function reader(): Promise<Reader> {
  return (await database()).reader;
}
