import { type AnyColumn, and, count, desc, eq, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bills, buildings, leases, offsetParts, offsets, people, roomTypes, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { explain } from "./explanation.ts";
import { type Assessment, assess, expectedFrom } from "./rules.ts";
import { factsIn } from "./rules-decision.ts";
import type { Facts } from "./rules-facts.ts";
import { schemeNamed } from "./schemes.ts";
import { awaits, namesOf, signers } from "./signers.ts";

export { type SettlementFilter, settlementFilters, settlementFor } from "./settlement.ts";

const THE_SCHEME = "changzhou";
const sumFen = (column: AnyColumn) => sql<Fen>`coalesce(sum(${column}), 0)`.mapWith(Number);

/** Every batch with its sums, the latest month first, and who made, checked and approved it. */
export async function settlementList(actor: Actor) {
  authorize(actor, "settlement.list");
  const db = await reader();
  const batches = await db.select().from(settlements).orderBy(desc(settlements.month), desc(settlements.sequence));
  const sums = await db
    .select({
      settlementId: offsets.settlementId,
      people: count(),
      granted: sql<number>`coalesce(sum(case when ${offsets.subsidyFen} > 0 then 1 else 0 end), 0)`.mapWith(Number),
      subsidyFen: sumFen(offsets.subsidyFen),
      offsetFen: sumFen(offsets.offsetFen),
      surplusFen: sumFen(offsets.surplusFen),
    })
    .from(offsets)
    .groupBy(offsets.settlementId);
  const sumsOf = new Map(sums.map((row) => [row.settlementId, row]));
  const names = await namesOf(
    db,
    batches.flatMap((row) => [row.madeBy, row.checkedBy, row.approvedBy]),
  );
  return batches.map((batch) => {
    const { settlementId: _, ...its } = sumsOf.get(batch.id) ?? { settlementId: "", ...nothing };
    return { ...batch, ...its, names: signers(batch, names), mine: awaits(batch, actor) };
  });
}

const nothing = { people: 0, granted: 0, subsidyFen: 0, offsetFen: 0, surplusFen: 0 };
/** One resident's decision in a batch, with every condition, value, requirement and clause. */
export async function offsetFor(actor: Actor, offsetId: string) {
  authorize(actor, "settlement.view");
  const db = await reader();
  const [row] = await db
    .select({
      offset: offsets,
      batch: settlements,
      personName: people.name,
      billNo: bills.billNo,
      rentFen: bills.rentFen,
      paidFen: bills.paidFen,
      leaseNo: leases.leaseNo,
      registrationNo: leases.registrationNo,
      registeredOn: leases.registeredOn,
      roomNo: units.roomNo,
      buildingZh: buildings.nameZh,
      buildingEn: buildings.nameEn,
    })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .innerJoin(bills, eq(bills.id, offsets.billId))
    .innerJoin(people, eq(people.id, offsets.personId))
    .innerJoin(leases, eq(leases.id, offsets.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(offsets.id, offsetId));
  if (!row) throw new NotFound();
  const { offset, batch, ...rest } = row;
  const parts = await db.select().from(offsetParts).where(eq(offsetParts.offsetId, offsetId));
  const history = await db
    .select({ id: offsets.id, month: offsets.month, subsidyFen: offsets.subsidyFen, status: settlements.status })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(offsets.personId, offset.personId))
    .orderBy(desc(offsets.month));
  const explained = explain({ ...offset, schemeId: batch.schemeId, rentFen: row.rentFen });
  return { ...offset, ...rest, batch, history, explained, granted: parts };
}

/** What the Changzhou scheme gives somebody with these facts against a rent; pure, nothing is looked up. */
export function expectedOffset(
  facts: Facts,
  rentFen: Fen,
  month: Month,
  monthsUsed: Readonly<Record<string, number>> = {},
): Decision<Assessment & { expectedFrom: Month | null }> {
  const scheme = schemeNamed(THE_SCHEME);
  const assessed = assess(scheme, { month, rentFen, facts, monthsUsed });
  return assessed.ok ? grant({ ...assessed, expectedFrom: expectedFrom(scheme, facts) }) : assessed;
}

/**
 * One person's entitlement in a month against a rent, from their profile: a live lease's registration counts where
 * there is one, what they said otherwise. Months used are those granted in earlier months.
 */
export async function entitlementFor(
  actor: Actor,
  personId: string,
  { month, rentFen }: { month: Month; rentFen: Fen },
) {
  authorize(actor, "entitlement.view", { personId });
  const db = await reader();
  const { facts, monthsUsed } = await factsAndMonths(db, personId, month);
  const assessed = expectedOffset(facts, rentFen, month, monthsUsed);
  if (!assessed.ok) return assessed;
  const { subsidyFen, offsetFen, surplusFen, dueFen } = assessed;
  const explained = explain({ schemeId: THE_SCHEME, month, rentFen, facts, monthsUsed });
  return grant({ ...explained, month, rentFen, monthsUsed, subsidyFen, offsetFen, surplusFen, dueFen });
}

/** The same against the rent of a room type. */
export async function netRentFor(actor: Actor, personId: string, roomTypeId: string, month: Month) {
  const [type] = await (await reader())
    .select({ rentFen: roomTypes.rentFen })
    .from(roomTypes)
    .where(eq(roomTypes.id, roomTypeId));
  if (!type) throw new NotFound();
  return entitlementFor(actor, personId, { month, rentFen: type.rentFen });
}

async function factsAndMonths(db: Reader, personId: string, month: Month) {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound();
  const [live] = await db
    .select({ registrationNo: leases.registrationNo, registeredOn: leases.registeredOn })
    .from(bills)
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .where(and(eq(bills.personId, personId), eq(leases.status, "active")))
    .orderBy(desc(bills.month))
    .limit(1);
  const facts: Facts = live
    ? factsIn(month, person, live)
    : { ...factsIn(month, person, unregistered), leaseRegistered: person.leaseRegistered };
  const used = await db
    .select({ part: offsetParts.part, months: count() })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(and(eq(offsets.personId, personId), sql`${offsets.month} < ${month}`))
    .groupBy(offsetParts.part);
  return { facts, monthsUsed: Object.fromEntries(used.map((row) => [row.part, row.months])) };
}

const unregistered = { registrationNo: null, registeredOn: null };
