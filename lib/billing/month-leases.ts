import { and, asc, count, eq, gt, gte, inArray, isNull, lte, max, ne, or } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applications, bills, drawResults, leases, leaseTenants, rentChanges, roundPlaces, rounds } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { addMonths, type Day, dayAt, firstDay, lastDay, type Month, monthOf } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import type { OffsetMode, Registration } from "../subsidy/rules-decision.ts";
import type { BillableLease, BillableTenant, RentChange } from "./rules.ts";

export type MonthTenant = BillableTenant & { mode: OffsetMode };
export type MonthLease = BillableLease & Registration & { depositFen: Fen; tenants: MonthTenant[] };

/** Moved into: signed leases are billed once their tenant has checked in. */
const livedIn = inArray(leases.status, ["active", "ended"]);

const reaches = (fromMonth: Month, toMonth: Month) =>
  and(
    livedIn,
    lte(leases.startsOn, lastDay(toMonth)),
    gte(leases.endsOn, firstDay(fromMonth)),
    or(isNull(leases.endedOn), gte(leases.endedOn, firstDay(fromMonth))),
  );

/**
 * May this month be billed now? It has been billed before (a lease that came late is made up for), or it is the next
 * one (months in which no lease ran are passed over), and not later than next month. Refuses `month-in-future` (`latest`) and `month-out-of-order` (`expected`).
 */
export async function decideMonth(tx: Writer, month: Month, now: Date): Promise<Decision> {
  const soonest = addMonths(monthOf(dayAt(now)), 1);
  if (month > soonest) return refuse("month-in-future", { latest: soonest });
  const [row] = await tx
    .select({ latest: max(bills.month) })
    .from(bills)
    .where(gt(bills.rentFen, 0));
  const latest = row?.latest ?? null;
  if (latest === null || month === latest || month === addMonths(latest, 1)) return grant({});
  const expected = addMonths(latest, 1);
  if (month < latest) {
    const billed = await tx.$count(bills, and(eq(bills.month, month), gt(bills.rentFen, 0)));
    return billed > 0 ? grant({}) : refuse("month-out-of-order", { expected, latest });
  }
  const [passed] = await tx
    .select({ leases: count() })
    .from(leases)
    .where(reaches(expected, addMonths(month, -1)));
  return passed?.leases === 0 ? grant({}) : refuse("month-out-of-order", { expected, latest });
}

/** The leases that run on any day of the month, with their tenants; and those of `also` whatever their days. */
export async function leasesOf(tx: Writer, month: Month, also: readonly string[]): Promise<MonthLease[]> {
  const waiting = await movingIn(tx, month);
  const rows = (await tx.select().from(leases).where(reaches(month, month)).orderBy(asc(leases.leaseNo))).filter(
    ({ id }) => !waiting.has(id),
  );
  const found = new Set(rows.map((row) => row.id));
  const missing = [...new Set(also)].filter((id) => !found.has(id));
  await inChunks(missing, async (ids) => {
    rows.push(...(await tx.select().from(leases).where(inArray(leases.id, ids)).orderBy(asc(leases.leaseNo))));
  });
  const tenants = await tenantsOf(
    tx,
    rows.map((row) => row.id),
  );
  const changes = await rentChangesTo(tx, lastDay(month));
  return rows.map((row) => ({
    leaseId: row.id,
    unitId: row.unitId,
    rentFen: row.rentFen,
    depositFen: row.depositFen,
    changes: changes.get(row.id) ?? [],
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    endedOn: row.endedOn,
    registrationNo: row.registrationNo,
    registeredOn: row.registeredOn,
    tenants: tenants.get(row.id) ?? [],
  }));
}

/** The rents that hold from a day up to `toOn` on, by lease; few leases have any. */
async function rentChangesTo(tx: Writer, toOn: Day): Promise<Map<string, RentChange[]>> {
  const rows = await tx
    .select({ leaseId: rentChanges.leaseId, fromOn: rentChanges.fromOn, rentFen: rentChanges.rentFen })
    .from(rentChanges)
    .where(and(lte(rentChanges.fromOn, toOn), isNull(rentChanges.withdrawnAt)))
    .orderBy(asc(rentChanges.fromOn));
  return Map.groupBy(rows, (row) => row.leaseId);
}

/**
 * Leases that an exchange is about to move within the month: how many days of it they cover is known once they have moved,
 * and running the month again then bills both places.
 */
async function movingIn(tx: Writer, month: Month): Promise<Set<string>> {
  const rows = await tx
    .select({ leaseId: applications.leaseId })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .innerJoin(applications, eq(applications.id, roundPlaces.tenantOf))
    .innerJoin(drawResults, eq(drawResults.applicationId, applications.id))
    .where(
      and(
        eq(rounds.mechanism, "exchange"),
        eq(rounds.status, "offering"),
        lte(rounds.moveInOn, lastDay(month)),
        isNull(roundPlaces.takenAt),
        or(ne(drawResults.unitId, roundPlaces.unitId), ne(drawResults.bed, roundPlaces.bed)),
      ),
    );
  return new Set(rows.flatMap(({ leaseId }) => leaseId ?? []));
}

/** Straight against the rent only with the person's own authorisation on record (FIELD: 2); paid to them otherwise. */
async function tenantsOf(tx: Writer, leaseIds: readonly string[]): Promise<Map<string, MonthTenant[]>> {
  const tenants = new Map<string, MonthTenant[]>();
  await inChunks(leaseIds, async (ids) => {
    const rows = await tx
      .select()
      .from(leaseTenants)
      .where(inArray(leaseTenants.leaseId, ids))
      .orderBy(asc(leaseTenants.leaseId), asc(leaseTenants.personId));
    for (const { leaseId, personId, weight, offsetMode, authorisedAt } of rows) {
      const mode = offsetMode === "directOffset" && authorisedAt !== null ? "directOffset" : "cashToPerson";
      const list = tenants.get(leaseId) ?? [];
      list.push({ personId, weight, mode });
      tenants.set(leaseId, list);
    }
  });
  return tenants;
}
