import { asc, desc, eq, or } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, leaseTenants, people, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { holds } from "../search.ts";
import { standingBills } from "./standing.ts";

const FOUND = 20;

/** People with a lease whose name or room holds the text, for the officer who begins a correction. */
export async function peopleToCorrect(actor: Actor, q: string) {
  authorize(actor, "correction.draft");
  const text = q.trim();
  if (text === "") return [];
  return (await reader())
    .select({
      personId: people.id,
      personName: people.name,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      leaseNo: leases.leaseNo,
      leaseStatus: leases.status,
    })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(or(holds(people.name, text), holds(units.roomNo, text), holds(leases.leaseNo, text)))
    .orderBy(asc(people.name), desc(leases.startsOn), asc(leases.id))
    .limit(FOUND);
}

/** One person's months as they stand, with their leases: what a correction can be begun from. */
export async function personToCorrect(actor: Actor, personId: string) {
  authorize(actor, "correction.draft");
  const db = await reader();
  const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  const its = await db
    .select({
      id: leases.id,
      leaseNo: leases.leaseNo,
      status: leases.status,
      startsOn: leases.startsOn,
      endsOn: leases.endsOn,
      endedOn: leases.endedOn,
      rentFen: leases.rentFen,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
    })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(leaseTenants.personId, personId))
    .orderBy(desc(leases.startsOn));
  const { bills: months, waiting } = await standingBills(db, [personId]);
  return { personId, personName: person.name ?? "", leases: its, months: months.toReversed(), waiting };
}

export type PersonToCorrect = Awaited<ReturnType<typeof personToCorrect>>;

/** Whose lease it is, so that a correction can be begun from the lease. */
export async function firstTenant(actor: Actor, leaseId: string): Promise<string> {
  authorize(actor, "correction.draft");
  const [row] = await (await reader())
    .select({ personId: bills.personId })
    .from(bills)
    .where(eq(bills.leaseId, leaseId))
    .orderBy(desc(bills.month))
    .limit(1);
  if (!row) throw new NotFound();
  return row.personId;
}
