import { eq } from "drizzle-orm";
import { reader, transaction } from "#db/client";
import { counters, people } from "#db/schema";
import { nextNumbers } from "#lib/counters";

// One when the demo was begun, two when it was finished.
const SERIES = "demo-seed";

/** Why the database cannot take the demo: it has it, an earlier try was stopped, or it holds other people. */
export type Occupied = "seeded-before" | "stopped-half-way" | "not-empty";

export async function occupiedBy(): Promise<Occupied | null> {
  const db = await reader();
  const [mark] = await db.select({ value: counters.value }).from(counters).where(eq(counters.name, SERIES));
  if (mark) return mark.value >= 2 ? "seeded-before" : "stopped-half-way";
  return (await db.$count(people)) > 0 ? "not-empty" : null;
}

export const MESSAGES: Record<Occupied, string> = {
  "seeded-before": "The demo is in this database already; nothing was changed.",
  "stopped-half-way":
    "An earlier seeding of this database was stopped half way. Delete the SQLite file (or drop the PostgreSQL database) and seed again.",
  "not-empty": "This database holds people already. The demo goes only into a database of its own: set DATABASE_URL.",
};

/** Called at the beginning and at the end; two seedings at once: the second finds it begun. */
export const mark = async (): Promise<number> => transaction((tx) => nextNumbers(tx, SERIES));
