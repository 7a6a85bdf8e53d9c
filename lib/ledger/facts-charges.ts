import { eq, sql } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import { billLines, bills, depositReturns, ledgerEntries, ledgerLegs } from "#db/schema";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { fact } from "./facts.ts";

/** What a bill asks for beside the rent is the sum of its lines, and each line is in the books once, to the fen. */
export async function linesAgree(db: Reader): Promise<HealthFact> {
  const sums = await db
    .select({ billId: billLines.billId, fen: sumFen(billLines.amountFen) })
    .from(billLines)
    .groupBy(billLines.billId);
  const of = new Map(sums.map((row) => [row.billId, row.fen]));
  const rows = await db.select({ id: bills.id, otherFen: bills.otherFen }).from(bills);
  const wrong = rows.filter((bill) => bill.otherFen !== (of.get(bill.id) ?? 0)).map((bill) => bill.id);
  const unbooked = await db
    .select({ id: billLines.id })
    .from(billLines)
    .leftJoin(ledgerEntries, sql`${ledgerEntries.key} = 'charge:' || ${billLines.key}`)
    .leftJoin(
      ledgerLegs,
      sql`${ledgerLegs.entryId} = ${ledgerEntries.id} and ${ledgerLegs.account} = 'tenant-receivable'`,
    )
    .where(sql`coalesce(${ledgerLegs.amountFen}, 0) <> ${billLines.amountFen}`);
  const lines = await db.$count(billLines);
  const booked = await db.$count(ledgerEntries, eq(ledgerEntries.kind, "charge"));
  const loose = lines === booked ? [] : [`${lines} lines, ${booked} in the books`];
  return fact(
    "bill lines agree with the ledger",
    [...wrong, ...unbooked.map((row) => row.id), ...loose],
    `${lines} lines`,
  );
}

type Deposit = { charged: Fen; came: Fen; returned: Fen };

/**
 * By lease: what was charged of its deposit is what the lines say, what was given back is what the return says, nobody's is
 * below zero, and nothing is owed any more once it was given back.
 */
export async function depositsAgree(db: Reader): Promise<HealthFact> {
  const legs = await db
    .select({ leaseId: ledgerLegs.leaseId, kind: ledgerEntries.kind, fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(eq(ledgerLegs.account, "deposit-liability"))
    .groupBy(ledgerLegs.leaseId, ledgerEntries.kind);
  const booked = new Map<string, Deposit>();
  for (const { leaseId, kind, fen } of legs) {
    const deposit = booked.get(leaseId ?? "") ?? { charged: 0, came: 0, returned: 0 };
    if (kind === "charge") deposit.charged -= fen;
    else if (kind === "deposit-returned") deposit.returned += fen;
    else deposit.came -= fen;
    booked.set(leaseId ?? "", deposit);
  }
  const charged = new Map(
    (
      await db
        .select({ leaseId: bills.leaseId, fen: sumFen(billLines.amountFen) })
        .from(billLines)
        .innerJoin(bills, eq(bills.id, billLines.billId))
        .where(eq(billLines.kind, "deposit"))
        .groupBy(bills.leaseId)
    ).map((row) => [row.leaseId, row.fen]),
  );
  const returned = new Map((await db.select().from(depositReturns)).map((row) => [row.leaseId, row.depositFen]));
  const wrong = new Set<string>();
  for (const [leaseId, deposit] of booked) {
    const held = deposit.charged + deposit.came - deposit.returned;
    const agrees = deposit.charged === (charged.get(leaseId) ?? 0) && deposit.returned === (returned.get(leaseId) ?? 0);
    if (!agrees || held < 0 || (returned.has(leaseId) && held !== 0)) wrong.add(leaseId);
  }
  for (const leaseId of [...charged.keys(), ...returned.keys()]) if (!booked.has(leaseId)) wrong.add(leaseId);
  for (const leaseId of await belowZero(db)) wrong.add(leaseId);
  return fact("deposits agree with the ledger", [...wrong], `${booked.size} leases`);
}

/** Leases under which somebody's deposit is owed to us: that cannot be. */
async function belowZero(db: Reader): Promise<string[]> {
  const rows = await db
    .select({ leaseId: ledgerLegs.leaseId })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.account, "deposit-liability"))
    .groupBy(ledgerLegs.leaseId, ledgerLegs.personId)
    .having(sql`sum(${ledgerLegs.amountFen}) > 0`);
  return rows.map((row) => row.leaseId ?? "");
}
