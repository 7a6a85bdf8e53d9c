import { eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { settlements } from "#db/schema";
import { NotFound } from "../errors.ts";

/** Which month a batch is of. Throws NotFound. */
export async function settlementMonth(db: Reader, id: string): Promise<{ month: string; sequence: number }> {
  const [row] = await db
    .select({ month: settlements.month, sequence: settlements.sequence })
    .from(settlements)
    .where(eq(settlements.id, id));
  if (!row) throw new NotFound();
  return row;
}
