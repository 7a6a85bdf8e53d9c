import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { type Reader, reader, type Writer } from "#db/client";
import { leases, leaseTenants, offsetParts, offsets, roomTypes } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, dayAt, firstDay, type Month, monthOf } from "../days.ts";
import { type Decision, grant, NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { expectedByPlan } from "../subsidy/explanation.ts";
import { planInForce } from "../subsidy/in-force.ts";
import type { Facts } from "../subsidy/rules.ts";
import { factsIn } from "../subsidy/rules-decision.ts";
import { type PlanPart, partsOf, schemesOf } from "../subsidy/rules-plan.ts";
import { assessByPlan, type ByPlan, type Plan } from "../subsidy/rules-together.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { personRow } from "./queries.ts";

export type EntitlementPreview = {
  /** The month that `current` is decided for: this one. */
  month: Month;
  schemes: Pick<Scheme, "id" | "version" | "nameZh" | "nameEn" | "documents">[];
  /** Of all schemes, named `scheme/part`, as in `current` and `expected`. */
  parts: PlanPart[];
  rentFen: Fen;
  /** With what is known today: every condition with its reason. */
  current: ByPlan;
  /** Once time and the lease's registration have done their part: nothing else is taken for granted. */
  expected: ByPlan;
  /** The first month of the expected amount; null: never, or not insured yet. */
  expectedFrom: Month | null;
};

export type ExpectedRent = {
  roomTypeId: string;
  nameZh: string;
  nameEn: string;
  areaM2: number;
  beds: number;
  rentFen: Fen;
  expected: ByPlan;
};

type Rent = { roomTypeId: string } | { rentFen: Fen };

/** What a person can expect of the complex's schemes against one rent, this month and once all waits are over. */
export async function entitlementPreview(
  actor: Actor,
  personId: string,
  rent: Rent,
  now = new Date(),
): Promise<Decision<EntitlementPreview>> {
  const { plan, facts, month, monthsUsed } = await groundsOf(actor, personId, now);
  const rentFen = "rentFen" in rent ? rent.rentFen : await rentOf(rent.roomTypeId);
  const current = assessByPlan(plan, { month, rentFen, facts, monthsUsed });
  if (!current.ok) return current;
  const expected = assessByPlan(plan, { month, rentFen, facts: settled(facts, month), monthsUsed });
  if (!expected.ok) return expected;
  return grant({
    month,
    schemes: schemesOf(plan),
    parts: partsOf(plan),
    rentFen,
    current,
    expected,
    expectedFrom: expectedByPlan(plan, facts),
  });
}

/** The expected net rent of every room type for one person, in the complex's order. */
export async function expectedRents(
  actor: Actor,
  personId: string,
  now = new Date(),
): Promise<Decision<{ rents: ExpectedRent[] }>> {
  const { plan, facts, month, monthsUsed } = await groundsOf(actor, personId, now);
  const types = await (await reader()).select().from(roomTypes).orderBy(asc(roomTypes.position));
  const rents: ExpectedRent[] = [];
  for (const { id, nameZh, nameEn, areaM2, beds, rentFen } of types) {
    const expected = assessByPlan(plan, { month, rentFen, facts: settled(facts, month), monthsUsed });
    if (!expected.ok) return expected;
    rents.push({ roomTypeId: id, nameZh, nameEn, areaM2, beds, rentFen, expected });
  }
  return grant({ rents });
}

/** The expected net of each of several rents for one person: a map of places asks for all of them at once. */
export async function expectedNets(
  actor: Actor,
  personId: string,
  rentsFen: readonly Fen[],
  now = new Date(),
): Promise<Decision<{ nets: Map<Fen, ByPlan> }>> {
  const { plan, facts, month, monthsUsed } = await groundsOf(actor, personId, now);
  const nets = new Map<Fen, ByPlan>();
  for (const rentFen of new Set(rentsFen)) {
    const expected = assessByPlan(plan, { month, rentFen, facts: settled(facts, month), monthsUsed });
    if (!expected.ok) return expected;
    nets.set(rentFen, expected);
  }
  return grant({ nets });
}

// Any wait a scheme asks for is over after ten years of insurance.
const LONG_INSURED = 120;

/** The facts once the insurance has run long enough and the lease is registered: the two that only need time. */
export const settled = (facts: Facts, month: Month): Facts => ({
  ...facts,
  firstInsuredOn: firstDay(addMonths(month, -LONG_INSURED)),
  insuredMonths: LONG_INSURED,
  leaseRegistered: true,
});

function groundsOf(actor: Actor, personId: string, now: Date): Promise<Grounds> {
  authorize(actor, "entitlement.view", { personId });
  return personGrounds(personId, monthOf(dayAt(now)));
}

export type Grounds = { plan: Plan; facts: Facts; month: Month; monthsUsed: Record<string, number> };

/** What a person's month would be decided from, for queries that have asked `authorize` already. */
export async function personGrounds(personId: string, month: Month): Promise<Grounds> {
  const db = await reader();
  const facts = await factsOf(personId, month);
  const monthsUsed = await monthsUsedBefore(db, personId, month);
  return { plan: await planInForce(db, month), facts, month, monthsUsed };
}

/** A resident's lease says whether it is registered; of others only they themselves can. */
async function factsOf(personId: string, month: Month): Promise<Facts> {
  const person = await personRow(personId);
  const [lease] = await (await reader())
    .select({ registrationNo: leases.registrationNo, registeredOn: leases.registeredOn })
    .from(leases)
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
    .where(and(eq(leaseTenants.personId, personId), inArray(leases.status, ["signed", "active"])))
    .orderBy(desc(leases.signedAt))
    .limit(1);
  const facts = factsIn(month, person, lease ?? { registrationNo: null, registeredOn: null });
  return lease ? facts : { ...facts, leaseRegistered: person.leaseRegistered };
}

async function rentOf(roomTypeId: string): Promise<Fen> {
  const db = await reader();
  const [type] = await db.select({ rentFen: roomTypes.rentFen }).from(roomTypes).where(eq(roomTypes.id, roomTypeId));
  if (!type) throw new NotFound();
  return type.rentFen;
}

/** Months granted before this one, approved or still waiting, by `scheme/part`. */
export async function monthsUsedBefore(
  db: Reader | Pick<Writer, "select">,
  personId: string,
  month: Month,
): Promise<Record<string, number>> {
  const rows = await db
    .select({ part: offsetParts.part, months: sql<number>`count(*)`.mapWith(Number) })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(and(eq(offsets.personId, personId), lt(offsets.month, month)))
    .groupBy(offsetParts.part);
  return Object.fromEntries(rows.map(({ part, months }) => [part, months]));
}
