import { and, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, leaseTenants, roomTypes, units } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import { addDays, type Day, dayAt } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { leaseNo, USUAL_TERMS } from "../leases/rules.ts";
import { offerFreePlaces } from "../offers/vacancies.ts";
import { placeId, placeRentFen } from "../rounds/rules-places.ts";
import type { DrawnHousehold } from "./drawn.ts";
import { statusAfterMove } from "./rules-moves.ts";

export type MovedLease = {
  applicationId: string;
  leaseId: string;
  leaseNo: string;
  movedFromId: string;
  from: string;
  to: string;
  rentFen: number;
  depositFen: number;
  depositBeforeFen: number;
};

/**
 * Ends the leases of households that move on the day before and begins those of their new places. All old ones end first,
 * so that no place ever has two live leases. The registration is of a place, so the new lease has to be registered anew.
 */
export async function moveLeases(
  tx: Writer,
  movers: readonly DrawnHousehold[],
  { on, now }: { on: Day; now: Date },
): Promise<MovedLease[]> {
  if (movers.length === 0) return [];
  const oldIds = movers.map(({ leaseId }) => leaseId ?? "");
  const old = new Map<string, typeof leases.$inferSelect>();
  await inChunks(oldIds, async (ids) => {
    const ended = await tx
      .update(leases)
      .set({ status: "ended", endedOn: addDays(on, -1), checkedOutAt: now })
      .where(and(inArray(leases.id, ids), eq(leases.status, "active")))
      .returning();
    for (const lease of ended) old.set(lease.id, lease);
  });
  invariant(old.size === movers.length, "every household that moves has a lease that runs");
  const year = Number(dayAt(now).slice(0, 4));
  const first = await nextNumbers(tx, `lease:${year}`, movers.length);
  const rents = await rentsOf(tx, movers);
  const moved = movers.map(({ applicationId, leaseId, from, to }, index): MovedLease => {
    const before = old.get(leaseId ?? "");
    const rentFen = rents.get(placeId(to));
    invariant(before && rentFen, "a place has its rent");
    return {
      applicationId,
      leaseId: newId(),
      leaseNo: leaseNo(year, first + index),
      movedFromId: before.id,
      from: placeId(from),
      to: placeId(to),
      rentFen,
      depositFen: rentFen * USUAL_TERMS.depositMonths,
      depositBeforeFen: before.depositFen,
    };
  });
  const rows = moved.map((lease, index): typeof leases.$inferInsert => ({
    id: lease.leaseId,
    leaseNo: lease.leaseNo,
    unitId: movers[index]?.to.unitId ?? "",
    bed: movers[index]?.to.bed ?? 0,
    movedFromId: lease.movedFromId,
    status: "active",
    startsOn: on,
    endsOn: old.get(lease.movedFromId)?.endsOn ?? on,
    rentFen: lease.rentFen,
    depositFen: lease.depositFen,
    signedAt: now,
    checkedInAt: now,
  }));
  await inChunks(rows, (chunk) => tx.insert(leases).values(chunk));
  await copyTenants(tx, new Map(moved.map(({ movedFromId, leaseId }) => [movedFromId, leaseId])));
  return moved;
}

async function rentsOf(tx: Writer, movers: readonly DrawnHousehold[]): Promise<Map<string, number>> {
  const rents = new Map<string, number>();
  await inChunks(movers, async (part) => {
    const ids = part.map(({ to }) => to.unitId);
    const rows = await tx
      .select({ id: units.id, rentFen: roomTypes.rentFen, beds: roomTypes.beds })
      .from(units)
      .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
      .where(inArray(units.id, ids));
    const types = new Map(rows.map((row) => [row.id, row]));
    for (const { to } of part) {
      const type = types.get(to.unitId);
      if (type) rents.set(placeId(to), placeRentFen(type.rentFen, type.beds, to.bed));
    }
  });
  return rents;
}

/** The same people with the same shares, and where each one's subsidy goes, as they signed it. */
async function copyTenants(tx: Writer, leaseIds: ReadonlyMap<string, string>): Promise<void> {
  await inChunks([...leaseIds.keys()], async (oldIds) => {
    const rows = await tx.select().from(leaseTenants).where(inArray(leaseTenants.leaseId, oldIds));
    const copies = rows.map((row) => ({ ...row, leaseId: leaseIds.get(row.leaseId) ?? "" }));
    await inChunks(copies, (chunk) => tx.insert(leaseTenants).values(chunk));
  });
}

/**
 * Sets the units that were moved out of or into to what their leases now say; nobody's unit keeps no gender for its beds.
 * What came free goes at once to whoever waits for such a place.
 */
export async function settleUnits(tx: Writer, movers: readonly DrawnHousehold[], now: Date): Promise<string[]> {
  const touched = [...new Set(movers.flatMap(({ from, to }) => [from.unitId, to.unitId]))];
  const vacated: string[] = [];
  const genders = new Map<string, "female" | "male" | null>();
  for (const unitId of touched) {
    const [unit] = await tx
      .select({ status: units.status, bedGender: units.bedGender })
      .from(units)
      .where(eq(units.id, unitId));
    invariant(unit, "a place has its unit");
    genders.set(unitId, unit.bedGender);
    const live = and(eq(leases.unitId, unitId), inArray(leases.status, ["signed", "active"]));
    const status = statusAfterMove(unit.status, await tx.$count(leases, live));
    if (status === null) continue;
    const gender = status === "vacant" ? { bedGender: null } : {};
    await tx
      .update(units)
      .set({ status, statusReason: null, statusAt: now, ...gender })
      .where(eq(units.id, unitId));
    if (status === "vacant") vacated.push(unitId);
  }
  for (const [unitId, gender] of genders) await offerFreePlaces(tx, unitId, gender, now);
  return vacated;
}
