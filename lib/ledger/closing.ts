import { and, asc, eq, isNull } from "drizzle-orm";
import { type Reader, transaction } from "#db/client";
import { ledgerDecisions, ledgerEntries, ledgerProposals, periods, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, isMonth, type Month, monthOf } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { inBooks } from "../subsidy/rules-settlement.ts";
import { closedMonths } from "./periods.ts";
import { ledgerFactsIn } from "./queries.ts";
import { decideClose, decideReopen, earlierOpen, type Need } from "./rules-periods.ts";

type Given = { now: Date };

/**
 * Closes a month's books (月结): nothing is booked in it any more; what still belongs to it goes into the next open
 * month. Refuses `month-wrong`, and `period-needs` (`count`) while something of `needsOf` is missing.
 */
export const closePeriod = (
  actor: Actor,
  month: Month,
  { now }: Given,
): Promise<Decision<{ month: Month; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "period.close");
    if (!isMonth(month)) return refuse("month-wrong", { month });
    const [period] = await tx.select().from(periods).where(eq(periods.month, month));
    const needs = period?.status === "closed" ? [] : await needsOf(tx, month, now);
    const decision = decideClose(period ?? null, needs);
    if (!decision.ok) return decision;
    if (decision.before) return grant({ month, before: true });
    const set = { status: "closed" as const, closedBy: actor.userId, closedAt: now };
    if (period) await tx.update(periods).set(set).where(eq(periods.month, month));
    else await tx.insert(periods).values({ month, ...set });
    await audit(tx, actor, "period.close", "period", month, now, { again: period !== undefined });
    return grant({ month, before: false });
  });

/** Opens a closed month again, once. Refuses what `decideReopen` does. */
export const reopenPeriod = (
  actor: Actor,
  month: Month,
  reason: string,
  { now }: Given,
): Promise<Decision<{ month: Month }>> =>
  transaction(async (tx) => {
    authorize(actor, "period.reopen");
    const [period] = await tx.select().from(periods).where(eq(periods.month, month));
    const decision = decideReopen(period ?? null, actor.userId, reason);
    if (!decision.ok) return decision;
    const said = { reopenedBy: actor.userId, reopenedAt: now, reopenReason: decision.reason };
    await tx
      .update(periods)
      .set({ status: "open", ...said })
      .where(eq(periods.month, month));
    await audit(tx, actor, "period.reopen", "period", month, now, { reason: decision.reason });
    return grant({ month });
  });

/**
 * Everything that has to be so before a month is closed, each with what it lacks. Comparing all books (`books`) takes a
 * while; without it those needs are left out.
 */
export async function needsOf(db: Reader, month: Month, now: Date, { books = true } = {}): Promise<Need[]> {
  const booked = await db.selectDistinct({ month: ledgerEntries.month }).from(ledgerEntries);
  const open = earlierOpen(
    month,
    booked.map((row) => row.month),
    await closedMonths(db),
  );
  const batches = await db
    .select({ id: settlements.id, sequence: settlements.sequence, status: settlements.status })
    .from(settlements)
    .where(eq(settlements.month, month))
    .orderBy(asc(settlements.sequence));
  const waiting = await db
    .select({ id: ledgerProposals.id, kind: ledgerProposals.kind })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(and(eq(ledgerProposals.month, month), isNull(ledgerDecisions.proposalId)))
    .orderBy(asc(ledgerProposals.id));
  const over = month < monthOf(dayAt(now));
  return [
    { code: "month-over", lacks: over ? [] : [{ kind: "month", name: month, id: month }] },
    { code: "earlier-closed", lacks: open.map((one) => ({ kind: "month", name: one, id: one })) },
    {
      code: "batches-posted",
      lacks: batches
        .filter((batch) => !inBooks(batch.status))
        .map(({ id, sequence }) => ({ kind: "batch", name: String(sequence), id })),
    },
    { code: "proposals-decided", lacks: waiting.map(({ id, kind }) => ({ kind: "proposal", name: kind, id })) },
    ...(books ? await booksHold(db) : []),
  ];
}

/** The first fact is that the ledger sums to zero; the others compare it with everything else. */
async function booksHold(db: Reader): Promise<Need[]> {
  const [balance, ...facts] = await ledgerFactsIn(db);
  const lacks = (wrong: readonly { name: string; ok: boolean }[]) =>
    wrong.filter(({ ok }) => !ok).map(({ name }) => ({ kind: "fact" as const, name, id: name }));
  return [
    { code: "books-balanced", lacks: lacks(balance ? [balance] : []) },
    { code: "facts-hold", lacks: lacks(facts) },
  ];
}
