import { asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, leases, offsets, people } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { billNosIn, leaseNosIn, type MatchBill, type MatchFacts, nameIn } from "./rules-matching.ts";
import { left, wants } from "./standing.ts";

/** What a list's lines may be about, in a few statements: the bills, leases and people that they name. */
export async function matchFacts(
  db: Reader,
  lines: readonly { note: string; payerName: string }[],
): Promise<MatchFacts> {
  const billNos = new Set(lines.flatMap(({ note }) => billNosIn(note)));
  const leaseNos = new Set(lines.flatMap(({ note }) => leaseNosIn(note)));
  const names = new Set(lines.map(({ payerName }) => nameIn(payerName)).filter((name) => name !== ""));
  const [byBillNo, byLeaseNo, byName] = [
    new Map<string, MatchBill>(),
    new Map<string, MatchBill[]>(),
    new Map<string, MatchBill[]>(),
  ];
  const nameOf = new Map<string, string>();
  await inChunks([...billNos], async (some) => {
    for (const { bill } of await billsWhere(db, inArray(bills.billNo, some))) byBillNo.set(bill.billNo, bill);
  });
  const add = (map: Map<string, MatchBill[]>, key: string, bill: MatchBill) =>
    map.set(key, [...(map.get(key) ?? []), bill]);
  await inChunks([...leaseNos], async (some) => {
    for (const { bill, name } of await billsWhere(db, inArray(leases.leaseNo, some), openOrLast)) {
      add(byLeaseNo, bill.leaseNo, bill);
      nameOf.set(bill.personId, name);
    }
  });
  await inChunks([...names], async (some) => {
    for (const { bill, name } of await billsWhere(db, inArray(people.name, some), openOrLast)) add(byName, name, bill);
  });
  return { byBillNo, byLeaseNo, byName, nameOf };
}

/** Bills with something to pay, and the last one of each tenancy: where all is paid, what comes in is credit. */
const openOrLast = or(
  sql`${left} > 0`,
  sql`not exists (
    select 1 from bills later
    where later.lease_id = ${bills.leaseId} and later.person_id = ${bills.personId} and later.month > ${bills.month}
  )`,
);

async function billsWhere(db: Reader, ...where: (SQL | undefined)[]): Promise<{ bill: MatchBill; name: string }[]> {
  const rows = await db
    .select({
      billId: bills.id,
      billNo: bills.billNo,
      leaseNo: leases.leaseNo,
      personId: bills.personId,
      name: people.name,
      month: bills.month,
      leftFen: left.mapWith(Number),
      wantsFen: wants.mapWith(Number),
    })
    .from(bills)
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(people, eq(people.id, bills.personId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .where(
      sql.join(
        where.filter((one) => one !== undefined).map((one) => sql`(${one})`),
        sql` and `,
      ),
    )
    .orderBy(asc(bills.month), asc(bills.billNo));
  return rows.map(({ name, ...bill }) => ({ bill, name: name ?? "" }));
}
