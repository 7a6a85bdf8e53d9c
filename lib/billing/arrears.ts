import { and, asc, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, offsets, people, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { writeCsv } from "../csv.ts";
import { type Day, dayAt } from "../days.ts";
import { type Fen, yuanText } from "../money.ts";
import { holds } from "../search.ts";
import { sumFen } from "../sums.ts";
import { type ArrearAge, arrearAges, dueSince } from "./rules-arrears.ts";
import { late, left, pending } from "./standing.ts";

export const ARREARS_PER_PAGE = 50;
type Ask = { age?: ArrearAge; building?: number; q?: string; page?: number; now?: Date };

/** What is still open and late of one age; support that waits for the officers is no arrear. */
function ageSum(age: ArrearAge, today: Day): SQL<Fen> {
  const since = dueSince(today);
  const newer = arrearAges[arrearAges.indexOf(age) - 1];
  const from = since[age] === null ? undefined : sql`${bills.dueOn} >= ${since[age]}`;
  const before = newer && since[newer] !== null ? sql`${bills.dueOn} < ${since[newer]}` : undefined;
  const of = and(from, before);
  return sumFen(sql`case when ${of ?? sql`true`} then ${left} - (${pending}) else 0 end`);
}

const sums = (today: Day) => ({
  to30: ageSum("to30", today),
  to60: ageSum("to60", today),
  to90: ageSum("to90", today),
  over90: ageSum("over90", today),
  totalFen: sumFen(sql`${left} - (${pending})`),
});

/**
 * Who is behind with what, by how long: one row a tenant and lease, the largest debt first. `q` finds name, room or
 * lease; `age` those with something of that age.
 */
export async function arrearsFor(actor: Actor, { age, building, q = "", page = 1, now = new Date() }: Ask = {}) {
  authorize(actor, "bill.list");
  const today = dayAt(now);
  const rows = await arrearsRows({ age, building, q }, today);
  const total = { to30: 0, to60: 0, to90: 0, over90: 0, totalFen: 0 };
  for (const row of rows) for (const key of [...arrearAges, "totalFen"] as const) total[key] += row[key];
  const pages = Math.max(1, Math.ceil(rows.length / ARREARS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return {
    rows: rows.slice((at - 1) * ARREARS_PER_PAGE, at * ARREARS_PER_PAGE),
    found: rows.length,
    total,
    page: at,
    pages,
  };
}

export type Arrear = Awaited<ReturnType<typeof arrearsRows>>[number];

/** Every row of it, for queries that have asked `authorize` already. */
export async function arrearsRows({ age, building, q = "" }: Ask, today: Day) {
  const text = q.trim();
  const named = text ? or(holds(people.name, text), holds(units.roomNo, text), holds(leases.leaseNo, text)) : undefined;
  const rows = await (await reader())
    .select({
      leaseId: bills.leaseId,
      personId: bills.personId,
      personName: sql<string>`coalesce(min(${people.name}), '')`,
      leaseNo: sql<string>`min(${leases.leaseNo})`,
      buildingNo: sql<number>`min(${buildings.no})`.mapWith(Number),
      roomNo: sql<string>`min(${units.roomNo})`,
      bills: sql<number>`count(*)`.mapWith(Number),
      since: sql<Day>`min(${bills.dueOn})`,
      ...sums(today),
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(and(late(today), named, building === undefined ? undefined : eq(buildings.no, building)))
    .groupBy(bills.leaseId, bills.personId)
    .orderBy(desc(sums(today).totalFen), asc(bills.leaseId), asc(bills.personId));
  return age ? rows.filter((row) => row[age] > 0) : rows;
}

/** The buildings, for the filter. */
export async function arrearBuildings(actor: Actor): Promise<{ no: number; nameZh: string; nameEn: string }[]> {
  authorize(actor, "bill.list");
  const { no, nameZh, nameEn } = buildings;
  return (await reader()).select({ no, nameZh, nameEn }).from(buildings).orderBy(asc(no));
}

/** The same rows, all of them, as a CSV text under the headers given (in the reader's language). */
export async function arrearsCsv(actor: Actor, ask: Omit<Ask, "page">, headers: readonly string[]): Promise<string> {
  authorize(actor, "bill.list");
  const rows = await arrearsRows(ask, dayAt(ask.now ?? new Date()));
  return writeCsv([
    headers,
    ...rows.map((row) => [
      row.personName,
      row.leaseNo,
      `${row.buildingNo}-${row.roomNo}`,
      row.bills,
      row.since,
      ...[row.to30, row.to60, row.to90, row.over90, row.totalFen].map((fen) => Number(yuanText(fen))),
    ]),
  ]);
}
