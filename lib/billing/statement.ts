import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import {
  bills,
  correctionLines,
  corrections,
  ledgerDecisions,
  ledgerEntries,
  ledgerLegs,
  ledgerProposals,
  refunds,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { availableCredit } from "./credit.ts";

export type MoneyMove = {
  id: string;
  /** The entry's kind; for a charge which one it is (`charge-deposit`). */
  kind: string;
  on: Day;
  month: Month;
  /** What it does to what the person owes: rent above zero, payments and support below. */
  owedFen: Fen;
  /** What of it went to or came from the person's credit, above zero in. */
  creditFen: Fen;
  /** Paid out to the person beside the rent. */
  surplusFen: Fen;
  /** Kept for the person's next month; below zero, used of what earlier months kept. */
  carriedFen: Fen;
  /** What public finance claims back from the person by a correction, or claims no more. */
  claimFen: Fen;
  /** Of a deposit that came in or went along without a charge. */
  depositFen: Fen;
  /** What is left to pay after it, below zero where there is credit. */
  balanceFen: Fen;
  billId: string | null;
  /** For payments: their receipt. */
  paymentId: string | null;
  /** For corrections: which one it was, and why; `month` is then the month that was corrected. */
  correction: { no: string; reason: string } | null;
};

export type PersonMoney = {
  moves: MoneyMove[];
  creditFen: Fen;
  waiting: { id: string; amountFen: Fen; on: Day }[];
};

/** The accounts that speak of a person's own money. */
const own = [
  "tenant-receivable",
  "tenant-credit",
  "surplus-payable",
  "subsidy-carried",
  "deposit-liability",
  "clawback-receivable",
] as const;

/** A talent's own money, as `moneyOf` has it. */
export async function myMoney(actor: Actor): Promise<PersonMoney> {
  authorize(actor, "bill.view", { personId: actor.personId });
  return moneyOf(actor.personId ?? "");
}

/**
 * A person's money as the books have it, the latest first: bills, support, payments, credit and refunds, each with
 * its day and what was left after it. Refunds that nobody has decided stand beside it, since they moved nothing.
 * For queries that have asked `authorize` already.
 */
export async function moneyOf(personId: string): Promise<PersonMoney> {
  const db = await reader();
  const of = (account: (typeof own)[number]) =>
    sumFen(sql`case when ${ledgerLegs.account} = ${account} then ${ledgerLegs.amountFen} else 0 end`);
  // A deposit that goes along has a leg out and one in.
  const held = sql`case when ${ledgerLegs.account} = 'deposit-liability' and ${ledgerLegs.amountFen} < 0 then -${ledgerLegs.amountFen} else 0 end`;
  const rows = await db
    .select({
      id: ledgerEntries.id,
      key: ledgerEntries.key,
      kind: ledgerEntries.kind,
      reason: ledgerEntries.reason,
      on: ledgerEntries.effectiveOn,
      month: ledgerEntries.month,
      forMonth: ledgerEntries.forMonth,
      leaseId: sql<string | null>`max(${ledgerLegs.leaseId})`,
      receivableFen: of("tenant-receivable"),
      creditFen: of("tenant-credit"),
      surplusFen: of("surplus-payable"),
      carriedFen: of("subsidy-carried"),
      claimFen: of("clawback-receivable"),
      heldFen: sumFen(held),
    })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerLegs.personId, personId), inArray(ledgerLegs.account, own)))
    .groupBy(
      ledgerEntries.id,
      ledgerEntries.key,
      ledgerEntries.kind,
      ledgerEntries.reason,
      ledgerEntries.effectiveOn,
      ledgerEntries.month,
      ledgerEntries.forMonth,
    )
    .orderBy(asc(ledgerEntries.effectiveOn), asc(ledgerEntries.id));
  const theirs = await db
    .select({ id: bills.id, leaseId: bills.leaseId, month: bills.month })
    .from(bills)
    .where(eq(bills.personId, personId));
  const billOf = new Map(theirs.map((bill) => [`${bill.leaseId} ${bill.month}`, bill.id]));
  const corrected = await correctionsOf(personId);
  let balanceFen = 0;
  const moves = rows.map(({ key, reason, leaseId, receivableFen, heldFen, forMonth, ...row }): MoneyMove => {
    const { creditFen, surplusFen, kind } = row;
    // What came after its month was closed is in a later month's books and still of its own bill.
    const month = forMonth ?? row.month;
    const owedFen = receivableFen + creditFen;
    balanceFen += owedFen;
    const correction = corrected.get(key.replace(/^charge:/, "")) ?? null;
    const forIt = correction?.month ?? month;
    const apart = kind === "refund" || kind.startsWith("deposit-");
    return {
      ...row,
      kind: kind === "charge" ? reason : kind,
      month: forIt,
      owedFen,
      creditFen: 0 - creditFen,
      surplusFen: 0 - surplusFen,
      carriedFen: 0 - row.carriedFen,
      depositFen: apart ? heldFen : 0,
      balanceFen,
      billId: apart ? null : (billOf.get(`${leaseId} ${forIt}`) ?? null),
      paymentId: kind === "payment" ? key.slice("payment:".length) : null,
      correction,
    };
  });
  const available = (await availableCredit(db, personId)).get(personId) ?? [];
  return {
    moves: moves.reverse(),
    creditFen: available.reduce((sum, source) => sum + source.availableFen, 0),
    waiting: await waitingRefunds(personId),
  };
}

/** The posted corrections of a person's months, by their name in the books. */
async function correctionsOf(personId: string) {
  const rows = await (await reader())
    .select({
      id: correctionLines.id,
      month: correctionLines.month,
      no: corrections.correctionNo,
      reason: corrections.reason,
    })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(and(eq(correctionLines.personId, personId), gt(correctionLines.sequence, 0)));
  return new Map(rows.map(({ id, ...said }) => [`correction:${id}`, said]));
}

async function waitingRefunds(personId: string) {
  const rows = await (await reader())
    .select({ id: refunds.id, amountFen: refunds.amountFen, madeAt: refunds.madeAt })
    .from(refunds)
    .innerJoin(ledgerProposals, eq(ledgerProposals.id, refunds.proposalId))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(and(eq(refunds.personId, personId), sql`${ledgerDecisions.proposalId} is null`))
    .orderBy(asc(refunds.id));
  return rows.map(({ id, amountFen, madeAt }) => ({ id, amountFen, on: dayAt(madeAt) }));
}
