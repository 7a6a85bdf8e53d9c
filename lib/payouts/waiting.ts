import { and, asc, count, eq, gt, isNotNull, min, sql } from "drizzle-orm";
import { offsets, payouts, people, settlements } from "#db/schema";
import type { WaitingSource } from "../desk/waiting.ts";
import { sumFen } from "../sums.ts";

/** Approved batches that grant something and that public finance has not paid in full. */
export const waitingFunding: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({
      id: settlements.id,
      month: settlements.month,
      sequence: settlements.sequence,
      approvedAt: settlements.approvedAt,
      madeAt: settlements.madeAt,
      approvedBy: settlements.approvedBy,
      subsidyFen: sumFen(offsets.subsidyFen),
    })
    .from(settlements)
    .innerJoin(offsets, eq(offsets.settlementId, settlements.id))
    .where(and(eq(settlements.status, "posted"), gt(offsets.subsidyFen, 0)))
    .groupBy(settlements.id)
    .orderBy(asc(settlements.month), asc(settlements.sequence));
  return rows.map((row) => ({
    kind: "settlementFunding" as const,
    id: row.id,
    href: `/officer/settlements/${row.id}`,
    values: { month: row.month, sequence: row.sequence },
    amountFen: row.subsidyFen,
    since: row.approvedAt ?? row.madeAt,
    byId: row.approvedBy ?? "system",
    mine: actor.role === "officer",
  }));
};

/** Payouts that are funded and in no file for the bank yet, by month. */
export const waitingPayouts: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({
      month: payouts.month,
      payouts: count(),
      amountFen: sumFen(payouts.amountFen),
      since: min(payouts.madeAt),
    })
    .from(payouts)
    .where(eq(payouts.status, "ready"))
    .groupBy(payouts.month)
    .orderBy(asc(payouts.month));
  return rows.map((row) => ({
    kind: "payoutFile" as const,
    id: row.month,
    href: "/officer/payouts?view=ready",
    values: { month: row.month, count: row.payouts },
    amountFen: row.amountFen,
    since: row.since ?? new Date(0),
    byId: "system",
    mine: actor.role === "officer",
  }));
};

/** Payouts that the bank sent back and that nobody has paid again. */
export const waitingReturned: WaitingSource = async (db, actor) => {
  const again = sql`exists (select 1 from payouts later where later.attempt > ${payouts.attempt} and (later.offset_id = ${payouts.offsetId} or later.correction_line_id = ${payouts.correctionLineId}))`;
  const rows = await db
    .select({ payout: payouts, personName: people.name })
    .from(payouts)
    .innerJoin(people, eq(people.id, payouts.personId))
    .where(and(eq(payouts.status, "returned"), isNotNull(payouts.returnedOn), sql`not ${again}`))
    .orderBy(asc(payouts.returnedOn), asc(payouts.id));
  return rows.map(({ payout, personName }) => ({
    kind: "payoutReturned" as const,
    id: payout.id,
    href: "/officer/payouts?view=stuck",
    values: { person: personName ?? "" },
    amountFen: payout.amountFen,
    since: new Date(`${payout.returnedOn}T00:00:00+08:00`),
    byId: payout.returnedBy ?? "system",
    mine: actor.role === "officer",
  }));
};
