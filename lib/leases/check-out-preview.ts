import { and, eq, inArray, ne } from "drizzle-orm";
import { reader } from "#db/client";
import { leases, units, waitlist } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { servedLists } from "../offers/passing.ts";
import { type LeaseView, leaseFor } from "./queries.ts";
import { rentBilledTo } from "./rent-changes.ts";

export type CheckOutPreview = {
  lease: LeaseView;
  /** the last month that is billed, null before the first */
  billedTo: Month | null;
  /** leases of other beds of the unit */
  others: number;
  /** the waiting list that the place goes to first, null when nobody waits */
  next: { code: string; waiting: number } | null;
};

/** What checking out a lease would come to, for the page before it. */
export async function checkOutPreview(actor: Actor, leaseId: string, now: Date): Promise<CheckOutPreview> {
  authorize(actor, "lease.checkOut");
  const lease = await leaseFor(actor, leaseId);
  const db = await reader();
  const billedTo = await rentBilledTo(db, leaseId);
  const others = await db.$count(
    leases,
    and(eq(leases.unitId, lease.unitId), ne(leases.id, leaseId), inArray(leases.status, ["signed", "active"])),
  );
  return { lease, billedTo, others, next: await nextFor(lease, now) };
}

async function nextFor(lease: LeaseView, now: Date): Promise<CheckOutPreview["next"]> {
  const db = await reader();
  const [unit] = await db.select().from(units).where(eq(units.id, lease.unitId));
  if (!unit) return null;
  const { buildingId, roomTypeId, bedGender } = unit;
  const kind = { buildingId, roomTypeId, gender: lease.bed === 0 ? null : bedGender };
  for (const { round, categoryId } of await servedLists(db, kind, now)) {
    const waiting = await db.$count(
      waitlist,
      and(eq(waitlist.roundId, round.id), eq(waitlist.categoryId, categoryId), eq(waitlist.status, "waiting")),
    );
    if (waiting > 0) return { code: round.code, waiting };
  }
  return null;
}
