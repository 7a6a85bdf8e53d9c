import { and, eq, sql } from "drizzle-orm";
import { type HealthFact, type Reader, reader } from "#db/client";
import { bills, ledgerEntries, ledgerLegs } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { budgetAgrees } from "../budget/facts.ts";
import { correctionFacts } from "../corrections/facts.ts";
import type { Fen } from "../money.ts";
import { fundingsAgree, payoutsAgree, payoutsBooked, settlementsFollow } from "../payouts/facts.ts";
import { sumFen } from "../sums.ts";
import { closedMonthsKept, creditAgrees, offsetsAgree, paidAgrees, paymentsAgree, phasesHold } from "./facts.ts";
import { carriedAgrees } from "./facts-carried.ts";
import { depositsAgree, linesAgree } from "./facts-charges.ts";
import { type BalanceRow, trialBalance } from "./rules.ts";

/** Debits and credits by account over everything that was ever posted; `sumFen` must be 0. */
export async function trialBalanceFor(actor: Actor): Promise<{ rows: BalanceRow[]; sumFen: Fen }> {
  authorize(actor, "ledger.view");
  return balances(await reader());
}

async function balances(db: Reader) {
  const side = sql<number>`case when ${ledgerLegs.amountFen} > 0 then 1 else 0 end`;
  const legs = await db
    .select({ account: ledgerLegs.account, amountFen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .groupBy(ledgerLegs.account, side);
  return trialBalance(legs);
}

/** One person's balance by account, debit − credit in fen: what they owe (`tenant-receivable`), what is owed to them. */
export async function balancesOf(actor: Actor, personId: string): Promise<{ account: string; balanceFen: Fen }[]> {
  authorize(actor, "bill.view", { personId });
  const db = await reader();
  return db
    .select({ account: ledgerLegs.account, balanceFen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.personId, personId))
    .groupBy(ledgerLegs.account);
}

/** What must hold of the books, for the command line's doctor and before a month is closed: each fact with whether it does. */
export const ledgerFacts = async (): Promise<HealthFact[]> => ledgerFactsIn(await reader());

/** The same as a transaction sees it. */
export async function ledgerFactsIn(db: Reader): Promise<HealthFact[]> {
  const { rows, sumFen } = await balances(db);
  const tenants = rows.find((row) => row.account === "tenant-receivable");
  return [
    { name: "ledger sums to zero", ok: sumFen === 0, detail: `${sumFen} fen over all accounts` },
    await entriesBalanced(db),
    await billsAgree(db),
    await paidAgrees(db),
    await paymentsAgree(db),
    await offsetsAgree(db),
    await linesAgree(db),
    await depositsAgree(db),
    await creditAgrees(db),
    await carriedAgrees(db),
    await phasesHold(db),
    await closedMonthsKept(db),
    await fundingsAgree(db),
    await payoutsAgree(db),
    await payoutsBooked(db),
    await settlementsFollow(db),
    await budgetAgrees(db),
    ...(await correctionFacts(db)),
    { name: "tenants owe", ok: true, detail: `${tenants?.balanceFen ?? 0} fen` },
  ];
}

async function entriesBalanced(db: Reader): Promise<HealthFact> {
  const wrong = await db
    .select({ entryId: ledgerLegs.entryId })
    .from(ledgerLegs)
    .groupBy(ledgerLegs.entryId)
    .having(sql`sum(${ledgerLegs.amountFen}) <> 0 or count(*) < 2`)
    .limit(5);
  const entries = await db.$count(ledgerEntries);
  const detail =
    wrong.length === 0 ? `${entries} entries` : `off balance: ${wrong.map((row) => row.entryId).join(", ")}`;
  return { name: "ledger entries balance", ok: wrong.length === 0, detail };
}

/** By lease and person, rent − offset − paid over all bills is what the ledger says the tenant owes. */
async function billsAgree(db: Reader): Promise<HealthFact> {
  const billed = await db
    .select({
      leaseId: bills.leaseId,
      personId: bills.personId,
      owedFen: sql<Fen>`sum(${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen})`.mapWith(
        Number,
      ),
    })
    .from(bills)
    .groupBy(bills.leaseId, bills.personId);
  const booked = await db
    .select({ leaseId: ledgerLegs.leaseId, personId: ledgerLegs.personId, owedFen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(and(eq(ledgerLegs.account, "tenant-receivable")))
    .groupBy(ledgerLegs.leaseId, ledgerLegs.personId);
  const owed = new Map(booked.map((row) => [`${row.leaseId} ${row.personId}`, row.owedFen]));
  const differing: string[] = [];
  for (const { leaseId, personId, owedFen } of billed) {
    if ((owed.get(`${leaseId} ${personId}`) ?? 0) !== owedFen) differing.push(leaseId);
    owed.delete(`${leaseId} ${personId}`);
  }
  for (const [key, owedFen] of owed) if (owedFen !== 0) differing.push(key.split(" ")[0] ?? "");
  const detail =
    differing.length === 0
      ? `${billed.length} tenancies`
      : `${differing.length} tenancies differ, first of lease ${differing.slice(0, 3).join(", ")}`;
  return { name: "bills agree with the ledger", ok: differing.length === 0, detail };
}
