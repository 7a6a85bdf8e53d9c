import { eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, leaseTenants, people } from "#db/schema";
import { leasesOf, type MonthLease } from "../billing/month-leases.ts";
import { draftBills, RENT_DUE_DAY } from "../billing/rules.ts";
import { lastDay, type Month, monthOf, monthsBetween } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { factsIn } from "../subsidy/rules-decision.ts";
import type { CorrectionGiven } from "./rules.ts";
import type { Known, StandingBill } from "./rules-recount.ts";
import { versionsDue } from "./rules-reform.ts";
import { publishedVersions, type Standing, standingBills } from "./standing.ts";

type Of<C extends CorrectionGiven["cause"]> = Extract<CorrectionGiven, { cause: C }>;
export type Learnt = { standing: Standing; known: Map<string, Known> };

/**
 * The bills that a correction reaches, and what should have been known of each. Refuses `lease-not-ended`,
 * `months-not-settled` where nothing of what is asked for is in the books.
 * @throws NotFound for a lease, person or version that does not exist
 */
export function learn(tx: Writer, given: CorrectionGiven): Promise<Decision<Learnt>> {
  switch (given.cause) {
    case "earlyLeaver":
      return learnLeaver(tx, given);
    case "lateFact":
      return learnFact(tx, given);
    case "schemeChange":
      return learnReform(tx, given);
    case "rentChange":
      return learnRent(tx, given);
    case "byHand":
      return learnByHand(tx, given);
  }
}

/** What was billed beyond the lease's last day is billed as the lease has it now. */
async function learnLeaver(tx: Writer, { leaseId, endedOn }: Of<"earlyLeaver">): Promise<Decision<Learnt>> {
  const [lease] = await tx.select().from(leases).where(eq(leases.id, leaseId));
  if (!lease) throw new NotFound();
  if (lease.endedOn !== endedOn) return refuse("lease-not-ended");
  const standing = await standingBills(tx, await tenantsOf(tx, leaseId));
  const beyond = standing.bills.filter((bill) => bill.leaseId === leaseId && bill.toOn > endedOn);
  return settledOnly({ standing, known: await rentNow(tx, beyond) });
}

/** The rent was another from a day on: a change that was announced too late, or of the same day, gives way to it. */
async function learnRent(tx: Writer, { leaseId, fromOn, rentFen }: Of<"rentChange">): Promise<Decision<Learnt>> {
  const persons = await tenantsOf(tx, leaseId);
  if (persons.length === 0) throw new NotFound();
  const standing = await standingBills(tx, persons);
  const its = standing.bills.filter((bill) => bill.leaseId === leaseId && bill.month >= monthOf(fromOn));
  const known = await rentNow(tx, its, ({ changes = [], ...lease }) => ({
    ...lease,
    changes: [...changes.filter((change) => change.fromOn !== fromOn), { fromOn, rentFen }],
  }));
  return settledOnly({ standing, known });
}

/** One fact was another in these months; insured months go on counting from the first of them. */
async function learnFact(tx: Writer, given: Of<"lateFact">): Promise<Decision<Learnt>> {
  await mustExist(tx, given.personId);
  const standing = await standingBills(tx, [given.personId]);
  const its = standing.bills.filter((bill) => within(bill.month, given.fromMonth, given.toMonth));
  const known = its.map((bill): [string, Known] => {
    const counted = given.fact === "insuredMonths" && typeof given.value === "number";
    const value = counted ? Number(given.value) + monthsBetween(given.fromMonth, bill.month) : given.value;
    return [bill.billId, { facts: { ...bill.facts, [given.fact]: value } }];
  });
  return settledOnly({ standing, known: new Map(known) });
}

/** Everything as the person's record and lease have it now. */
async function learnByHand(tx: Writer, given: Of<"byHand">): Promise<Decision<Learnt>> {
  const [person] = await tx.select().from(people).where(eq(people.id, given.personId));
  if (!person) throw new NotFound();
  const standing = await standingBills(tx, [given.personId]);
  const its = standing.bills.filter((bill) => within(bill.month, given.fromMonth, given.toMonth));
  const known = new Map<string, Known>();
  const rents = await rentNow(tx, its);
  const leaseIds = [...new Set(its.map((bill) => bill.leaseId))];
  const rows = leaseIds.length > 0 ? await tx.select().from(leases).where(inArray(leases.id, leaseIds)) : [];
  for (const bill of its) {
    const lease = rows.find((row) => row.id === bill.leaseId);
    if (lease) known.set(bill.billId, { ...rents.get(bill.billId), facts: factsIn(bill.month, person, lease) });
  }
  return settledOnly({ standing, known });
}

/** Every month that this version decides now and that another one has decided. */
async function learnReform(tx: Writer, { schemeId, version }: Of<"schemeChange">): Promise<Decision<Learnt>> {
  const published = await publishedVersions(tx);
  if (!published.some((one) => one.schemeId === schemeId && one.version === version)) throw new NotFound();
  const standing = await standingBills(tx, "everybody");
  const due = standing.bills.filter((bill) => versionsDue(published, bill.month, bill.versions)[schemeId] === version);
  const known = new Map(
    due.map(({ billId, versions }) => [billId, { versions: { ...versions, [schemeId]: version } }]),
  );
  return settledOnly({ standing, known });
}

/** The rent of these months as their leases come to it now: none where a lease does not reach the month any more. */
async function rentNow(
  tx: Writer,
  bills: readonly StandingBill[],
  as: (lease: MonthLease) => MonthLease = (lease) => lease,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const [month, its] of Map.groupBy(bills, (bill) => bill.month)) {
    const ids = new Set(its.map((bill) => bill.leaseId));
    const of = (await leasesOf(tx, month, [...ids])).filter((lease) => ids.has(lease.leaseId)).map(as);
    const drafts = draftBills(of, month, RENT_DUE_DAY);
    for (const bill of its) {
      const draft = drafts.find((one) => one.leaseId === bill.leaseId && one.personId === bill.personId);
      const lease = of.find((one) => one.leaseId === bill.leaseId);
      const news = draft ? { rentFen: draft.rentFen, toOn: draft.toOn } : { rentFen: 0, toOn: lastOf(lease, bill) };
      known.set(bill.billId, news);
    }
  }
  return known;
}

/** The last day of a lease that ended before the month. */
const lastOf = (lease: MonthLease | undefined, bill: StandingBill) =>
  [lease?.endedOn, lease?.endsOn, lastDay(bill.month)].flatMap((day) => day ?? []).toSorted()[0] ?? bill.toOn;

const within = (month: Month, from: Month, to: Month): boolean => month >= from && month <= to;

const settledOnly = (learnt: Learnt): Decision<Learnt> =>
  learnt.known.size === 0 ? refuse("months-not-settled") : grant(learnt);

async function tenantsOf(tx: Writer, leaseId: string): Promise<string[]> {
  const rows = await tx
    .select({ personId: leaseTenants.personId })
    .from(leaseTenants)
    .where(eq(leaseTenants.leaseId, leaseId));
  return rows.map(({ personId }) => personId);
}

async function mustExist(tx: Writer, personId: string): Promise<void> {
  if ((await tx.$count(people, eq(people.id, personId))) === 0) throw new NotFound();
}
