import { and, asc, eq, gte, lt, lte, max, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { ledgerEntries, ledgerLegs, people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Day, firstDay, lastDay, type Month, monthOf } from "../days.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import type { Account } from "./rules.ts";

export const LEGS_PER_PAGE = 100;

/** The month of the latest entry, null while the books are empty. */
export async function latestLedgerMonth(actor: Actor): Promise<Month | null> {
  authorize(actor, "ledger.view");
  const [row] = await (await reader()).select({ on: max(ledgerEntries.effectiveOn) }).from(ledgerEntries);
  return row?.on ? monthOf(row.on) : null;
}

export type StatementLine = {
  entryId: string;
  key: string;
  kind: string;
  on: Day;
  personName: string | null;
  madeBy: string;
  approvedBy: string | null;
  amountFen: Fen;
  balanceFen: Fen;
};

/**
 * One account in one month by the day things count for: what it stood at before, each leg with the balance after it,
 * and what it stands at afterwards. Debit above zero.
 */
export async function accountStatement(
  actor: Actor,
  account: Account,
  { month, page = 1 }: { month: Month; page?: number },
) {
  authorize(actor, "ledger.view");
  const db = await reader();
  const [from, to] = [firstDay(month), lastDay(month)];
  const [opening] = await db
    .select({ fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerLegs.account, account), lt(ledgerEntries.effectiveOn, from)));
  const within = and(
    eq(ledgerLegs.account, account),
    gte(ledgerEntries.effectiveOn, from),
    lte(ledgerEntries.effectiveOn, to),
  );
  const [sums] = await db
    .select({
      legs: sql<number>`count(*)`.mapWith(Number),
      debitFen: sumFen(sql`case when ${ledgerLegs.amountFen} > 0 then ${ledgerLegs.amountFen} else 0 end`),
      creditFen: sumFen(sql`case when ${ledgerLegs.amountFen} < 0 then -${ledgerLegs.amountFen} else 0 end`),
    })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(within);
  const { legs = 0, debitFen = 0, creditFen = 0 } = sums ?? {};
  const pages = Math.max(1, Math.ceil(legs / LEGS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const rows = await db
    .select({
      entryId: ledgerEntries.id,
      key: ledgerEntries.key,
      kind: ledgerEntries.kind,
      on: ledgerEntries.effectiveOn,
      personName: people.name,
      madeBy: ledgerEntries.madeBy,
      approvedBy: ledgerEntries.approvedBy,
      amountFen: ledgerLegs.amountFen,
    })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .leftJoin(people, eq(people.id, ledgerLegs.personId))
    .where(within)
    .orderBy(asc(ledgerEntries.effectiveOn), asc(ledgerEntries.id), asc(ledgerLegs.seq))
    .limit(at * LEGS_PER_PAGE);
  const openingFen = opening?.fen ?? 0;
  let balanceFen = openingFen;
  const lines = rows.map((row): StatementLine => {
    balanceFen += row.amountFen;
    return { ...row, balanceFen };
  });
  return {
    account,
    month,
    openingFen,
    debitFen,
    creditFen,
    closingFen: openingFen + debitFen - creditFen,
    lines: lines.slice((at - 1) * LEGS_PER_PAGE),
    legs,
    page: at,
    pages,
  };
}
