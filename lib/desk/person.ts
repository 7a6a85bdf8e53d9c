import { and, asc, desc, eq, gt, inArray, or } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import {
  bills,
  buildings,
  clawbacks,
  correctionLines,
  corrections,
  leases,
  leaseTenants,
  payouts,
  people,
  registerFacts,
  roomTypes,
  units,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { moneyOf } from "../billing/statement.ts";
import { profileFor } from "../people/queries.ts";
import { holds } from "../search.ts";
import { carriedBalances } from "../subsidy/carried.ts";
import { timelinesOf } from "../subsidy/timeline.ts";
import { noteExport } from "./exports.ts";

export const RESIDENTS_SHOWN = 50;

/** Residents by name or room, those who live here first; without a search the latest to move in. */
export async function residents(actor: Actor, q = "") {
  authorize(actor, "resident.view");
  const text = q.trim();
  const db = await reader();
  const rows = await db
    .select({
      personId: people.id,
      personName: people.name,
      degree: people.degree,
      leaseNo: leases.leaseNo,
      status: leases.status,
      rentFen: leases.rentFen,
      roomNo: units.roomNo,
      buildingNo: buildings.no,
      startsOn: leases.startsOn,
      endedOn: leases.endedOn,
    })
    .from(leaseTenants)
    .innerJoin(people, eq(people.id, leaseTenants.personId))
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(text ? or(holds(people.name, text), holds(units.roomNo, text), holds(leases.leaseNo, text)) : undefined)
    .orderBy(asc(leases.status), desc(leases.startsOn), asc(people.id))
    .limit(RESIDENTS_SHOWN);
  return rows;
}
export type ResidentRow = Awaited<ReturnType<typeof residents>>[number];

/** One resident as an officer sees them: profile (numbers masked), leases, every month, bills, payouts, corrections, registers. */
export async function residentFor(actor: Actor, personId: string) {
  authorize(actor, "resident.view");
  const profile = await profileFor(actor, personId);
  const db = await reader();
  return {
    personId,
    profile: profile.profile,
    birthDate: profile.birthDate,
    leases: await leasesOf(db, personId),
    months: await timelinesOf(db, personId),
    /** What stands of surpluses that were carried, by scheme: also of somebody who has left. */
    carried: (await carriedBalances(db, [personId])).get(personId) ?? {},
    bills: await db
      .select()
      .from(bills)
      .where(eq(bills.personId, personId))
      .orderBy(desc(bills.month), desc(bills.billNo)),
    payouts: await db
      .select()
      .from(payouts)
      .where(eq(payouts.personId, personId))
      .orderBy(desc(payouts.month), desc(payouts.attempt)),
    corrections: await db
      .select({
        id: correctionLines.id,
        no: corrections.correctionNo,
        reason: corrections.reason,
        month: correctionLines.month,
        beforeFen: correctionLines.subsidyBeforeFen,
        afterFen: correctionLines.subsidyAfterFen,
        rentBeforeFen: correctionLines.rentBeforeFen,
        rentAfterFen: correctionLines.rentAfterFen,
        status: corrections.status,
      })
      .from(correctionLines)
      .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
      .where(and(eq(correctionLines.personId, personId), inArray(corrections.status, ["draft", "posted"])))
      .orderBy(desc(correctionLines.month)),
    clawbacks: await db
      .select()
      .from(clawbacks)
      .where(eq(clawbacks.personId, personId))
      .orderBy(desc(clawbacks.madeAt)),
    facts: await db
      .select()
      .from(registerFacts)
      .where(eq(registerFacts.personId, personId))
      .orderBy(desc(registerFacts.at), asc(registerFacts.id)),
  };
}
export type Resident = Awaited<ReturnType<typeof residentFor>>;

const leasesOf = (db: Reader, personId: string) =>
  db
    .select({
      id: leases.id,
      leaseNo: leases.leaseNo,
      status: leases.status,
      rentFen: leases.rentFen,
      startsOn: leases.startsOn,
      endedOn: leases.endedOn,
      registrationNo: leases.registrationNo,
      mode: leaseTenants.offsetMode,
      authorisedAt: leaseTenants.authorisedAt,
      roomNo: units.roomNo,
      building: { nameZh: buildings.nameZh, nameEn: buildings.nameEn },
      roomType: { nameZh: roomTypes.nameZh, nameEn: roomTypes.nameEn },
    })
    .from(leaseTenants)
    .innerJoin(leases, eq(leases.id, leaseTenants.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(and(eq(leaseTenants.personId, personId), gt(leaseTenants.weight, 0)))
    .orderBy(desc(leases.startsOn));

/** A resident's money move by move, the oldest first, to take away; an audit row says who took it. */
export async function statementExport(actor: Actor, personId: string, { now }: { now: Date }) {
  authorize(actor, "resident.view");
  const { profile } = await profileFor(actor, personId);
  const { moves } = await moneyOf(personId);
  await noteExport(actor, "statement", personId, moves.length, now);
  return { personName: profile.name, moves: moves.toReversed() };
}
