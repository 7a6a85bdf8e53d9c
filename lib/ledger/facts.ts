import { and, eq, notInArray, sql } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import {
  bills,
  creditMoves,
  ledgerDecisions,
  ledgerEntries,
  ledgerLegs,
  offsets,
  payments,
  periods,
  settlements,
} from "#db/schema";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";

/** Every fact names a few of the rows that are wrong, so that somebody can go and look. */
export const fact = (name: string, wrong: readonly string[], right: string): HealthFact => ({
  name,
  ok: wrong.length === 0,
  detail: wrong.length === 0 ? right : `${wrong.length} differ, first ${wrong.slice(0, 3).join(", ")}`,
});

/** An amount on one account of the entry that a key names, 0 where there is none. */
export const booked = (account: string, key: ReturnType<typeof sql>) => sql<Fen>`(
  select coalesce(sum(${ledgerLegs.amountFen}), 0) from ${ledgerLegs}
  join ${ledgerEntries} on ${ledgerEntries.id} = ${ledgerLegs.entryId}
  where ${ledgerEntries.key} = ${key} and ${ledgerLegs.account} = ${account}
)`;

/** Each payment is in the bank, and what was above its bill is owed back. */
export async function paymentsAgree(db: Reader): Promise<HealthFact> {
  const key = sql`'payment:' || ${payments.id}`;
  const wrong = await db
    .select({ id: payments.id })
    .from(payments)
    .where(
      sql`${booked("bank", key)} <> ${payments.amountFen} or ${booked("tenant-credit", key)} <> -${payments.creditFen}`,
    );
  const count = await db.$count(payments);
  return fact("payments agree with the ledger", ids(wrong), `${count} payments`);
}

/** What a bill says was paid is what its payments and the credit used on it sum to. */
export async function paidAgrees(db: Reader): Promise<HealthFact> {
  const paid = await db
    .select({ billId: payments.billId, fen: sumFen(sql`${payments.amountFen} - ${payments.creditFen}`) })
    .from(payments)
    .groupBy(payments.billId);
  const moved = await db
    .select({ billId: creditMoves.billId, fen: sumFen(creditMoves.amountFen) })
    .from(creditMoves)
    .groupBy(creditMoves.billId);
  const sums = new Map(paid.map((row) => [row.billId, row.fen]));
  for (const { billId, fen } of moved) if (billId !== null) sums.set(billId, (sums.get(billId) ?? 0) - fen);
  const rows = await db.select({ id: bills.id, paidFen: bills.paidFen }).from(bills);
  const wrong = rows.filter((bill) => bill.paidFen !== (sums.get(bill.id) ?? 0));
  return fact("bills agree with their payments", ids(wrong), `${rows.length} bills`);
}

/** By lease and person, credit is what the ledger owes back, and nobody has less than none. */
export async function creditAgrees(db: Reader): Promise<HealthFact> {
  const { personId, leaseId, amountFen } = creditMoves;
  const moved = await db
    .select({ personId, leaseId, fen: sumFen(amountFen) })
    .from(creditMoves)
    .groupBy(personId, leaseId);
  const legs = await db
    .select({ personId: ledgerLegs.personId, leaseId: ledgerLegs.leaseId, fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.account, "tenant-credit"))
    .groupBy(ledgerLegs.personId, ledgerLegs.leaseId);
  const owed = new Map(legs.map((row) => [`${row.personId} ${row.leaseId}`, row.fen]));
  const wrong: string[] = [];
  for (const row of moved) {
    const key = `${row.personId} ${row.leaseId}`;
    if (row.fen < 0 || row.fen !== -(owed.get(key) ?? 0)) wrong.push(row.leaseId);
    owed.delete(key);
  }
  for (const [key, fen] of owed) if (fen !== 0) wrong.push(key);
  return fact("credit agrees with the ledger", wrong, `${moved.length} people and leases with credit`);
}

/** A bill is netted by what its approved offset says, and by nothing before; the books hold the same sum. */
export async function offsetsAgree(db: Reader): Promise<HealthFact> {
  const approved = sql<Fen>`case when ${settlements.status} not in ('draft', 'checked') then ${offsets.offsetFen} else 0 end`;
  const wrong = await db
    .select({ id: bills.id })
    .from(bills)
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(sql`${bills.offsetFen} <> coalesce(${approved}, 0)`);
  const [decided] = await db
    .select({ fen: sumFen(offsets.subsidyFen) })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(notInArray(settlements.status, ["draft", "checked"]));
  const [owed] = await db
    .select({ fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerEntries.kind, "offset"), eq(ledgerLegs.account, "public-finance-receivable")));
  const [said, booked_] = [decided?.fen ?? 0, owed?.fen ?? 0];
  const found = said === booked_ ? ids(wrong) : [...ids(wrong), `${said} fen decided, ${booked_} in the books`];
  return fact("offsets agree with bills and ledger", found, `${said} fen`);
}

/** A reversal lies on or after its original and takes back exactly its legs; what two people decided says who. */
export async function phasesHold(db: Reader): Promise<HealthFact> {
  const original = sql`(select o.effective_on from ledger_entries o where o.id = ${ledgerEntries.reversesId})`;
  const rest = sql`(
    select count(*) from (
      select l.account from ledger_legs l where l.entry_id in (${ledgerEntries.id}, ${ledgerEntries.reversesId})
      group by l.account, l.person_id, l.lease_id having sum(l.amount_fen) <> 0
    ) as uneven
  )`;
  const reversals = await db
    .select({ id: ledgerEntries.id })
    .from(ledgerEntries)
    .where(
      and(
        sql`${ledgerEntries.reversesId} is not null`,
        sql`(${original} is null or ${original} > ${ledgerEntries.effectiveOn} or ${rest} > 0)`,
      ),
    );
  const decided = await db
    .select({ id: ledgerDecisions.proposalId })
    .from(ledgerDecisions)
    .leftJoin(ledgerEntries, eq(ledgerEntries.id, ledgerDecisions.entryId))
    .where(
      sql`${ledgerDecisions.outcome} = 'posted' and (${ledgerEntries.approvedBy} is null or ${ledgerEntries.approvedBy} <> ${ledgerDecisions.decidedBy})`,
    );
  const count = await db.$count(ledgerDecisions);
  return fact("reversals and approvals hold", [...ids(reversals), ...ids(decided)], `${count} decisions`);
}

/** What is booked in a closed month was booked before it was closed. */
export async function closedMonthsKept(db: Reader): Promise<HealthFact> {
  const late = await db
    .select({ key: ledgerEntries.key })
    .from(ledgerEntries)
    .innerJoin(periods, eq(periods.month, ledgerEntries.month))
    .where(sql`${periods.status} = 'closed' and ${ledgerEntries.postedAt} > ${periods.closedAt}`);
  const closed = await db.$count(periods, eq(periods.status, "closed"));
  return fact(
    "nothing is booked in closed months",
    late.map((row) => row.key),
    `${closed} closed months`,
  );
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);
