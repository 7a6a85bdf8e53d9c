import { sql } from "drizzle-orm";
import type { Writer } from "#db/client";
import { counters } from "#db/schema";

/**
 * Takes the next `howMany` running numbers of a series and returns the first. Numbers are taken in the
 * transaction that uses them, so a rolled-back one leaves no gap.
 */
export async function nextNumbers(tx: Writer, series: string, howMany = 1): Promise<number> {
  const [row] = await tx
    .insert(counters)
    .values({ name: series, value: howMany })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${howMany}` } })
    .returning({ value: counters.value });
  if (!row) throw new Error(`counter ${series} gave no row`);
  return row.value - howMany + 1;
}
