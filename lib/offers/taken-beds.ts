import { and, eq, inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { leases, offers } from "#db/schema";
import { inChunks } from "../chunks.ts";

/**
 * By unit, its beds with a lease that is signed or runs, or an open offer; 0 stands for the whole unit. A unit of which
 * nobody has anything is left out.
 */
export async function takenBeds(
  db: Reader | Pick<Writer, "select">,
  unitIds: readonly string[],
): Promise<Map<string, Set<number>>> {
  const taken = new Map<string, Set<number>>();
  const note = (rows: readonly { unitId: string; bed: number }[]) => {
    for (const { unitId, bed } of rows) taken.set(unitId, (taken.get(unitId) ?? new Set()).add(bed));
  };
  await inChunks(unitIds, async (ids) => {
    const live = and(inArray(leases.unitId, ids), inArray(leases.status, ["signed", "active"]));
    note(await db.select({ unitId: leases.unitId, bed: leases.bed }).from(leases).where(live));
    const open = and(inArray(offers.unitId, ids), eq(offers.status, "open"));
    note(await db.select({ unitId: offers.unitId, bed: offers.bed }).from(offers).where(open));
  });
  return taken;
}
